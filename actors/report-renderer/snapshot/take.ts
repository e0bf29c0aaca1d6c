import { readFirm } from '../../../db/reports/facts.ts';
import type { Report } from '../../../db/reports/report.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { ObjectStore } from '../../contracts/object-store.ts';
import { PERIODIC } from '../../contracts/reports.ts';
import { periodOf } from './period.ts';
import { brandingOf, chooseTemplate } from './read-branding.ts';
import { readContent } from './read-content.ts';
import type { Snapshot } from './snapshot.ts';

export type Asked = Pick<Report, 'kind' | 'params' | 'templateId' | 'templateVersion'>;

/** Reads everything that a report is made from, on one snapshot of the database. @throws ReportRefused */
export async function takeSnapshot(
  read: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  report: Asked,
  store: ObjectStore,
  now: Date,
): Promise<Snapshot> {
  const { kind, params } = report;
  const place = { templateId: report.templateId, templateVersion: report.templateVersion };
  const { template, ...facts } = await read(async (tx) => {
    const firm = await readFirm(tx);
    if (!firm) throw new Error(`there is no firm ${tx.tenantId}`);
    const period = periodOf(params, now, firm.timeZone);
    return {
      firm: { id: tx.tenantId, ...firm },
      period: PERIODIC.includes(kind) ? period : null,
      content: await readContent(tx, kind, { params, period, timeZone: firm.timeZone }),
      template: await chooseTemplate(tx, place),
    };
  });
  return {
    schema: 1,
    takenAt: now.toISOString(),
    params,
    branding: await brandingOf(template, place, store),
    ...facts,
  };
}
