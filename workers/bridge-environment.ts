import { type Static, Type } from '@sinclair/typebox';
import { WorkerEnvironment } from './environment.ts';

const optionalUrl = (protocols: string, description: string, usual: string) =>
  Type.Optional(
    Type.String({
      pattern: `^(${protocols})://[^\\s]+$`,
      description,
      expected: `a URL that begins with ${protocols.split('|').join(':// or ')}://`,
      usual,
    }),
  );

const nats = (user: string) => optionalUrl('nats|tls', `NATS, user \`${user}\`.`, 'NATS_URL');

const api = (url: string, whose: string) =>
  Type.String({
    default: url,
    pattern: '^https?://[^\\s]+$',
    description: `${whose}, or a server of the same kind such as \`bun run provider\` starts.`,
    expected: 'a URL that begins with http:// or https://',
  });

const port = (byDefault: number, what: string) =>
  Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: byDefault,
    description: `Port on which ${what}; 0 takes a free one.`,
    expected: 'a port number, or 0',
  });

/** Every variable that a channel's adapter reads. An adapter that runs alone needs the NATS URL of its own user only. */
export const BridgeEnvironment = Type.Object({
  NATS_TELEGRAM_URL: nats('bridge-telegram'),
  NATS_EMAIL_URL: nats('bridge-email'),
  NATS_WHATSAPP_URL: nats('bridge-whatsapp'),
  NATS_SLACK_URL: nats('bridge-slack'),
  SEALING_KEYS: WorkerEnvironment.properties.SEALING_KEYS,
  BRIDGE_HOST: Type.String({
    minLength: 1,
    default: '127.0.0.1',
    description: 'Address that adapters answer providers on.',
    expected: 'an address',
  }),
  BRIDGE_PUBLIC_URL: optionalUrl(
    'https|http',
    'Where the world reaches the adapters, over TLS: `<url>/telegram`, `/whatsapp`, `/slack` go to their ports. Without it Telegram is polled.',
    'none',
  ),
  TELEGRAM_API_URL: api('https://api.telegram.org', 'The Telegram Bot API'),
  WHATSAPP_API_URL: api('https://graph.facebook.com/v23.0', 'The WhatsApp Cloud API'),
  SLACK_API_URL: api('https://slack.com/api/', 'The Slack Web API'),
  TELEGRAM_PORT: port(3921, 'Telegram calls'),
  WHATSAPP_PORT: port(3922, 'WhatsApp calls'),
  SLACK_PORT: port(3923, 'Slack calls'),
  BOUNCE_PORT: port(3924, 'mail that comes back is received (SMTP)'),
  BOUNCE_DOMAIN: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9.-]{1,190}$',
      description: 'Domain whose MX leads to BOUNCE_PORT: senders of mails are told there what came back.',
      expected: 'a domain',
      usual: 'none',
    }),
  ),
  EMAIL_ALLOW_NETWORKS: Type.String({
    default: '',
    description: 'Private networks that a firm’s own mail server may be in, such as 10.0.0.0/8.',
    expected: 'networks separated by commas',
  }),
  METRICS_PORT: WorkerEnvironment.properties.METRICS_PORT,
  LOG_LEVEL: WorkerEnvironment.properties.LOG_LEVEL,
});
export type BridgeEnvironment = Static<typeof BridgeEnvironment>;
