import type { Logger } from 'pino';
import { parseNetworks } from '../../actors/notifier/webhook/egress/address.ts';
import { parseSealingKeys } from '../../actors/notifier/webhook/seal.ts';
import { startApi } from '../../api/main.ts';
import type { Environment } from './environment.ts';
import { onPort } from './on-port.ts';
import type { Say } from './say.ts';
import { sealedParts } from './sealed-parts.ts';
import type { Teardown } from './teardown.ts';
import { templateParts } from './template-parts.ts';

export type ApiNeeds = {
  /** Role lux_app. */
  databaseUrl: string;
  brokerUrl: string;
  secret: string;
  sealingKeys: string;
  log: Logger;
};

/** Serves the API in this process. @returns its address, and where people reach it */
export async function serveStackApi(
  env: Environment,
  needs: ApiNeeds,
  say: Say,
  teardown: Teardown,
): Promise<{ url: string; publicUrl: string }> {
  const policy = {
    allowHttp: env.WEBHOOK_ALLOW_HTTP,
    allowNetworks: parseNetworks(env.WEBHOOK_ALLOW_NETWORKS),
  };
  const api = await onPort(env, 'PORT', 'API', say, (port) =>
    startApi(
      {
        ...env,
        PORT: port,
        DATABASE_APP_URL: needs.databaseUrl,
        NATS_API_URL: needs.brokerUrl,
        API_SECRET: needs.secret,
        SEALING_KEYS: needs.sealingKeys,
      },
      {
        log: needs.log.child({ process: 'api' }),
        templates: templateParts(),
        ...sealedParts(parseSealingKeys(needs.sealingKeys), policy),
      },
    ),
  );
  teardown.add('the API', api.stop);
  say(`API on port ${api.port}`);
  return { url: api.url, publicUrl: (env.PUBLIC_URL ?? api.url).replace(/\/$/, '') };
}
