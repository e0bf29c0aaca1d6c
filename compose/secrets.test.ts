import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'bun';
import { connect, type NatsConnection } from 'nats';
import { partitionOf } from '../actors/contracts/subjects.ts';
import { type Sandbox, startSandbox } from './datajud-sandbox/server.ts';
import { WHERE } from './secrets.fixtures.ts';
import { USUAL_PORTS } from './stack/environment.ts';
import { freePort } from './test-kit/free-port.ts';
import { waitFor } from './test-kit/wait-for.ts';

// `npm start` itself, at its most talkative, with something to be found again in everything that is given to it.
const PATIENCE = { withinMs: 150_000, everyMs: 50 };
const mark = (name: string) => `Marked${name}${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;
const marks: Record<string, string> = {
  'name of the person': mark('Person'),
  'e-mail address': mark('mail'),
  'program of the person': mark('Agent'),
  password: `${mark('Password')} with words`,
  'name of the firm': mark('Firm'),
  'label of a case': mark('Label'),
  'tag of a case': mark('Tag'),
  'address of a webhook': mark('Path'),
  'description of a webhook': mark('Webhook'),
  'name of an API key': mark('Key'),
  'line of an import': mark('Line'),
  'answer of a receiver': mark('Answer'),
  'message by hand': mark('Hand'),
  'DataJud key': mark('Datajud'),
  'DataJud key of the firm': mark('Own'),
};
/** What each place holds, as text. */
const places = new Map<string, string>();

const directory = mkdtempSync(join(tmpdir(), 'lux-secrets-'));
let child: Bun.Subprocess<'ignore', 'pipe', 'pipe'>;
let sandbox: Sandbox;
let receiver: Server<undefined>;
let operator: NatsConnection;
let sql: Bun.SQL;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, demo: true, key: marks['DataJud key'] });
  receiver = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: () => new Response(marks['answer of a receiver'], { status: 500 }),
  });
  const ports = Object.fromEntries(
    await Promise.all(
      Object.keys(USUAL_PORTS).map(async (name) => [name, String(await freePort())] as const),
    ),
  );
  const { PATH = '', HOME = '/', NATS_SERVER_BIN = '' } = process.env;
  child = Bun.spawn([process.execPath, 'compose/start.ts'], {
    cwd: join(import.meta.dir, '..'),
    env: {
      ...{ PATH, HOME, NATS_SERVER_BIN, ...ports, DATA_DIR: directory, DEMO: 'false', LOG_LEVEL: 'trace' },
      ...{ DATAJUD_URL: sandbox.url, DATAJUD_KEY: marks['DataJud key'] },
      ...{ WEBHOOK_ALLOW_HTTP: 'true', WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8' },
    },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  for (const stream of [child.stdout, child.stderr])
    (async () => {
      for await (const chunk of stream) add('terminal', new TextDecoder().decode(chunk));
    })();
  await waitFor(
    'the stack',
    () => child.exitCode !== null || /^ready/m.test(places.get('terminal') ?? ''),
    PATIENCE,
  );
  if (child.exitCode !== null) throw new Error(`it ended: ${places.get('terminal')}`);
  const keys = JSON.parse(readFileSync(join(directory, 'keys.json'), 'utf8'));
  for (const [name, value] of Object.entries(keys)) marks[`key ${name}`] = String(value);
  const nats = JSON.parse(readFileSync(join(directory, 'nats/passwords.json'), 'utf8'));
  for (const [role, value] of Object.entries(nats)) marks[`password of the ${role}`] = String(value);
  operator = await connect({
    servers: `127.0.0.1:${ports.NATS_PORT}`,
    user: 'operator',
    pass: nats.operator,
    inboxPrefix: '_INBOX_operator',
  });
  operator.subscribe('lux.>', {
    callback(_, { subject, data, headers }) {
      const head = headers ? [...headers].map(String).join() : '';
      add(
        `subject ${subject.split('.').slice(0, 2).join('.')}`,
        `${subject} ${head} ${new TextDecoder().decode(data)}`,
      );
    },
  });
  await operator.flush();
  const { databaseOwner } = keys;
  const admin = readFileSync(join(directory, 'postgres/superuser-password'), 'utf8').trim();
  expect(databaseOwner).toBeString();
  sql = new Bun.SQL(`postgres://postgres:${admin}@127.0.0.1:${ports.POSTGRES_PORT}/direito_lux`, { max: 1 });
  await live(`http://127.0.0.1:${ports.PORT}`);
  for (const name of ['PORT', 'METRICS_PORT'])
    add('metrics', await (await fetch(`http://127.0.0.1:${ports[name]}/metrics`)).text());
  await readTables();
  await sql.close();
  await operator.close();
  child.kill('SIGINT');
  await child.exited;
  add('log', readFileSync(join(directory, 'logs/lux.log'), 'utf8'));
  add('log of Postgres', readFileSync(join(directory, 'postgres/postgres.log'), 'utf8'));
  add('log of NATS', readFileSync(join(directory, 'nats/nats.log'), 'utf8'));
}, 300_000);
afterAll(async () => {
  child?.kill('SIGKILL');
  await child?.exited;
  receiver?.stop(true);
  await sandbox?.stop();
  rmSync(directory, { recursive: true, force: true });
});

function add(place: string, text: string): void {
  places.set(place, `${places.get(place) ?? ''}${text}\n`);
}

