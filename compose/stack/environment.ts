import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { parseEnvironment } from '../../actors/runtime/environment.ts';
import { ApiEnvironment } from '../../api/environment.ts';
import {
  BridgeEnvironment,
  WEBHOOK_PORTS,
  type WebhookPortVariable,
} from '../../workers/bridge-environment.ts';
import { WorkerEnvironment } from '../../workers/environment.ts';
import { contradictions } from './environment-contradictions.ts';

/** The ports of `npm start` when nobody asks for others. */
export const USUAL_PORTS = {
  PORT: 3000,
  METRICS_PORT: 3001,
  SANDBOX_PORT: 3900,
  DEMO_RECEIVER_PORT: 3910,
  POSTGRES_PORT: 5433,
  NATS_PORT: 4222,
  NATS_MONITOR_PORT: 8222,
  BOUNCE_PORT: 3924,
  ...ofWebhooks(({ usual }) => usual),
} as const;
export type PortVariable = keyof typeof USUAL_PORTS;

/** Something for each channel whose provider calls its adapter, by the variable of its port. */
function ofWebhooks<T>(of: (channel: (typeof WEBHOOK_PORTS)[number]) => T): Record<WebhookPortVariable, T> {
  const entries = WEBHOOK_PORTS.map((channel) => [channel.variable, of(channel)]);
  return Object.fromEntries(entries) as Record<WebhookPortVariable, T>;
}

/** Courts of the sandbox move every few seconds, and a demonstration never rests. */
export const SANDBOX_PACE = {
  DATAJUD_REQUESTS_PER_DAY: 200_000,
  DATAJUD_MIN_INTERVAL_SECONDS: 3,
  DATAJUD_MAX_INTERVAL_SECONDS: 5,
  DATAJUD_CLOSED_INTERVAL_SECONDS: 30,
} as const;

const A_PORT = 'a port number from 1 to 65535';

/** Optional on purpose: a port that was asked for must not be replaced by a free one, a usual port may. */
function port(name: PortVariable, what: string) {
  const usual = `\`${USUAL_PORTS[name]}\``;
  const description = `Port of ${what}.`;
  return Type.Optional(Type.Integer({ minimum: 1, maximum: 65535, description, expected: A_PORT, usual }));
}

function url(protocols: string, description: string, usual: string) {
  const pattern = `^(${protocols})://[^\\s]+$`;
  const expected = `a URL that begins with ${protocols.split('|').join(':// or ')}://`;
  return Type.Optional(Type.String({ pattern, description, expected, usual }));
}

function paced(name: keyof typeof SANDBOX_PACE) {
  const { description, expected, default: real } = WorkerEnvironment.properties[name];
  const usual = `\`${real}\`, with the sandbox \`${SANDBOX_PACE[name]}\``;
  return Type.Optional(Type.Integer({ minimum: 1, description, expected, usual }));
}

function kept({ description, expected }: { description?: string; expected?: string }, minLength: number) {
  return Type.Optional(
    Type.String({ minLength, description, expected, usual: 'made once and kept in DATA_DIR' }),
  );
}

function without({ default: _, ...schema }: TSchema): TSchema {
  return schema;
}

function secret(schema: TSchema) {
  return Type.Optional(Type.String({ ...schema, usual: 'none' }));
}

