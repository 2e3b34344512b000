import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const TIME_ZONES = ['UTC', 'Pacific/Kiritimati', 'America/St_Johns', 'Asia/Kathmandu', 'Europe/Moscow'];
const LANGUAGES = ['C.UTF-8', 'de_DE.UTF-8', 'ar_EG.UTF-8', 'tr_TR.UTF-8'];
const UMASKS = [0o022, 0o077];
/** Which of the installed fonts a page may use. */
const FONTS = [
  { name: 'all fonts', pattern: undefined },
  { name: 'narrow fonts', pattern: /condensed|narrow/i },
  { name: 'wide fonts', pattern: /mono|wide/i },
];

/**
 * The surroundings of one round. Each kind has a period of its own, so that rounds bring ever new combinations.
 *
 * @param {number} round From 0
 * @returns {{name: string, busy: boolean, umask: number, env: Record<string, string>}} `busy`: beside a load on all cores
 */
export function conditionOf(round) {
  const at = (list, every = 1) => list[Math.floor(round / every) % list.length];
  const busy = round % 2 === 1;
  const [TZ, LANG, umask, fonts] = [at(TIME_ZONES), at(LANGUAGES, 2), at(UMASKS, 3), at(FONTS)];
  const oddFolder = round % 4 >= 2;
  const TMPDIR = oddFolder ? folder(`a long name with spaces ${'x'.repeat(120)}`) : tmpdir();
  const env = { TZ, LANG, LC_ALL: LANG, TMPDIR, ...(fonts.pattern ? { FONTCONFIG_FILE: fontFile(fonts) } : {}) };
  const kinds = [
    busy ? 'busy' : 'quiet',
    TZ,
    LANG,
    `umask ${umask.toString(8)}`,
    fonts.name,
    oddFolder ? 'odd TMPDIR' : '',
  ];
  return { name: kinds.filter(Boolean).join(', '), busy, umask, env };
}

const INSTALLED_FONTS = '/usr/share/fonts';
/** Another user may have been here before. */
const OWN = `checkout-perks-hunt-${process.getuid?.() ?? 0}`;

function folder(name) {
  const path = join(tmpdir(), OWN, name);
  mkdirSync(path, { recursive: true });
  return path;
}

/** Where the machine has no such font, all are used: a browser without any font crashes. */
function fontFile({ name, pattern }) {
  const names = existsSync(INSTALLED_FONTS) ? readdirSync(INSTALLED_FONTS, { recursive: true }) : [];
  const installed = names.map((name) => join(INSTALLED_FONTS, name));
  const chosen = installed.filter((file) => /\.(ttf|otf)$/.test(file) && pattern.test(basename(file)));
  const own = folder(`fonts/${name}`);
  for (const file of chosen) {
    const link = join(own, basename(file));
    if (!existsSync(link)) symlinkSync(file, link);
  }
  const path = join(folder('fonts'), `${name.replaceAll(' ', '-')}.conf`);
  writeFileSync(
    path,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${chosen.length > 0 ? own : INSTALLED_FONTS}</dir>
  <cachedir>${folder('fonts/cache')}</cachedir>
</fontconfig>
`,
  );
  return path;
}
