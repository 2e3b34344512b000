/** A wait or limit of fixed length is allowed where a comment says why its length cannot change the outcome. */
const EXCUSE = /\/\/ Time:|\/\* Time:/;
/** Under fake timers every wait is as long as it says, whatever the machine does. */
const FAKE_TIME = /\bvi\.useFakeTimers\(/;
/** How many lines above the wait that comment may begin. */
const ABOVE = 4;
/** A limit below this, ms, is one that a busy machine may exceed. */
const LEAST_LIMIT = 30_000;

/**
 * What lets a test fail by chance. Each rule names what to write instead.
 *
 * @type {{name: string, finds: (line: string) => boolean, instead: string, excusable?: boolean}[]}
 */
const RULES = [
  {
    name: 'unseeded-choice',
    finds: (line) => /\bMath\.random\(/.test(line),
    instead: 'take seededRandom() of @checkout-perks/test-kit/seeded-random, which prints its seed',
  },
  {
    name: 'short-wait',
    finds: (line) => /\bvi\.wait(For|Until)\(/.test(line),
    instead: 'take until() of @checkout-perks/test-kit/until: this one gives up after a second',
  },
  {
    name: 'fixed-wait',
    excusable: true,
    // A pause between two looks of a loop is no wait: the loop ends at the event.
    finds: (line) =>
      /\b(sleep|pg_sleep|waitForTimeout)\(\s*(?:[1-9]|0\.)|\bsetTimeout\([^,]*,\s*[1-9][\d_]*\)/.test(line) &&
      !/\b(while|for) \(/.test(line),
    instead: 'wait for the event itself, or say after "// Time:" why the length cannot change the outcome',
  },
  {
    name: 'short-limit',
    excusable: true,
    finds: (line) => [...line.matchAll(/\btimeout: ?([\d_]+)/g)].some(([, ms]) => digits(ms) < LEAST_LIMIT),
    instead: 'leave the limit out (the shared defaults are far above what work takes), or say why after "// Time:"',
  },
  {
    name: 'asserted-clock',
    finds: (line) => /\b(performance|Date)\.now\(\)\s*-[^;]*toBeLessThan/.test(line),
    instead: 'hold what must not be waited for until after the assertion: a clock proves nothing on a busy machine',
  },
  {
    name: 'own-temporary-folder',
    finds: (line) => /\bmkdtemp(Sync)?\(.*\btmpdir\(/.test(line),
    instead: 'take temporaryFolder() of @checkout-perks/test-kit/temporary-folder, which is removed with the test',
  },
  {
    name: 'fixed-port',
    finds: (line) => /\.listen\(\s*[1-9]\d*/.test(line),
    instead: 'listen on port 0, so that a port in use changes nothing',
  },
];

/**
 * Finds what may let a test fail by chance.
 *
 * @param {string} text A test file, or a part that tests share
 * @returns {{line: number, rule: string, instead: string}[]}
 */
export function findChances(text) {
  const lines = text.split('\n');
  const isFake = FAKE_TIME.test(text);
  return lines.flatMap((line, index) => {
    const excused = isFake || lines.slice(Math.max(0, index - ABOVE), index + 1).some((near) => EXCUSE.test(near));
    return RULES.filter(({ finds, excusable }) => finds(line) && !(excusable && excused)).map(({ name, instead }) => ({
      line: index + 1,
      rule: name,
      instead,
    }));
  });
}

function digits(text) {
  return Number(text.replaceAll('_', ''));
}
