import { readFirmFile } from '../../../db/reports/firm-files.ts';
import { readTemplate } from '../../../db/reports/templates.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { ObjectStore } from '../../contracts/object-store.ts';
import type { TemplateBody } from '../../contracts/reports.ts';
import { ReportRefused } from '../refused.ts';
import { HOUSE_STYLE } from './branding.ts';
import type { Branding } from './snapshot.ts';

interface Chosen {
  body: TemplateBody;
  logo: { objectKey: string; mediaType: string } | null;
}

/** The template of a report, as it was when the report was asked for. */
export async function chooseTemplate(
  tx: TenantTx,
  { templateId, templateVersion }: Pick<Branding, 'templateId' | 'templateVersion'>,
): Promise<Chosen | null> {
  if (templateId === null) return null;
  const template = await readTemplate(tx, templateId, templateVersion ?? undefined);
  if (!template)
    throw new ReportRefused('O modelo do relatório não existe mais.', 'Escolha outro modelo, ou nenhum.');
  const { logoFileId } = template.body;
  if (!logoFileId) return { body: template.body, logo: null };
  const file = await readFirmFile(tx, logoFileId);
  if (!file)
    throw new ReportRefused(
      'O logotipo do modelo foi excluído.',
      'Envie o logotipo de novo e indique-o no modelo.',
    );
  return { body: template.body, logo: file };
}

/** Puts the picture into it. */
export async function brandingOf(
  chosen: Chosen | null,
  place: Pick<Branding, 'templateId' | 'templateVersion'>,
  store: ObjectStore,
): Promise<Branding> {
  if (!chosen) return HOUSE_STYLE;
  const { body, logo } = chosen;
  const bytes = logo && (await store.get(logo.objectKey));
  if (logo && !bytes) throw new Error(`the picture ${logo.objectKey} is not in the store`);
  return {
    ...place,
    logo: logo && bytes ? `data:${logo.mediaType};base64,${Buffer.from(bytes).toString('base64')}` : null,
    primary: body.colours?.primary ?? HOUSE_STYLE.primary,
    accent: body.colours?.accent ?? HOUSE_STYLE.accent,
    letterhead: body.letterhead?.lines ?? [],
    footer: body.footer ?? null,
    sections: body.sections ?? [],
  };
}
