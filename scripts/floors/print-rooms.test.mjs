import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { printRooms } from './print-rooms.mjs';

describe('printRooms', () => {
  it('prints a row for each room, in the order of the table', () => {
    const rooms = [
      { name: 'roof', holds: 'the <top>', folder: 'a/**', imports: ['hall', 'hall/a', 'hall/b', 'cellar/c'] },
      { name: 'cellar', holds: 'the ground', folder: 'b/**', imports: [], libraries: [], runs: 'browser' },
    ];
    assert.deepEqual(printRooms(rooms).split('\n').slice(2), [
      '| `roof` | the &lt;top> | `hall`, `hall/{a,b}`, `cellar/c` | as declared | server |',
      '| `cellar` | the ground | no room | none | browser and server |',
    ]);
  });
});
