import type { ReportKind } from '../../actors/contracts/reports.ts';
import type { Pool } from '../../db/pool.ts';
import { readFirm } from '../../db/reports/facts.ts';
import { readFirmFile } from '../../db/reports/firm-files.ts';
import { readTemplate } from '../../db/reports/templates.ts';
import { readTenant } from '../../db/tenant.ts';
import { notFound } from '../problems/problem.ts';
import type { ReportParts } from '../reports/parts.ts';

/** A report about invented cases in the look of a template. @throws Problem not-found */
export async function previewTemplate(
  pool: Pool,
  tenantId: string,
  templateId: string,
  kind: ReportKind,
  { store, preview }: ReportParts,
): Promise<Response> {
  const { body, firm, file } = await readTenant(pool, tenantId, async (tx) => {
    const template = await readTemplate(tx, templateId);
    if (!template) throw notFound('template');
    const { logoFileId } = template.body;
    const file = logoFileId ? await readFirmFile(tx, logoFileId) : undefined;
    return { body: template.body, firm: (await readFirm(tx))?.name ?? '', file };
  });
  const bytes = file && (await store.get(file.objectKey));
  const logo =
    file && bytes ? `data:${file.mediaType};base64,${Buffer.from(bytes).toString('base64')}` : null;
  const html = await preview({ body, logo, firm, kind });
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; sandbox",
    },
  });
}
