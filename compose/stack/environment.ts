import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

/** The ports of `npm start` when nobody asks for others. */
export const USUAL_PORTS = {
  PORT: 3000,
  METRICS_PORT: 3001,
  SANDBOX_PORT: 3900,
  POSTGRES_PORT: 5433,
  NATS_PORT: 4222,
  NATS_MONITOR_PORT: 8222,
} as const;
export type PortVariable = keyof typeof USUAL_PORTS;

const A_PORT = 'a port number from 1 to 65535';

/** Optional on purpose: a port that was asked for must not be replaced by a free one, a usual port may. */
function port(name: PortVariable, what: string) {
  const usual = String(USUAL_PORTS[name]);
  const description = `Port of ${what}. When the usual one is taken, a free one is used.`;
  return Type.Optional(Type.Integer({ minimum: 1, maximum: 65535, description, expected: A_PORT, usual }));
}

function url(protocols: string, description: string, usual: string) {
  const pattern = `^(${protocols})://[^\\s]+$`;
  const expected = `a URL that begins with ${protocols.split('|').join(':// or ')}://`;
  return Type.Optional(Type.String({ pattern, description, expected, usual }));
}

function count(usual: number, description: string) {
  return Type.Integer({ minimum: 1, default: usual, description, expected: 'a whole number from 1' });
}

/**
 * Every variable that `npm start` reads. `usual` says in words what holds without it; the README's table is made from this.
 */
export const Environment = Type.Object({
  HOST: Type.String({
    minLength: 1,
    default: '127.0.0.1',
    description: 'Address the API listens on.',
    expected: 'an address of this machine',
  }),
  PORT: port('PORT', 'the API'),
  PUBLIC_URL: url(
    'http|https',
    'Where people reach the API, when that is not the address it listens on.',
    'HOST and PORT',
  ),
  RATE_LIMIT_PER_MINUTE: count(6_000, 'Requests of one firm to the API a minute.'),
  METRICS_PORT: port('METRICS_PORT', "the workers' Prometheus metrics"),
  DATA_DIR: Type.String({
    minLength: 1,
    default: '.data',
    description: 'Directory of everything that outlives a run: database, streams, keys, logs.',
    expected: 'a directory',
  }),
  LOG_LEVEL: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => Type.Literal(level)),
    {
      default: 'info',
      description: 'Least severe log line that is written.',
      expected: 'trace, debug, info, warn, error or fatal',
    },
  ),
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
    'Role lux_app: API and tenant reads.',
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
  DATAJUD_REQUESTS_PER_MINUTE: count(120, 'Requests to DataJud a minute, of all workers together.'),
  DATAJUD_REQUESTS_PER_DAY: count(10_000, 'Requests to DataJud a day, of all workers together.'),
  SANDBOX_PORT: port('SANDBOX_PORT', 'the DataJud sandbox'),
});
export type Environment = Static<typeof Environment>;

/** All that is wrong with the environment, one line each. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError';

  constructor(readonly problems: string[]) {
    super(
      `The environment has ${problems.length} problem(s):\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
  }
}

/**
 * Reads the variables once; an empty one counts as not set.
 * @throws EnvironmentError with every problem, not only the first. Values are not repeated: some are secret.
 */
export function parseEnvironment(variables: Record<string, string | undefined>): Environment {
  const present = Object.entries(variables).filter(([name, text]) => name in Environment.properties && text);
  const values = present.map(([name, text]) => [name, asValue(name, text ?? '')]);
  const parsed = Value.Default(Environment, Object.fromEntries(values));
  const wrong = new Set([...Value.Errors(Environment, parsed)].map(({ path }) => path.split('/')[1] ?? ''));
  const problems = [...wrong].map(
    (name) => `${name} must be ${property(name)?.expected}: ${property(name)?.description}`,
  );
  problems.push(...contradictions(variables));
  if (problems.length > 0) throw new EnvironmentError(problems);
  return parsed as Environment;
}

// TypeBox's own conversion would cut 1.5 to 1.
function asValue(name: string, text: string): string | number {
  return property(name)?.type === 'integer' && /^\d+$/.test(text) ? Number(text) : text;
}

function property(name: string): TSchema | undefined {
  return (Environment.properties as Record<string, TSchema>)[name];
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
  return problems;
}
