import { type Static, Type } from '@sinclair/typebox';
import { DEFAULT_FALLBACK, DEFAULT_MODELS } from '../actors/ai-summarizer/config.ts';
import { DEFAULT_PRICES } from '../actors/ai-summarizer/ledger/price-list.ts';
import { OBJECT_STORE_VARIABLES } from '../actors/contracts/object-store-variables.ts';
import { DEFAULT_FETCHER_CONFIG as usual } from '../actors/datajud-fetcher/config.ts';

const count = (byDefault: number, description: string) =>
  Type.Integer({ minimum: 1, default: byDefault, description, expected: 'a whole number from 1' });

const url = (protocols: string, description: string) =>
  Type.String({
    pattern: `^(${protocols})://[^\\s]+$`,
    description,
    expected: `a URL that begins with ${protocols.split('|').join(':// or ')}://`,
  });

/** Every variable that a worker reads. */
export const WorkerEnvironment = Type.Object({
  DATABASE_APP_URL: url('postgres|postgresql', 'Postgres, role lux_app: what handlers read through.'),
  DATABASE_RUNTIME_URL: url('postgres|postgresql', 'Postgres, role lux_runtime: commits.'),
  NATS_WORKER_URL: url('nats|tls', 'NATS, user of the workers.'),
  NATS_REPLICAS: count(1, 'Copies of each stream: 3 in a cluster.'),
  DATAJUD_URL: url('http|https', 'The DataJud public API, or the sandbox.'),
  DATAJUD_KEY: Type.String({
    minLength: 1,
    description: 'The key that the CNJ publishes for DataJud.',
    expected: 'a key',
  }),
  DATAJUD_REQUESTS_PER_MINUTE: count(
    usual.requestsPerMinute,
    'Requests to DataJud a minute, of all workers together.',
  ),
  DATAJUD_REQUESTS_PER_DAY: count(
    usual.requestsPerDay,
    'Requests to DataJud a day, of all workers together.',
  ),
  DATAJUD_MIN_INTERVAL_SECONDS: count(
    usual.minIntervalSeconds,
    'A case that moves often is asked about no more often than this.',
  ),
  DATAJUD_MAX_INTERVAL_SECONDS: count(
    usual.maxIntervalSeconds,
    'A quiet open case is asked about at least so often.',
  ),
  DATAJUD_CLOSED_INTERVAL_SECONDS: count(
    usual.closedIntervalSeconds,
    'A closed case is asked about so often.',
  ),
  SEALING_KEYS: Type.String({
    minLength: 1,
    description: 'Keys that seal webhook secrets at rest, `id:base64`, the present one first.',
    expected: 'id:base64 of 32 bytes, several separated by commas',
  }),
  WEBHOOK_ALLOW_NETWORKS: Type.String({
    default: '',
    description: 'Private networks that webhooks may go to all the same, such as 127.0.0.0/8.',
    expected: 'networks separated by commas',
  }),
  WEBHOOK_RETENTION_DAYS: count(
    30,
    'Days that a delivery’s body and attempts are kept after its end, and that it waits for a paused endpoint.',
  ),
  WEBHOOK_ALLOW_HTTP: Type.Boolean({
    default: false,
    description: 'Webhooks may go to http:// URLs.',
    expected: 'true or false',
  }),
  ANTHROPIC_API_KEY: Type.String({
    default: '',
    description: 'Key of the Messages API. Without one summaries are made by fixed rules, on this machine.',
    expected: 'a key',
  }),
  ANTHROPIC_BASE_URL: Type.String({
    pattern: '^https?://[^\\s]+$',
    default: 'https://api.anthropic.com',
    description: 'Where the Messages API is.',
    expected: 'a URL that begins with http:// or https://',
  }),
  AI_MODELS: Type.String({
    minLength: 1,
    default: DEFAULT_MODELS,
    description:
      'The model for every task, then task=model for some (summary, notice, question, risk, classification, term).',
    expected: 'a model, then task=model separated by spaces',
  }),
  AI_FALLBACK_MODEL: Type.String({
    default: DEFAULT_FALLBACK,
    description:
      'Asked when the model of a task does not answer, before the rules of this program do; `none` for nobody.',
    expected: 'a model, or none',
  }),
  AI_PRICES: Type.String({
    minLength: 1,
    default: DEFAULT_PRICES,
    description:
      'US dollars per million tokens, model@day=input/output/cache write/cache read, of every model in use; the day is the first on which it holds. They change: check them.',
    expected: 'model@2026-11-01=input/output/cache write/cache read, separated by spaces',
  }),
  AI_MONTHLY_BUDGET_USD: Type.Integer({
    minimum: 0,
    default: 20,
    description:
      'What a firm may spend on models in a month, in US dollars. A hard cap: past it the rules answer.',
    expected: 'a whole number from 0',
  }),
  AI_MONTHLY_TOKENS: count(20_000_000, 'Tokens of a firm in a month. A hard cap as well.'),
  AI_CONCURRENCY: count(8, 'Calls to the provider at once, of all workers together.'),
  AI_REQUESTS_PER_MINUTE: count(
    50,
    'Calls to the provider a minute, of all workers together; what the provider itself allows holds where it is less.',
  ),
  AI_TIMEOUT_SECONDS: count(90, 'A call to the provider that takes longer is given up.'),
  ...OBJECT_STORE_VARIABLES,
  REPORT_RETENTION_DAYS: count(90, 'Days that a report is kept.'),
  REPORT_LINK_HOURS: Type.Integer({
    minimum: 1,
    maximum: 168,
    default: 24,
    description:
      'Hours that links to reports are good for: those of document.generated, and those for people.',
    expected: 'a whole number from 1 to 168',
  }),
  REPORT_PAGES: count(4, 'Documents that a worker prints at once; each takes about 150 MB.'),
  CHROMIUM_BIN: Type.Optional(
    Type.String({ minLength: 1, description: 'The program Chromium.', expected: 'a path' }),
  ),
  TELEGRAM_BOT_TOKEN: Type.Optional(
    Type.String({
      pattern: '^\\d{1,20}:[\\w-]{20,100}$',
      description: 'A Telegram bot for all firms, as @BotFather gives it.',
      expected: 'a token such as 123456:ABC…',
      usual: 'none',
    }),
  ),
  SMTP_URL: Type.Optional(
    Type.String({
      pattern: '^smtps?://[^\\s]+$',
      description:
        'A mail server for all firms: `smtp://user:password@host:587` (STARTTLS), `smtps://` for port 465.',
      expected: 'a URL that begins with smtp:// or smtps://',
      usual: 'none',
    }),
  ),
  SMTP_FROM: Type.String({
    default: 'avisos@localhost.localdomain',
    pattern: '^[^\\s@<>]+@[A-Za-z0-9.-]+$',
    description: 'Sender of its mails.',
    expected: 'a mail address',
  }),
  PUBLIC_URL: url('http|https', 'Where people reach the API: links in notices.'),
  METRICS_PORT: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 0,
    description: 'Port of the Prometheus metrics of a worker that runs alone; 0 serves none.',
    expected: 'a port number, or 0',
  }),
  LOG_LEVEL: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => Type.Literal(level)),
    {
      default: 'info',
      description: 'Least severe log line.',
      expected: 'trace, debug, info, warn, error or fatal',
    },
  ),
});
export type WorkerEnvironment = Static<typeof WorkerEnvironment>;
