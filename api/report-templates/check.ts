import type { TemplateBody } from '../../actors/contracts/reports.ts';
import { readFirmFile } from '../../db/reports/firm-files.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { Problem, type ProblemDetail } from '../problems/problem.ts';
import type { ReportParts } from '../reports/parts.ts';

/** The Liquid of a template can be rendered. @throws Problem invalid-body naming each section */
export async function requireSections(
  body: TemplateBody,
  refuseSections: ReportParts['refuseSections'],
): Promise<void> {
  const errors: ProblemDetail[] = [];
  const messages = await refuseSections((body.sections ?? []).map((section) => section.body));
  for (const [i, message] of messages.entries()) {
    if (message === undefined) continue;
    const fix = 'Correct the Liquid; see the variables in the description of the field.';
    errors.push({ location: `body.body.sections.${i}.body`, message: `${message}.`, fix });
  }
  if (errors.length > 0) throw new Problem('invalid-body', { errors });
}

/** Its picture is the firm's own. @throws Problem invalid-body */
export async function requireLogo(tx: TenantTx, { logoFileId }: TemplateBody): Promise<void> {
  if (!logoFileId || (await readFirmFile(tx, logoFileId))) return;
  const message = 'The firm has no picture with this id.';
  const fix = 'Send the picture with POST /v1/report-files, and its id here.';
  throw new Problem('invalid-body', { errors: [{ location: 'body.body.logoFileId', message, fix }] });
}
