import type { Cluster } from './cluster/cluster.ts';
import type { Finding } from './ledger/finding.ts';
import { letTimePass } from './workload/pass-time.ts';

const EVERY_MS = 2_000;
/** Without any progress for so long: what is left waits for its time. */
const PATIENCE_MS = 20_000;
/** Minutes that are let pass, one after the other: retries of webhooks and the rests of courts are spread over hours. */
const PASSES = [10, 60, 150, 320, 620, 860];
/** Of a cluster that still makes progress. */
const LIMIT_MS = 20 * 60_000;

/**
 * Waits until nothing is lost: with everything healed, all that was sent has its effect sooner or later. Answers whether that was reached, and
 * how many simulated minutes it took.
 */
export async function drain(
  cluster: Cluster,
  audit: () => Promise<Finding[]>,
  say: (line: string) => void,
): Promise<{ drained: boolean; passedMinutes: number }> {
  const begun = performance.now();
  let passedMinutes = 0;
  let least = Number.POSITIVE_INFINITY;
  let progressAt = performance.now();
  for (let pass = 0; performance.now() - begun < LIMIT_MS; ) {
    const findings = await audit();
    const missing = findings
      .filter(({ check }) => check === 'lost')
      .reduce((sum, { wrong }) => sum + wrong.length, 0);
    const [{ waiting = 0 } = {}] = (await cluster.database.admin.query<{ waiting: number }>(WAITING)).rows;
    if (missing + waiting === 0) return { drained: true, passedMinutes };
    if (missing + waiting < least) {
      least = missing + waiting;
      progressAt = performance.now();
    }
    if (performance.now() - progressAt > PATIENCE_MS) {
      const minutes = PASSES[pass++];
      if (minutes === undefined) break;
      say(`${missing} effects are missing and ${waiting} messages wait: ${minutes} simulated minutes pass`);
      await letTimePass(cluster, minutes);
      passedMinutes += minutes;
      progressAt = performance.now();
    }
    await Bun.sleep(EVERY_MS);
  }
  return { drained: false, passedMinutes };
}

// Sleeping reminders of the product are its beat: a court's next sweep, an endpoint's next attempt.
const WAITING = `
  select count(*)::int as waiting from rt.messages
  where kind = 'chaos-account' or (due_at is null and attempts > 0)`;
