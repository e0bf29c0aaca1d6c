import { CHANNEL_NAMES } from '../actors/contracts/channel/declared.ts';
import { EnvironmentError } from '../actors/runtime/environment.ts';
import { ADAPTERS } from './adapters.ts';
import { BridgeEnvironment } from './bridge-environment.ts';
import type { Channel } from './bridges/kit/channel.ts';
import { runEntry } from './entry.ts';
import { runChannel } from './run-channel.ts';

// bun workers/channel.ts <channel>: the adapter of one channel, as a process or as a thread of a supervisor.
const [given = ''] = process.argv.slice(2);
const name = CHANNEL_NAMES.find((one) => one === given);
if (!name) {
  console.error(`usage: bun workers/channel.ts ${CHANNEL_NAMES.join('|')}`);
  process.exit(2);
}

await runEntry(name, (env, log, registry) => runChannel(make(env), env, log, registry), BridgeEnvironment);

function make(env: BridgeEnvironment): Channel {
  try {
    return ADAPTERS[name as keyof typeof ADAPTERS].make(env);
  } catch (error) {
    throw new EnvironmentError([(error as Error).message]);
  }
}
