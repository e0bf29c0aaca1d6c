import { BridgeEnvironment } from '../../bridge-environment.ts';
import { runEntry } from '../../entry.ts';
import { runChannel } from '../../run-channel.ts';
import { createWhatsApp } from '../whatsapp/channel.ts';

/** WhatsApp's adapter as a process, with a pair limit under which a test of hundreds of messages in one chat ends. */
export const QUICK_PAIR_MS = 5;

if (import.meta.main)
  await runEntry(
    'whatsapp',
    (env, log, registry) => {
      const channel = createWhatsApp({ apiUrl: env.WHATSAPP_API_URL, pairMs: QUICK_PAIR_MS });
      return runChannel({ ...channel, settleMs: 1_000 }, env, log, registry);
    },
    BridgeEnvironment,
  );
