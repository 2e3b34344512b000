import { describe, expect, it } from 'vitest';
import { normalisePhone } from './normalise-phone.ts';

describe('normalisePhone', () => {
  it.each(['79200000000', '+7 (920) 000-00-00', '8 920 000 00 00', '89200000000', '9200000000', '7.920.000.00.00'])(
    'reads %s',
    (text) => expect(normalisePhone(text)).toBe('79200000000'),
  );

  it.each(['', '482913', '2000000000011', '792000000', '69200000000', '7920000000a', 'card 9200000000', '+'])(
    'returns undefined for %j',
    (text) => expect(normalisePhone(text)).toBeUndefined(),
  );
});