/** What `npm start` alone reads, and what has another default here than in a process that runs by itself. */
const own = {
  HOST: ApiEnvironment.properties.HOST,
  PORT: port('PORT', 'the API'),
  PUBLIC_URL: url('http|https', 'Where people reach the API.', 'HOST and PORT'),
  METRICS_PORT: port('METRICS_PORT', "the workers' Prometheus metrics"),
  DATA_DIR: Type.String({
    minLength: 1,
    default: '.data',
    description: 'Directory of everything that outlives a run: database, streams, keys, logs.',
    expected: 'a directory',
  }),
  LOG_LEVEL: ApiEnvironment.properties.LOG_LEVEL,
  DEMO: Type.Boolean({
    default: true,
    description: 'With the sandbox: makes a demonstration firm on an empty database, and moves its cases.',
    expected: 'true or false',
  }),
  DEMO_RECEIVER_PORT: port('DEMO_RECEIVER_PORT', "the demonstration's webhook receiver"),
  DATABASE_URL: url(
    'postgres|postgresql',
    'A Postgres 15 or later instead of the embedded one, as a role that may make roles and databases. ' +
      'The database direito_lux and the roles lux_* are made there.',
    'embedded Postgres 18',
  ),
  DATABASE_OWNER_URL: url(
    'postgres|postgresql',
    'With the two below, instead of DATABASE_URL: a database and roles made beforehand. Role lux_owner, for migrations.',
    'made from DATABASE_URL',
  ),
  DATABASE_APP_URL: url(
    'postgres|postgresql',
    'Role lux_app: the API, and what workers read through.',
    'made from DATABASE_URL',
  ),
  DATABASE_RUNTIME_URL: url('postgres|postgresql', 'Role lux_runtime: workers.', 'made from DATABASE_URL'),
  POSTGRES_PORT: port('POSTGRES_PORT', 'the embedded Postgres'),
  NATS_URL: url(
    'nats|tls',
    'A NATS server with JetStream (2.9 or later) instead of our own.',
    'our own nats-server',
  ),
  NATS_API_URL: url('nats|tls', "The same server with the API's user.", 'NATS_URL'),
  NATS_WORKER_URL: url('nats|tls', "The same server with the workers' user.", 'NATS_URL'),
  NATS_OPERATOR_URL: url('nats|tls', "The same server with the operators' user.", 'NATS_URL'),
  NATS_PORT: port('NATS_PORT', 'our nats-server'),
  NATS_MONITOR_PORT: port('NATS_MONITOR_PORT', "our nats-server's HTTP monitoring"),
  NATS_SERVER_BIN: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'The program nats-server.',
      expected: 'a path',
      usual: 'found, or installed',
    }),
  ),
  DATAJUD_URL: url(
    'http|https',
    'The DataJud public API (https://api-publica.datajud.cnj.jus.br). Needs DATAJUD_KEY.',
    'the sandbox',
  ),
  DATAJUD_KEY: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'The key that the CNJ publishes for DataJud.',
      expected: 'a key',
      usual: 'the key of the sandbox',
    }),
  ),
  OBJECT_STORE_DIR: Type.Optional(
    Type.String({
      ...without(WorkerEnvironment.properties.OBJECT_STORE_DIR),
      usual: '`objects` in DATA_DIR',
    }),
  ),
  S3_ENDPOINT: url('http|https', WorkerEnvironment.properties.S3_ENDPOINT.description ?? '', 'a directory'),
  S3_ACCESS_KEY: secret(WorkerEnvironment.properties.S3_ACCESS_KEY),
  S3_SECRET_KEY: secret(WorkerEnvironment.properties.S3_SECRET_KEY),
  CHROMIUM_BIN: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'The program Chromium.',
      expected: 'a path',
      usual: 'found, or installed',
    }),
  ),
  SANDBOX_PORT: port('SANDBOX_PORT', 'the DataJud sandbox'),
  DATAJUD_REQUESTS_PER_MINUTE: WorkerEnvironment.properties.DATAJUD_REQUESTS_PER_MINUTE,
  DATAJUD_REQUESTS_PER_DAY: paced('DATAJUD_REQUESTS_PER_DAY'),
  DATAJUD_MIN_INTERVAL_SECONDS: paced('DATAJUD_MIN_INTERVAL_SECONDS'),
  DATAJUD_MAX_INTERVAL_SECONDS: paced('DATAJUD_MAX_INTERVAL_SECONDS'),
  DATAJUD_CLOSED_INTERVAL_SECONDS: paced('DATAJUD_CLOSED_INTERVAL_SECONDS'),
  API_SECRET: kept(ApiEnvironment.properties.API_SECRET, 32),
  SEALING_KEYS: kept(ApiEnvironment.properties.SEALING_KEYS, 1),
  // A receiver under test runs on this machine; metadata services stay refused whatever is allowed.
  WEBHOOK_ALLOW_NETWORKS: Type.String({
    ...ApiEnvironment.properties.WEBHOOK_ALLOW_NETWORKS,
    default: '127.0.0.0/8,::1/128',
  }),
  WEBHOOK_ALLOW_HTTP: Type.Boolean({ ...ApiEnvironment.properties.WEBHOOK_ALLOW_HTTP, default: true }),
  ...ofWebhooks(({ variable, label }) => port(variable, `the ${label} adapter`)),
  BOUNCE_PORT: port('BOUNCE_PORT', 'the SMTP server for mail that comes back'),
  SHUTDOWN_SECONDS: Type.Integer({ ...ApiEnvironment.properties.SHUTDOWN_SECONDS, default: 1 }),
};

/**
 * Every variable that `npm start` reads: its own, and those of the API and the workers that it starts. `usual` says in words
 * what holds without it; the README's table is made from this.
 */
export const Environment = Type.Object({
  ...own,
  ...ApiEnvironment.properties,
  ...WorkerEnvironment.properties,
  ...BridgeEnvironment.properties,
  ...own,
});
export type Environment = Static<typeof Environment>;

/** @throws EnvironmentError with every problem, not only the first. */
export function parseStackEnvironment(variables: Record<string, string | undefined>): Environment {
  return parseEnvironment(Environment, variables, (given) =>
    contradictions(Object.keys(Environment.properties), given),
  );
}
