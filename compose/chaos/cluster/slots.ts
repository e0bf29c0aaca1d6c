import { accounts } from '../workload/account.ts';

export interface Slot {
  role: string;
  script: string;
  /** Undefined: as many as the run has workers of a kind. */
  count?: number;
  /** Variables of this role alone. */
  connections?: Record<string, string>;
}

/** The programs of the cluster, started as an operator starts them. */
export const SLOTS: readonly Slot[] = [
  {
    role: 'api',
    script: 'compose/api.ts',
    count: 2,
    // The firms of a run all come from one address.
    connections: {
      DATABASE_POOL_SIZE: '10',
      RATE_LIMIT_ANONYMOUS_PER_MINUTE: '100000',
      RATE_LIMIT_PER_MINUTE: '100000',
    },
  },
  { role: accounts.kind, script: 'compose/chaos/workload/account-worker.ts' },
  { role: 'process-monitor', script: 'workers/process-monitor.ts' },
  { role: 'datajud-fetcher', script: 'workers/datajud-fetcher.ts' },
  { role: 'notifier', script: 'workers/notifier.ts' },
  { role: 'ai-summarizer', script: 'workers/ai-summarizer.ts' },
  { role: 'report-renderer', script: 'workers/report-renderer.ts' },
  { role: 'relay', script: 'workers/relay.ts', count: 2 },
];
