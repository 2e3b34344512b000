import type { FaultBook } from '../faults/fault-book.ts';
import type { Faulty } from '../faults/with-faults.ts';
import { createLevel } from '../loyalclient/create-level.ts';
import { createMember } from '../loyalclient/create-member.ts';
import { createPoint } from '../loyalclient/create-point.ts';
import { createProgram, createProgramKey } from '../loyalclient/create-program.ts';
import { createMerchant, createMerchantKey } from '../merchants/create-merchant.ts';
import { topUp } from '../merchants/sites.ts';
import { createAccount, createAccountKey } from '../mottor/create-account.ts';
import { createSite } from '../mottor/create-site.ts';
import type { Ledger } from '../schema/ledger.ts';
import { checkOut } from './check-out.ts';
import type { IssuerControl } from './control.ts';
import { generateCodes } from './generate-codes.ts';
import { readMember } from './read-member.ts';
import { resetBooks } from './reset-books.ts';
import { seedPromos } from './seed-promos.ts';
import { seedShop } from './seed-shop.ts';
import { survey } from './survey.ts';

/** Creates the control of an issuer. */
export function createControl(ledger: Ledger, book: FaultBook, { settled }: Pick<Faulty, 'settled'>): IssuerControl {
  const control: IssuerControl = {
    vDar: {
      createMerchant: (request) => createMerchant(ledger, request),
      createKey: (request) => createMerchantKey(ledger, request),
      topUp: (request) => topUp(ledger, request),
      generateCodes: (request) => generateCodes(ledger, request),
    },
    mottor: {
      createAccount: (request) => createAccount(ledger, request),
      createKey: (request) => createAccountKey(ledger, request),
      createSite: (request) => createSite(ledger, request),
      addPromos: (request) => seedPromos(ledger, request),
      checkOut: (request) => checkOut(ledger, request),
    },
    loyalClient: {
      createProgram: (request) => createProgram(ledger, request),
      createKey: (request) => createProgramKey(ledger, request),
      createPoint: (request) => createPoint(ledger, request),
      createLevel: (request) => createLevel(ledger, request),
      createMember: (request) => createMember(ledger, request),
      member: (memberId) => readMember(ledger, memberId),
    },
    faults: { set: book.set, list: book.list, clear: book.clear, settled },
    calls: book.counts,
    seed: ({ login = 'demo' } = {}) => seedShop(control, login, ledger.clock()),
    survey: () => survey(ledger),
    reset: () => resetBooks(ledger),
  };
  return control;
}
