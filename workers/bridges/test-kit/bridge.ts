import pino from 'pino';
import { Registry } from 'prom-client';
import type { TestNats } from '../../../compose/test-kit/nats.ts';
import type { Channel } from '../kit/channel.ts';
import { type RunningBridge, runBridge } from '../kit/run-bridge.ts';
import { KEYS } from './platform.ts';

export interface TestBridge extends RunningBridge {
  /** Of its webhook server, with the channel: `<url>/<connection>`. */
  url: string;
  metrics(): Promise<string>;
  lines: { msg: string; level: number }[];
}

/** An adapter as its process runs it, in this one. */
export async function startBridge(nats: TestNats, channel: Channel, publicUrl?: string): Promise<TestBridge> {
  const registry = new Registry();
  const lines: TestBridge['lines'] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const bridge = await runBridge({
    channel,
    natsUrl: nats.urls[`bridge-${channel.name}`],
    keys: KEYS,
    listen: { hostname: '127.0.0.1', port: 0 },
    publicUrl,
    version: '0.0.0',
    log,
    registry,
  });
  return {
    ...bridge,
    url: `http://127.0.0.1:${bridge.port}/${channel.name}`,
    metrics: () => registry.metrics(),
    lines,
  };
}
