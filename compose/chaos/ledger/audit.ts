import type { Cluster } from '../cluster/cluster.ts';
import type { Docket } from '../workload/docket.ts';
import type { Errands } from '../workload/errands.ts';
import type { Firm } from '../workload/firms.ts';
import type { Prober } from '../workload/probes.ts';
import type { Receivers } from '../workload/receivers.ts';
import type { Senders } from '../workload/senders.ts';
import { auditErrands } from './errands.ts';
import type { Finding } from './finding.ts';
import { auditHistory, readHistory } from './history.ts';
import { auditMessages } from './messages.ts';
import { auditNotices } from './notices.ts';
import { auditWebhooks } from './webhooks.ts';

export interface Workload {
  seed: number;
  tenants: readonly string[];
  firms: readonly Firm[];
  senders: Senders;
  prober: Prober;
  docket: Docket;
  receivers: Receivers;
  errands: Errands;
}

/** Every ledger, on what is there now. */
export async function auditAll(cluster: Cluster, work: Workload): Promise<Finding[]> {
  const { admin } = cluster.database;
  const { seed, tenants, firms, docket } = work;
  const messages = { seed, tenants, progress: work.senders.progress, more: work.prober.sent };
  const own = await auditMessages(admin, messages);
  const events = await readHistory(admin);
  return [
    ...own,
    ...(await auditHistory(admin, events, { docket, firms, sandbox: cluster.sandbox })),
    ...auditWebhooks(events, work.receivers.receipts, firms),
    ...(await auditNotices(admin, events)),
    ...(await auditErrands(admin, cluster.objects, { asked: work.errands.asked, events, firms })),
  ];
}