/** A firm's day: everything that works, and everything that can go wrong with it. */
async function live(url: string): Promise<void> {
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    as?: string,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        'user-agent': marks['program of the person'] ?? '',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    if (response.status >= 400) add('problems', text);
    // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects.
    const answer: any = text.startsWith('{') ? JSON.parse(text) : text;
    return { status: response.status, body: answer };
  };
  const email = `${marks['e-mail address']}@example.com`;
  const user = { name: marks['name of the person'], email, password: marks.password };
  const signUp = { name: marks['name of the firm'], user };
  const { body: firm } = await ask('POST', '/v1/tenants', signUp, undefined, { 'idempotency-key': 'one' });
  marks['access token'] = firm.session.accessToken;
  marks['refresh token'] = firm.session.refreshToken;
  const token = firm.session.accessToken;
  // What goes wrong: taken, wrong, spent, malformed, refused.
  await ask('POST', '/v1/tenants', signUp);
  await ask('POST', '/v1/tenants', { ...signUp, extra: marks.password });
  await ask('POST', '/v1/sessions', { email, password: `${marks.password}!` });
  await ask('POST', '/v1/sessions', `{"email":"${email}","password":"${marks.password}`);
  const { body: renewed } = await ask('POST', '/v1/sessions/refresh', {
    refreshToken: firm.session.refreshToken,
  });
  marks['second refresh token'] = renewed.refreshToken;
  const { body: signedIn } = await ask('POST', '/v1/sessions', { email, password: marks.password });
  marks['second access token'] = signedIn.accessToken;
  await ask('GET', `/v1/tenant?access_token=${token}`, undefined, `${token}x`);

  const newKey = {
    name: marks['name of an API key'],
    scopes: ['processes:read', 'processes:write', 'webhooks:write'],
  };
  const { body: apiKey } = await ask('POST', '/v1/api-keys', newKey, token, { 'idempotency-key': 'key' });
  marks['API key'] = apiKey.secret;
  await ask('GET', '/v1/events', undefined, apiKey.secret);
  const { body: hook } = await ask(
    'POST',
    '/v1/webhooks',
    {
      url: `http://127.0.0.1:${receiver.port}/${marks['address of a webhook']}`,
      description: marks['description of a webhook'],
    },
    token,
  );
  marks['webhook secret'] = hook.secret;
  const { body: rotated } = await ask('POST', `/v1/webhooks/${hook.id}/rotate-secret`, {}, token);
  marks['second webhook secret'] = rotated.secret;
  const [number] = sandbox.demoCases;
  const watch = { number, label: marks['label of a case'], tags: [marks['tag of a case']] };
  await ask('POST', '/v1/processes', watch, apiKey.secret);
  await ask('POST', '/v1/processes', { number: marks['label of a case'] }, token);
  await ask(
    'POST',
    '/v1/imports',
    { processes: [marks['line of an import'], `${marks['line of an import']};b`] },
    token,
  );
  await ask('POST', '/v1/webhooks', { url: `http://u:${marks.password}@10.0.0.1/` }, token);
  await ask('PUT', '/v1/datajud-access', { key: `${marks['DataJud key of the firm']} with a space` }, token);
  await ask('PUT', '/v1/datajud-access', { key: marks['DataJud key of the firm'] }, token);
  const subject = (kind: string) => `lux.jobs.${kind}.${partitionOf(firm.tenant.id)}.${firm.tenant.id}`;
  operator.publish(
    subject('notifier'),
    JSON.stringify({ type: 'notify', payload: { eventIds: marks['message by hand'] } }),
  );
  operator.publish(subject('notifier'), `{"type":"notify","payload":${marks['message by hand']}`);

  const rows = async (text: string) => Number((await sql.unsafe(text))[0].count);
  await waitFor(
    'the import of the case',
    async () => (await rows('select count(*) from movements')) > 0,
    PATIENCE,
  );
  await waitFor(
    'a failed delivery',
    async () => (await rows('select count(*) from webhook_attempts')) > 0,
    PATIENCE,
  );
  await waitFor(
    'dead letters',
    async () => (await rows('select count(*) from rt.dead_letters')) >= 2,
    PATIENCE,
  );
}

async function readTables(): Promise<void> {
  const tables = await sql.unsafe(
    "select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'rt', 'court')",
  );
  for (const { name } of tables)
    for (const { row } of await sql.unsafe(`select t::text as row from ${name} t`)) add(`table ${name}`, row);
}

describe('what a firm gives', () => {
  const found = (value: string) =>
    [...places].filter(([, text]) => text.includes(value)).map(([place]) => place);

  test('is found where it is declared and nowhere else; credentials nowhere at all', () => {
    const wrong: Record<string, string[]> = {};
    for (const [name, value] of Object.entries(marks)) {
      const elsewhere = found(value).filter((place) => !(WHERE[name] ?? []).includes(place));
      if (elsewhere.length > 0) wrong[name] = elsewhere;
    }
    expect(wrong).toEqual({});
  });

  test('is looked for in everything, and what may be somewhere is there', () => {
    const looked = [
      'log',
      'log of NATS',
      'log of Postgres',
      'metrics',
      'problems',
      'terminal',
      'table rt.dead_letters',
    ];
    expect([...looked, 'subject lux.events', 'subject lux.jobs'].filter((p) => !places.has(p))).toEqual([]);
    // A mark that is nowhere was never given, or is not what is stored.
    const nowhere = Object.keys(WHERE).filter((name) => found(marks[name] ?? 'x').length === 0);
    expect(nowhere).toEqual([]);
    expect(Object.keys(marks).filter((name) => (marks[name] ?? '').length < 10)).toEqual([]);
  });

  test('is in no metric by its id either', () => {
    expect(places.get('metrics')).toContain('lux_http_request_duration_seconds');
    expect(places.get('metrics')).not.toMatch(/\b(ten|usr|prc|key|whk|evt|job)_[0-9a-hjkmnp-tv-z]{26}\b/);
  });
});
