import type { Logger } from 'pino';
import { parseNetworks } from '../../actors/notifier/webhook/egress/address.ts';
import { parseSealingKeys } from '../../actors/notifier/webhook/seal.ts';
import { startApi } from '../../api/main.ts';
import type { Environment } from './environment.ts';
import { onPort } from './on-port.ts';
import { reportParts } from './report-parts.ts';
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
  /** Directory of documents. */
  objects: string;
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
  const OBJECT_STORE_DIR = env.OBJECT_STORE_DIR ?? needs.objects;
  let url = '';
  const publicUrl = () => (env.PUBLIC_URL ?? url).replace(/\/$/, '');
  const reports = reportParts({ ...env, OBJECT_STORE_DIR, SEALING_KEYS: needs.sealingKeys }, publicUrl);
  const api = await onPort(env, 'PORT', 'API', say, (port) =>
    startApi(
      {
        ...env,
        PORT: port,
        DATABASE_APP_URL: needs.databaseUrl,
        NATS_API_URL: needs.brokerUrl,
        API_SECRET: needs.secret,
        SEALING_KEYS: needs.sealingKeys,
        OBJECT_STORE_DIR,
      },
      {
        log: needs.log.child({ process: 'api' }),
        templates: templateParts(),
        ...sealedParts(parseSealingKeys(needs.sealingKeys), policy),
        reports,
      },
    ),
  );
  url = api.url;
  teardown.add('the API', api.stop);
  say(`API on port ${api.port}`);
  return { url, publicUrl: publicUrl() };
}
