import { BridgeEnvironment } from './bridge-environment.ts';
import { createSlack } from './bridges/slack/channel.ts';
import { runEntry } from './entry.ts';
import { runChannel } from './run-channel.ts';

await runEntry(
  'slack',
  (env, log, registry) =>
    runChannel(createSlack({ apiUrl: env.SLACK_API_URL }), env.SLACK_PORT, env, log, registry),
  BridgeEnvironment,
);
