import { readChain, readLedger, readNotification, sendsOf } from '../../db/notifications/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { notFound } from '../problems/problem.ts';
import { showDetail } from './show.ts';

/** A message with its sends, its ledger and its chain. @throws Problem not-found */
export async function readDetail(tx: TenantTx, id: string) {
  const row = await readNotification(tx, id);
  if (!row) throw notFound('notification');
  const [sends, ledger, chain] = await Promise.all([
    sendsOf(tx, [id]),
    readLedger(tx, id),
    readChain(tx, row.rootId ?? id),
  ]);
  return showDetail(row, { sends, ledger, chain });
}
