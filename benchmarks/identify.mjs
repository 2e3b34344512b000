import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareRanks } from './compare-ranks.mjs';
import { printTable } from './print-table.mjs';
import { spread } from './spread.mjs';

const CALLS = 1000;
const WARM_UP = 100;
/** Below this a difference is taken for real: one false alarm in two hundred runs of the five comparisons. */
const P = 0.001;

/**
 * Whether time tells a member's phone from a stranger's: `POST /loyalty/identify` and `/confirm` with a wrong code over HTTP,
 * the issuer behind, members and strangers in random order, each phone once. What comes right after an answer is timed as well,
 * since work that the answer left over could show there. The provider's own look-up, by which they do differ, shows that the
 * comparison would see it.
 */
export async function benchmarkIdentify() {
  const folder = await mkdtemp(join(tmpdir(), 'perks-bench-'));
  const people = Array.from({ length: WARM_UP + CALLS }, (_, index) => ({
    phone: `7912${String(1_000_000 + index * 7919).slice(-7)}`,
    known: index % 2 === 0,
  }));
  const members = people.filter(({ known }) => known).map(({ phone }) => phone);
  const issuer = await start('servers/loyalty-issuer.mjs', [join(folder, 'issuer.db'), members.join(',')]);
  const args = [join(folder, 'perks.db'), issuer.url, issuer.apiKey, issuer.point];
  const shop = await start('servers/loyalty-server.mjs', args);
  const times = { identify: [], next: [], confirm: [], again: [], provider: [] };
  try {
    const warm = people.slice(0, WARM_UP);
    for (const person of warm) await measure(person);
    for (const values of Object.values(times)) values.length = 0;

    const measured = shuffled(people.slice(WARM_UP));
    for (const person of measured) await measure(person);
    for (const person of shuffled(measured)) times.confirm.push(await timedConfirm(person));
    for (const person of shuffled(measured)) times.again.push(await timedConfirm(person));
  } finally {
    issuer.child.kill();
    shop.child.kill();
    await rm(folder, { recursive: true, force: true });
  }

  async function measure(person) {
    const { phone, known } = person;
    const asked = await timed(`${shop.url}/loyalty/identify`, { search: phone });
    person.session = asked.json.session;
    times.identify.push({ known, time: asked.time });
    const after = await timed(`${shop.url}/loyalty/confirm`, { session: 'x', code: '000000' });
    times.next.push({ known, time: after.time });
    const apikey = { apikey: issuer.apiKey };
    const looked = await timed(
      `${issuer.url}/integration/general/client`,
      { search: phone, point: issuer.point },
      apikey,
    );
    times.provider.push({ known, time: looked.time });
  }

  async function timedConfirm({ known, session }) {
    const { time } = await timed(`${shop.url}/loyalty/confirm`, { session, code: '000000' });
    return { known, time };
  }

  printTable(
    ['µs a call', 'members', 'strangers', 'AUC', 'z', 'told apart'],
    [
      row('identify', times.identify),
      row('the next request after it', times.next),
      row('confirm, wrong code', times.confirm),
      row('confirm, wrong again', times.again),
      row("for comparison: the provider's look-up", times.provider),
    ],
  );
  if (!isToldApart(times.provider)) {
    console.log(
      "\nThis run says nothing: not even the provider's look-up was told apart. Try again on a calmer machine.",
    );
    return;
  }
  console.log(
    `\nMedians of ${CALLS} calls each, in random order. Mann–Whitney, two-sided: told apart where p < ${P}. AUC is how often a ` +
      'member takes longer than a stranger, 0.50 being a coin; with so many calls anything beyond 0.44 … 0.56 would show.',
  );
}

function row(name, values) {
  const [members, strangers] = split(values);
  const { auc, z } = compareRanks(members, strangers);
  const verdict = isToldApart(values) ? 'YES' : 'no';
  return [name, spread(members).median, spread(strangers).median, auc.toFixed(3), z.toFixed(2), verdict];
}

function isToldApart(values) {
  return compareRanks(...split(values)).p < P;
}

/** Times of members, and of strangers. */
function split(values) {
  return [true, false].map((known) => values.filter((one) => one.known === known).map(({ time }) => time));
}

async function timed(url, body, headers = {}) {
  const text = JSON.stringify(body);
  const from = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  });
  const answer = await response.text();
  return { time: (performance.now() - from) * 1000, json: JSON.parse(answer) };
}

function shuffled(values) {
  const mixed = [...values];
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = Math.floor(Math.random() * (index + 1));
    [mixed[index], mixed[other]] = [mixed[other], mixed[index]];
  }
  return mixed;
}

async function start(script, args) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), args);
  const [ready] = await once(child, 'message');
  return { child, ...ready };
}
