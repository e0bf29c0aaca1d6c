import { Type } from '@sinclair/typebox';
import { parseSealingKeys } from '../actors/contracts/sealing.ts';
import { EnvironmentError, parseEnvironment } from '../actors/runtime/environment.ts';
import { createOutbox } from '../actors/runtime/outbox.ts';
import { createPool } from '../db/pool.ts';
import { WorkerEnvironment } from './environment.ts';
import { resealFirm } from './reseal-firm.ts';

// bun run db:reseal: after a new SEALING_KEYS was given to every process, puts what is sealed under older keys under the new one.
// Ends with 1 while something is left under an older key.
const names = ['DATABASE_APP_URL', 'DATABASE_RUNTIME_URL', 'SEALING_KEYS'] as const;
const MAX_WAITING = 1_000_000;

try {
  const env = parseEnvironment(Type.Pick(WorkerEnvironment, names), process.env);
  const keys = parseSealingKeys(env.SEALING_KEYS);
  const onError = (error: Error) => console.error(error.message);
  const runtime = createPool({ url: env.DATABASE_RUNTIME_URL, name: 'lux-reseal', max: 1, onError });
  const app = createPool({ url: env.DATABASE_APP_URL, name: 'lux-reseal-firm', max: 1, onError });
  // What is sent is found in Postgres within a second.
  const outbox = createOutbox({
    pool: app,
    road: { publish: () => {}, deadLetter: () => {} },
    maxWaiting: MAX_WAITING,
  });
  const { rows } = await runtime.query<{ id: string }>(
    'select tenant_id as id from auth.tenant_plans() order by 1',
  );
  let [moved, left] = [0, 0];
  for (const { id } of rows) {
    const done = await resealFirm(outbox, id, keys);
    moved += done.moved;
    left += done.left.length;
    for (const one of done.left) console.error(`${id} ${one.kind} ${one.id}: ${one.reason}`);
  }
  console.log(
    `${moved} secrets of ${rows.length} firms are under key ${keys.current.id} now; ${left} are not`,
  );
  if (left === 0)
    console.log('The older keys may go in 14 days, when the last link that was signed with them has ended.');
  await Promise.all([runtime.end(), app.end()]);
  process.exitCode = left > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exitCode = 2;
}
