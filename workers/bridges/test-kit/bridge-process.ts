import { join } from 'node:path';
import type { TestNats } from '../../../compose/test-kit/nats.ts';
import type { Driver } from './driver.ts';
import { KEYS_TEXT } from './platform.ts';

/** The adapter in a process of its own, to be killed. */
export function startProcess(nats: TestNats, driver: Driver, port: number): Bun.Subprocess {
  const { name } = driver.channel;
  return Bun.spawn([process.execPath, join(import.meta.dir, '../../channel.ts'), name], {
    env: {
      PATH: process.env.PATH ?? '',
      SEALING_KEYS: KEYS_TEXT,
      LOG_LEVEL: 'fatal',
      [`NATS_${name.toUpperCase()}_URL`]: nats.urls[`bridge-${name}`],
      [`${name.toUpperCase()}_PORT`]: String(port),
      ...driver.variables,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
