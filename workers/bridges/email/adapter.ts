import { Type } from '@sinclair/typebox';
import { adapter, portVariable } from '../kit/adapter.ts';
import { createEmail } from './channel.ts';
import { type Networks, parseNetworks } from './reach.ts';

export const emailAdapter = adapter({
  variables: {
    BOUNCE_PORT: portVariable(3924, 'mail that comes back is received (SMTP)'),
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
  },
  make(env) {
    const bounces = env.BOUNCE_DOMAIN
      ? { domain: env.BOUNCE_DOMAIN, hostname: env.BRIDGE_HOST, port: env.BOUNCE_PORT }
      : undefined;
    return createEmail({ bounces, allowNetworks: networks(env.EMAIL_ALLOW_NETWORKS) });
  },
});

function networks(text: string): Networks {
  try {
    return parseNetworks(text);
  } catch (cause) {
    throw new Error(`EMAIL_ALLOW_NETWORKS: ${(cause as Error).message}`, { cause });
  }
}
