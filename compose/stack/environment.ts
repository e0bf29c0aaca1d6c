import { type Static, Type } from '@sinclair/typebox';
import {
  DEFAULT_FALLBACK,
  DEFAULT_MODELS,
  DEFAULT_PRICES,
  parseModels,
  parsePrices,
  unpriced,
} from '../../actors/ai-summarizer/config.ts';
import { parseNetworks } from '../../actors/notifier/webhook/egress/address.ts';
import { parseSealingKeys } from '../../actors/notifier/webhook/seal.ts';
import { parseEnvironment } from '../../actors/runtime/environment.ts';
import { ApiEnvironment } from '../../api/environment.ts';
import { WorkerEnvironment } from '../../workers/environment.ts';

/** The ports of `npm start` when nobody asks for others. */
export const USUAL_PORTS = {
  PORT: 3000,
  METRICS_PORT: 3001,
  SANDBOX_PORT: 3900,
  DEMO_RECEIVER_PORT: 3910,
  POSTGRES_PORT: 5433,
  NATS_PORT: 4222,
  NATS_MONITOR_PORT: 8222,
} as const;
export type PortVariable = keyof typeof USUAL_PORTS;

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
  ...own,
});
export type Environment = Static<typeof Environment>;

/** @throws EnvironmentError with every problem, not only the first. */
export function parseStackEnvironment(variables: Record<string, string | undefined>): Environment {
  return parseEnvironment(Environment, variables, contradictions);
}

function contradictions(variables: Record<string, string | undefined>): string[] {
  const problems: string[] = [];
  const roles = ['DATABASE_OWNER_URL', 'DATABASE_APP_URL', 'DATABASE_RUNTIME_URL'];
  const missing = roles.filter((name) => !variables[name]);
  if (missing.length > 0 && missing.length < roles.length) {
    problems.push(`${missing.join(' and ')} must be set too: the three roles' URLs come together`);
  }
  if (missing.length === 0 && variables.DATABASE_URL) {
    problems.push(`DATABASE_URL must not be set together with ${roles.join(', ')}`);
  }
  if (!variables.DATAJUD_URL !== !variables.DATAJUD_KEY) {
    problems.push('DATAJUD_URL and DATAJUD_KEY must be set together, or neither: then the sandbox answers');
  }
  const natsRoles = ['NATS_API_URL', 'NATS_WORKER_URL', 'NATS_OPERATOR_URL'].filter(
    (name) => variables[name],
  );
  if (natsRoles.length > 0 && !variables.NATS_URL)
    problems.push(`NATS_URL must be set with ${natsRoles.join(', ')}`);
  return [
    ...problems,
    ...unreadable('SEALING_KEYS', variables, parseSealingKeys),
    ...unreadable('WEBHOOK_ALLOW_NETWORKS', variables, parseNetworks),
    ...unreadable('AI_MODELS', variables, parseModels),
    ...unreadable('AI_PRICES', variables, parsePrices),
    ...withoutPrice(variables),
  ];
}

/** What the parser of a variable's own format says; it repeats no secret. */
function unreadable(
  name: string,
  variables: Record<string, string | undefined>,
  parse: (text: string) => unknown,
): string[] {
  try {
    if (variables[name]) parse(variables[name]);
    return [];
  } catch (error) {
    return [`${name}: ${(error as Error).message}`];
  }
}

/** A model without a price could be held to no cap. */
function withoutPrice(variables: Record<string, string | undefined>): string[] {
  if (!variables.ANTHROPIC_API_KEY) return [];
  const { AI_MODELS, AI_PRICES, AI_FALLBACK_MODEL = DEFAULT_FALLBACK } = variables;
  try {
    const missing = unpriced({
      models: parseModels(AI_MODELS || DEFAULT_MODELS),
      fallbackModel: AI_FALLBACK_MODEL === 'none' ? null : AI_FALLBACK_MODEL || DEFAULT_FALLBACK,
      prices: parsePrices(AI_PRICES || DEFAULT_PRICES),
    });
    return missing.map((model) => `AI_PRICES has no price of ${model}`);
  } catch {
    // What cannot be read has been reported above.
    return [];
  }
}
