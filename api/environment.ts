import { type Static, Type } from '@sinclair/typebox';
import { OBJECT_STORE_VARIABLES } from '../actors/contracts/object-store-variables.ts';

const number = (usual: number, minimum: number, description: string) =>
  Type.Integer({ minimum, default: usual, description, expected: `a whole number from ${minimum}` });

const url = (protocols: string, description: string) =>
  Type.String({
    pattern: `^(${protocols})://[^\\s]+$`,
    description,
    expected: `a URL that begins with ${protocols.split('|').join(':// or ')}://`,
  });

/** Every variable that a process of the API reads (`bun compose/api.ts`). */
export const ApiEnvironment = Type.Object({
  HOST: Type.String({
    minLength: 1,
    default: '127.0.0.1',
    description: 'Address the API listens on.',
    expected: 'an address',
  }),
  CASE_PAGE_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s"\'<>{}]*\\{processId\\}[^\\s"\'<>{}]*$',
      maxLength: 500,
      description:
        'Where people of firms without a frontend of their own read a case; links of messages lead on to it.',
      expected: 'a URL with {processId}, such as https://app.example/processos/{processId}',
      usual: 'the platform’s own page',
    }),
  ),
  PORT: number(3000, 0, 'Port the API listens on; 0 is a free one.'),
  PUBLIC_URL: Type.Optional(
    url('http|https', 'Where people reach the API. Without it, the address it listens on.'),
  ),
  DATABASE_APP_URL: url('postgres|postgresql', 'Postgres, role lux_app.'),
  DATABASE_POOL_SIZE: number(20, 1, 'Connections to Postgres at the most, for transactions.'),
  DATABASE_READ_POOL_SIZE: number(
    4,
    1,
    'Further connections for short reads. Few on purpose: what waits for its turn here does not crowd the processors of Postgres.',
  ),
  NATS_API_URL: url('nats|tls', 'NATS, user of the API.'),
  API_SECRET: Type.String({
    minLength: 32,
    description: 'Signs access tokens and seals saved answers; the same for all processes of the API.',
    expected: 'at least 32 characters',
  }),
  SEALING_KEYS: Type.String({
    minLength: 1,
    description:
      "Keys that seal webhook secrets at rest, `id:base64`, the present one first; the same as the workers'.",
    expected: 'id:base64 of 32 bytes, several separated by commas',
  }),
  WEBHOOK_ALLOW_NETWORKS: Type.String({
    default: '',
    description: 'Private networks that webhooks may go to all the same, such as 127.0.0.0/8.',
    expected: 'networks separated by commas',
  }),
  WEBHOOK_ALLOW_HTTP: Type.Boolean({
    default: false,
    description: 'Webhooks may go to http:// URLs.',
    expected: 'true or false',
  }),
  ...OBJECT_STORE_VARIABLES,
  WEBHOOK_RETENTION_DAYS: number(
    30,
    1,
    'Days that a delivery’s body and attempts are kept after its end, and that it waits for a paused endpoint.',
  ),
  REPORT_RETENTION_DAYS: number(90, 1, 'Days that a report is kept.'),
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
