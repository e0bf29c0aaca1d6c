import type { Pool } from '../../db/pool.ts';
import { isWithheld } from '../../db/reports/sealed.ts';
import { readTenant } from '../../db/tenant.ts';

const OF_A_REPORT = /^([A-Za-z0-9_-]{1,36})\/reports\/(rpt_[0-9a-z]{26})\//;

/** Whether a stored object belongs to a report that shows a case which has come under secrecy since. */
export function withheldBy(pool: Pool) {
  return async (key: string): Promise<boolean> => {
    const [, tenant, reportId] = OF_A_REPORT.exec(key) ?? [];
    if (!tenant || !reportId) return false;
    return readTenant(pool, tenant, (tx) => isWithheld(tx, reportId));
  };
}
