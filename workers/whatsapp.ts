import { BridgeEnvironment } from './bridge-environment.ts';
import { createWhatsApp } from './bridges/whatsapp/channel.ts';
import { runEntry } from './entry.ts';
import { runChannel } from './run-channel.ts';

await runEntry(
  'whatsapp',
  (env, log, registry) =>
    runChannel(createWhatsApp({ apiUrl: env.WHATSAPP_API_URL }), env.WHATSAPP_PORT, env, log, registry),
  BridgeEnvironment,
);
