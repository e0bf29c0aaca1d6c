import type { ReportKind, TemplateBody } from '../../contracts/reports.ts';
import { renderHtml } from '../formats/html.ts';
import { composeDocument } from '../kinds/compose.ts';
import { HOUSE_STYLE } from '../snapshot/branding.ts';
import { canonicalJson, snapshotId } from '../snapshot/canonical.ts';
import { sampleSnapshot } from './sample.ts';

/** A report about invented cases in the look of a template. `logo` is a data URL. */
export async function previewTemplate({
  body,
  logo,
  firm,
  kind,
}: {
  body: TemplateBody;
  logo: string | null;
  firm: string;
  kind: ReportKind;
}): Promise<string> {
  const branding = {
    logo,
    primary: body.colours?.primary ?? HOUSE_STYLE.primary,
    accent: body.colours?.accent ?? HOUSE_STYLE.accent,
    letterhead: body.letterhead?.lines ?? [],
    footer: body.footer ?? null,
    sections: body.sections ?? [],
  };
  const sample = sampleSnapshot(kind, { branding });
  const snapshot = { ...sample, firm: { ...sample.firm, name: firm } };
  return renderHtml(snapshot, composeDocument(snapshot), snapshotId(canonicalJson(snapshot)), 'screen');
}
