import pino from 'pino';
import { parseNetworks } from '../actors/notifier/webhook/egress/address.ts';
import { parseSealingKeys } from '../actors/notifier/webhook/seal.ts';
import { EnvironmentError, parseEnvironment } from '../actors/runtime/environment.ts';
import { loggedError } from '../actors/runtime/errors.ts';
import { ApiEnvironment } from '../api/environment.ts';
import { startApi } from '../api/main.ts';
import { reportParts } from './stack/report-parts.ts';
import { sealedParts } from './stack/sealed-parts.ts';
import { templateParts } from './stack/template-parts.ts';

/** One process of the API by itself, as a cluster runs it: `bun compose/api.ts`. Ends on SIGTERM and SIGINT. */
function run(): void {
  const env = parseEnvironment(ApiEnvironment, process.env);
  const log = pino(
    { level: env.LOG_LEVEL, base: { pid: process.pid, process: 'api' }, serializers: { err: loggedError } },
    // Lines travel together: a write for each costs more than making it.
    pino.destination({ sync: false, minLength: 12_288, periodicFlush: 100 }),
  );
  const policy = {
    allowHttp: env.WEBHOOK_ALLOW_HTTP,
    allowNetworks: parseNetworks(env.WEBHOOK_ALLOW_NETWORKS),
  };
  let url = '';
  const api = startApi(env, {
    log,
    templates: templateParts(),
    ...sealedParts(parseSealingKeys(env.SEALING_KEYS), policy),
    reports: reportParts(env, () => (env.PUBLIC_URL ?? url).replace(/\/$/, '')),
  });
  url = api.url;
  log.info({ url: api.url }, 'the API listens');
  const end = () => void api.stop().then(() => process.exit(0));
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

if (import.meta.main) {
  try {
    run();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}
