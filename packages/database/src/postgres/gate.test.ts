import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';

/** Asks for places and notes who is let in. */
function visitors(places: number) {
  const gate = createGate(places);
  const inside = new Map<string, () => void>();
  const enter = (name: string, entering: Promise<() => void>) => void entering.then((leave) => inside.set(name, leave));
  return {
    gate,
    ask: (name: string) => enter(name, gate.enter()),
    askAlone: (name: string) => enter(name, gate.enterAlone()),
    async leave(name: string) {
      await turn();
      inside.get(name)?.();
      inside.delete(name);
      await turn();
    },
    async names() {
      await turn();
      return [...inside.keys()].sort().join('');
    },
  };
}

describe('createGate', () => {
  it('lets so many in and the next when one leaves, in their order', async () => {
    const { ask, leave, names } = visitors(2);
    for (const name of 'abcd') ask(name);
    expect(await names()).toBe('ab');
    await leave('b');
    expect(await names()).toBe('ac');
    await leave('a');
    expect(await names()).toBe('cd');
  });

  it('lets one alone in when all are out, before those who asked meanwhile', async () => {
    const { ask, askAlone, leave, names } = visitors(2);
    for (const name of 'ab') ask(name);
    ask('c');
    askAlone('X');
    askAlone('Y');
    await leave('a');
    expect(await names()).toBe('b');
    await leave('b');
    expect(await names()).toBe('X');
    await leave('X');
    expect(await names()).toBe('Y');
    await leave('Y');
    expect(await names()).toBe('c');
  });

  it('is halved, to one at the least, and widens again step by step', async () => {
    const { gate, ask, leave, names } = visitors(6);
    for (let index = 0; index < 5; index += 1) gate.narrow();
    for (const name of 'abcd') ask(name);
    expect(await names()).toBe('a');
    for (let index = 0; index < 8; index += 1) gate.widen();
    expect(await names()).toBe('ab');
    for (let index = 0; index < 15; index += 1) gate.widen();
    expect(await names()).toBe('ab');
    gate.widen();
    expect(await names()).toBe('abc');
    gate.narrow();
    await leave('a');
    await leave('b');
    expect(await names()).toBe('c');
    await leave('c');
    expect(await names()).toBe('d');
  });
});
