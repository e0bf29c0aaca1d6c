import { EnvironmentError } from '../actors/runtime/environment.ts';
import { BridgeEnvironment } from './bridge-environment.ts';
import { createEmail } from './bridges/email/channel.ts';
import { parseNetworks } from './bridges/email/reach.ts';
import { runEntry } from './entry.ts';
import { runChannel } from './run-channel.ts';

await runEntry(
  'email',
  (env, log, registry) => {
    const bounces = env.BOUNCE_DOMAIN
      ? { domain: env.BOUNCE_DOMAIN, hostname: env.BRIDGE_HOST, port: env.BOUNCE_PORT }
      : undefined;
    const allowNetworks = networks(env.EMAIL_ALLOW_NETWORKS);
    return runChannel(createEmail({ bounces, allowNetworks }), undefined, env, log, registry);
  },
  BridgeEnvironment,
);

function networks(text: string) {
  try {
    return parseNetworks(text);
  } catch (error) {
    throw new EnvironmentError([`EMAIL_ALLOW_NETWORKS: ${(error as Error).message}`]);
  }
}
