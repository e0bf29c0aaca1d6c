import { datajudFetcher } from '../../actors/contracts/datajud-fetcher.ts';
import { courtTenant } from '../../actors/contracts/subjects.ts';
import { message } from '../../actors/runtime/message.ts';
import { cpuOf } from '../http-load.ts';
import type { LoadPlan, LoadReport } from './driver.ts';
import type { LoadFirm } from './firms.ts';
import type { Latencies } from './latencies.ts';
import { arrivals } from './mix.ts';
import { type Stack, said } from './stack.ts';

export interface Step extends LoadReport {
  rate: number;
  notification: Latencies;
  /** Processors busy while it lasted. */
  cores: { api: number; workers: number; postgres: number; driver: number };
}

const CONNECTIONS = 256;
const WARM_UP_MS = 1_000;
const PATIENCE_MS = 10_000;
/** After the last request: the webhooks of what it did are still on their way. */
const SETTLE_MS = 5_000;

/** Runs the load at one rate: requests, and movements at the court. */
export async function runStep(
  stack: Stack,
  firms: readonly LoadFirm[],
  plan: { rate: number; seconds: number; movements: number; nextNumber: () => number },
  random: () => number,
): Promise<Step> {
  const seconds = plan.seconds + WARM_UP_MS / 1_000;
  const made = arrivals({ ...plan, seconds, firms }, random);
  const before = await busy(stack);
  stack.receiver.reset();
  const moving = moveCases(stack, firms, plan.movements, seconds, random);
  const driver = Bun.spawn([process.execPath, `${import.meta.dir}/driver.ts`], {
    stdin: new Blob([
      JSON.stringify({
        port: stack.apiPort,
        connections: CONNECTIONS,
        arrivals: made,
        countFromMs: WARM_UP_MS,
        patienceMs: PATIENCE_MS,
      } satisfies LoadPlan),
    ]),
    stdout: 'pipe',
    stderr: 'inherit',
  });
  const report: LoadReport = JSON.parse(await new Response(driver.stdout).text());
  const after = await busy(stack);
  await moving;
  await Bun.sleep(SETTLE_MS);
  const took = after.at - before.at;
  return {
    ...report,
    rate: plan.rate,
    notification: stack.receiver.read(),
    cores: {
      api: (after.api - before.api) / took,
      workers: (after.workers - before.workers) / took,
      postgres: (after.postgres - before.postgres) / took,
      driver: report.cpuMs / took,
    },
  };
}

/** Has cases move at their court, once a second, and the court asked about them at once. */
async function moveCases(
  { court, runtime, outbox }: Stack,
  firms: readonly LoadFirm[],
  perSecond: number,
  seconds: number,
  random: () => number,
): Promise<void> {
  const tenant = courtTenant('tjsp');
  for (let second = 0; second < seconds && perSecond > 0; second++) {
    const next = Bun.sleep(1_000);
    const numbers = Array.from({ length: perSecond }, () => {
      const { numbers: own } = firms[Math.floor(random() * firms.length)] as LoadFirm;
      return own[Math.floor(random() * own.length)] as string;
    });
    court.postMessage([...new Set(numbers)]);
    await said(court);
    await runtime.query(
      'update court.cases set next_check_at = now(), next_full_at = now() where number = any($1)',
      [numbers],
    );
    await outbox.withTenant(tenant, async (_tx, send) =>
      send(message(datajudFetcher, 'sweep', { tenant }, {})),
    );
    await next;
  }
}

/** Milliseconds of processor time used so far. */
async function busy({ runtime, pids }: Stack) {
  const { rows } = await runtime.query<{ pid: number }>(
    "select pid from pg_stat_activity where usename in ('lux_app', 'lux_runtime')",
  );
  return {
    at: performance.now(),
    api: cpuOf([pids.api]) ?? 0,
    workers: cpuOf([pids.workers]) ?? 0,
    postgres: cpuOf(rows.map(({ pid }) => pid)) ?? 0,
  };
}
