import { existsSync, readFileSync } from 'node:fs';

const AUTOGROUP = '/proc/sys/kernel/sched_autogroup_enabled';

/** What about this machine makes figures worse than the product is; undefined when nothing does. */
export function machineRemark(path = AUTOGROUP): string | undefined {
  // Each backend of Postgres leads a session, and Linux shares the processors out by session: where a few cores are busy, the
  // one process of the API gets no more than each of twenty backends, and waits for a hundred milliseconds now and then.
  if (!existsSync(path) || readFileSync(path, 'utf8').trim() !== '1') return undefined;
  return 'processors are shared out by session here, which makes for long tails: sysctl kernel.sched_autogroup_enabled=0 (see "Processors" in the README)';
}
