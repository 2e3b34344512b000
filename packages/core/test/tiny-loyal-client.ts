import type { ServerResponse } from 'node:http';
import { type RecordingServer, type SeenRequest, sendJson, startRecordingServer } from './recording-server.ts';

/** A member as the server keeps it. Points in whole numbers, percentages as the document has them. */
export interface TinyMember {
  id: string;
  phone: string;
  type: 'cashback' | 'discount';
  points: number;
  percent: number;
  maxSpendPercent: number;
}

interface Hold {
  member: TinyMember;
  point: string;
  amount: number;
  /** Unix seconds. */
  until: number;
}

type Answer = [status: number, json: unknown];

/** The smallest server that keeps loyalty points as LoyalClient's document tells, in memory. */
export interface TinyLoyalClient extends RecordingServer {
  holds: Map<string, Hold>;
  seed(member: Partial<TinyMember>): TinyMember;
  /** Stands between the server and its answers: calls `act` for the effect, or does not, and answers as it likes. */
  fault: ((request: SeenRequest, act: () => Answer, response: ServerResponse) => unknown) | undefined;
}

/** Starts it. Holds listed by id are added back to the balance, and an operation ends those of its member and point. */
export async function startTinyLoyalClient(account: { apiKey: string; point: string }): Promise<TinyLoyalClient> {
  const members: TinyMember[] = [];
  const holds = new Map<string, Hold>();
  let last = 0;

  function free(member: TinyMember, listed: readonly string[] = []): number {
    const now = Date.now() / 1000;
    let left = member.points;
    for (const [id, hold] of holds)
      if (hold.member === member && hold.until > now && !listed.includes(id)) left -= hold.amount;
    return left;
  }

  /** Whole kopecks in, whole points out. */
  function recalc(member: TinyMember, amount: number, listed?: readonly string[]) {
    const cashback = member.type === 'cashback';
    const most = Math.floor((amount * member.maxSpendPercent) / 100);
    return {
      amount,
      percent: member.percent,
      type: member.type,
      spend: cashback ? Math.max(0, Math.min(free(member, listed), most)) : 0,
      earn: cashback ? Math.floor((amount * member.percent) / 100) : 0,
    };
  }

  function answer({ method, url, headers, body }: SeenRequest): Answer {
    const route = `${method} ${url.replace('/integration/general/', '')}`;
    if (headers.apikey !== account.apiKey) return [401, { apikey: 'Invalid apikey.' }];
    const asked = JSON.parse(body);

    if (route === 'POST bonuses/release') {
      holds.delete(asked.id);
      return [200, { success: true }];
    }
    if (asked.point !== account.point) return [422, { point: 'Point not found.' }];
    const member = members.find(({ id, phone }) =>
      route === 'POST client' ? phone === asked.search : id === asked.client,
    );
    if (!member) return [422, { client: 'Client not found.' }];

    if (route === 'POST client') {
      const { id, phone, type, percent, maxSpendPercent } = member;
      const level = { id: `level-${type}`, title: 'Бонусы', percent, type };
      const client = {
        id,
        name: 'ИВАН',
        photo: null,
        birthday: '2021-03-29',
        level: type === 'cashback' ? { ...level, maxSpendPercent } : level,
        phone: Number(phone),
        email: null,
        balance: type === 'cashback' ? free(member, asked.hold) : 0,
      };
      return [200, { success: true, client }];
    }
    if (route === 'POST recalc') return [200, { success: true, recalc: recalc(member, asked.amount, asked.hold) }];
    if (route === 'POST bonuses/hold') {
      if (asked.amount > free(member)) return [422, { amount: `Amount can't be more ${free(member)}` }];
      last += 1;
      const held = {
        id: `hold${last}`,
        until: Math.floor(Date.now() / 1000) + (asked.duration ?? 10) * 60,
        amount: asked.amount,
      };
      holds.set(held.id, { member, point: asked.point, amount: held.amount, until: held.until });
      return [200, { success: true, held }];
    }
    if (route === 'POST retail') {
      const { amount, percent, type, spend: most, earn } = recalc(member, asked.amount, asked.hold);
      if (asked.spend > most) return [422, { spend: `Spend can't be more ${most}` }];
      for (const [id, hold] of holds) if (hold.member === member && hold.point === asked.point) holds.delete(id);
      member.points += asked.spend > 0 ? -asked.spend : earn;
      const off = type === 'discount' ? Math.round(amount * percent) / 100 : asked.spend;
      const total = (Math.round(amount * 100) - Math.round(off * 100)) / 100;
      return [
        200,
        {
          success: true,
          retail: { amount, total, percent, type, ...(asked.spend > 0 ? { spend: asked.spend } : { earn }) },
        },
      ];
    }
    return [404, { detail: 'Not Found' }];
  }

  const server = await startRecordingServer((response, request) => {
    const act = () => answer(request);
    if (tiny.fault?.(request, act, response) === undefined && !response.headersSent && !response.destroyed)
      sendJson(response, ...act());
  });
  const tiny: TinyLoyalClient = {
    ...server,
    holds,
    fault: undefined,
    seed(fields) {
      last += 1;
      const id = `62a${String(last).padStart(21, '0')}`;
      const phone = `7920${String(last).padStart(7, '0')}`;
      const member: TinyMember = {
        id,
        phone,
        type: 'cashback',
        points: 500,
        percent: 10,
        maxSpendPercent: 100,
        ...fields,
      };
      members.push(member);
      return member;
    },
  };
  return tiny;
}
