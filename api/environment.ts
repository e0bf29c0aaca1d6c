import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

const number = (usual: number, minimum: number, description: string) =>
  Type.Integer({ minimum, default: usual, description, expected: `a whole number from ${minimum}` });

const url = (protocols: string, description: string) =>
  Type.String({
    pattern: `^(${protocols})://[^\\s]+$`,
    description,
    expected: `a URL that begins with ${protocols.split('|').join(':// or ')}://`,
  });

/** Every variable that `bun api/main.ts` reads. */
export const ApiEnvironment = Type.Object({
  HOST: Type.String({
    minLength: 1,
    default: '127.0.0.1',
    description: 'Address the API listens on.',
    expected: 'an address',
  }),
  PORT: number(3000, 0, 'Port the API listens on; 0 is a free one.'),
  PUBLIC_URL: Type.Optional(
    url('http|https', 'Where people reach the API. Without it, the address it listens on.'),
  ),
  DATABASE_APP_URL: url('postgres|postgresql', 'Postgres, role lux_app.'),
  DATABASE_POOL_SIZE: number(20, 1, 'Connections to Postgres at the most.'),
  NATS_API_URL: url('nats|tls', 'NATS, user of the API.'),
  API_SECRET: Type.String({
    minLength: 32,
    description: 'Signs access tokens and seals saved answers; the same for all processes of the API.',
    expected: 'at least 32 characters',
  }),
  RATE_LIMIT_PER_MINUTE: number(6_000, 1, 'Requests of one firm a minute.'),
  RATE_LIMIT_ANONYMOUS_PER_MINUTE: number(300, 1, 'Requests without credentials of one address a minute.'),
  LOGIN_ATTEMPTS_PER_5_MINUTES: number(10, 1, 'Attempts to sign in as one person from one address.'),
  MAX_WAITING_MESSAGES: number(10_000, 1, 'Waiting messages of one actor beyond which the API answers 429.'),
  TRUSTED_PROXIES: number(0, 0, 'Proxies in front of the API whose X-Forwarded-For is believed.'),
  SHUTDOWN_SECONDS: number(5, 0, 'Time that requests under way are given at the end.'),
  LOG_LEVEL: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => Type.Literal(level)),
    {
      default: 'info',
      description: 'Least severe log line.',
      expected: 'trace, debug, info, warn, error or fatal',
    },
  ),
});
export type ApiEnvironment = Static<typeof ApiEnvironment>;

/** All that is wrong with the environment, one line each. Values are not repeated: some are secret. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError';

  constructor(readonly problems: readonly string[]) {
    super(
      `The environment has ${problems.length} problem(s):\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
  }
}

/** Reads the variables once; an empty one counts as not set. @throws EnvironmentError with every problem */
export function parseApiEnvironment(variables: Record<string, string | undefined>): ApiEnvironment {
  const properties = ApiEnvironment.properties as Record<string, TSchema>;
  const values: Record<string, string | number> = {};
  for (const [name, schema] of Object.entries(properties)) {
    const text = variables[name];
    if (text) values[name] = schema.type === 'integer' && /^\d{1,15}$/.test(text) ? Number(text) : text;
  }
  const parsed = Value.Default(ApiEnvironment, values);
  const wrong = new Set(
    [...Value.Errors(ApiEnvironment, parsed)].map(({ path }) => path.split('/')[1] ?? ''),
  );
  const problems = [...wrong].map(
    (name) => `${name} must be ${properties[name]?.expected}: ${properties[name]?.description}`,
  );
  if (problems.length > 0) throw new EnvironmentError(problems);
  return parsed as ApiEnvironment;
}
