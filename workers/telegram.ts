import { BridgeEnvironment } from './bridge-environment.ts';
import { createTelegram } from './bridges/telegram/channel.ts';
import { runEntry } from './entry.ts';
import { runChannel } from './run-channel.ts';

await runEntry(
  'telegram',
  (env, log, registry) =>
    runChannel(createTelegram({ apiRoot: env.TELEGRAM_API_URL }), env.TELEGRAM_PORT, env, log, registry),
  BridgeEnvironment,
);
