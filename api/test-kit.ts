import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { Registry } from 'prom-client';
import { type CaseLink, openCaseLink, signCaseLink } from '../actors/contracts/case-link.ts';
import { newId } from '../actors/contracts/ids.ts';
import { openMessageLink } from '../actors/contracts/message-link.ts';
import { parseSealingKeys } from '../actors/contracts/sealing.ts';
import type { OutgoingMessage } from '../actors/runtime/message.ts';
import { createOutbox } from '../actors/runtime/outbox.ts';
import { reportParts } from '../compose/stack/report-parts.ts';
import { templateParts } from '../compose/stack/template-parts.ts';
import { acquirePostgres, type TestDatabase } from '../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { withTenant } from '../db/tenant.ts';
import { createApi } from './app.ts';
import { KEY_SCOPES, type Scope } from './auth/policy.ts';
import { hashSecret, newApiKey, visiblePrefix } from './auth/secrets.ts';
import type { ApiParts, Limits } from './deps.ts';

/** An API on a database of its own, without a socket, and what a test needs to talk to it. */
export interface TestApi {
  app: ReturnType<typeof createApi>;
  pool: Pool;
  database: TestDatabase;
  /** What the app was made of. */
  parts: ApiParts;
  /** Messages put on the road, in order. */
  published: OutgoingMessage[];
  /** Lines of the log. */
  logged: string[];
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  release(): Promise<void>;
}

export interface CallOptions {
  /** API key or access token. */
  as?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects.
  body: any;
}

export const TEST_LIMITS: Limits = {
  tenant: { name: 'tenant', limit: 100_000, windowSeconds: 60 },
  address: { name: 'address', limit: 100_000, windowSeconds: 60 },
  login: { name: 'login', limit: 1_000, windowSeconds: 300 },
};

const SEALING_KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
/** With which a test signs as the notifier does. */
export const TEST_SEALING_KEYS = parseSealingKeys(SEALING_KEYS);

/** Parts of an app that need no server. Webhook keys are not sealed: nobody opens them here. */
export const TEST_PARTS = {
  isRoadUp: () => true,
  checkAnswers: true,
  secret: crypto.getRandomValues(new Uint8Array(32)),
  publicUrl: 'http://localhost:3000',
  templates: templateParts(),
  webhookDays: 30,
  webhookKeys: {
    newSecret() {
      const secret = `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')}`;
      return { secret, sealed: `sealed ${Bun.hash(secret)}` };
    },
    newSigningKey() {
      const publicKey = `whpk_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')}`;
      return { publicKey, sealed: `sealed ${Bun.hash(publicKey)}` };
    },
  },
  openCaseLink: (token: string) => openCaseLink(TEST_SEALING_KEYS, token),
  openMessageLink: (token: string) => openMessageLink(TEST_SEALING_KEYS, token),
  signCaseLink: (link: CaseLink) => signCaseLink(TEST_SEALING_KEYS, link),
  sealConnection: (_owner: unknown, secrets: object) => `sealed ${Bun.hash(JSON.stringify(secrets))}`,
  sealDatajudKey: (_tenantId: string, key: string) => `sealed ${Bun.hash(key)}`,
  refuseWebhookUrl: (url: string) => (url.startsWith('https://') ? undefined : 'It is not https.'),
  reports: reportParts(
    {
      OBJECT_STORE_DIR: join(tmpdir(), `lux-test-${process.pid}-objects`),
      S3_BUCKET: 'lux',
      S3_REGION: 'us-east-1',
      S3_ENCRYPT: false,
      REPORT_RETENTION_DAYS: 90,
      SEALING_KEYS,
    },
    () => 'http://localhost',
  ),
};

/** Starts it; `release` in `afterAll`. */
export async function startTestApi(changes: Partial<ApiParts> = {}): Promise<TestApi> {
  const database = await acquirePostgres();
  const pool = createPool({ url: database.urls.app, name: 'lux-api-test', max: 10, onError: () => {} });
  const published: OutgoingMessage[] = [];
  const logged: string[] = [];
  const road = {
    publish: (messages: readonly OutgoingMessage[]) => void published.push(...messages),
    deadLetter: () => {},
  };
  const parts: ApiParts = {
    ...TEST_PARTS,
    pool,
    outbox: createOutbox({ pool, road, maxWaiting: 1_000 }),
    log: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
    metrics: new Registry(),
    limits: TEST_LIMITS,
    ...changes,
  };
  const app = createApi(parts);
  return {
    app,
    parts,
    pool,
    database,
    published,
    logged,
    call: (method, path, options) => call(app, method, path, options),
    async release() {
      await pool.end();
      await database.release();
    },
  };
}

async function call(
  app: TestApi['app'],
  method: string,
  path: string,
  { as, body, headers = {} }: CallOptions = {},
): Promise<Answer> {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await app.handle(
    new Request(`http://localhost${path}`, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : raw ? (body as string) : JSON.stringify(body),
    }),
  );
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** A firm with an owner and an API key, written straight into the database. */
export async function makeFirm(
  pool: Pool,
  scopes: readonly Scope[] = KEY_SCOPES,
): Promise<{ tenantId: string; userId: string; key: string; keyId: string }> {
  const [tenantId, userId, keyId, key] = [newId('tenant'), newId('user'), newId('apiKey'), newApiKey()];
  await withTenant(pool, tenantId, async ({ client }) => {
    await client.query('insert into tenants (tenant_id, name) values ($1, $2)', [
      tenantId,
      'Silva Advogados',
    ]);
    await client.query(
      "insert into users (tenant_id, id, email, name, role, password_hash) values ($1, $2, $3, 'Ana', 'owner', '-')",
      [tenantId, userId, `${userId}@example.com`],
    );
    await client.query(
      `insert into api_keys (tenant_id, id, name, prefix, secret_hash, scopes) values ($1, $2, 'test', $3, $4, $5)`,
      [tenantId, keyId, visiblePrefix(key), hashSecret(key), [...scopes]],
    );
  });
  return { tenantId, userId, key, keyId };
}
