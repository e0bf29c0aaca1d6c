import type { TemplateSection } from '../../contracts/reports.ts';
import type { ReportDocument } from '../document.ts';
import { escapeHtml } from '../formats/escape-html.ts';
import { ReportRefused } from '../refused.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { longDay } from '../words/times.ts';
import { renderSections } from './render-sections.ts';

/** The sections that a firm adds before and after what a report says. @throws ReportRefused naming the section */
export async function renderOwnSections(
  sections: readonly TemplateSection[],
  snapshot: Snapshot,
  document: ReportDocument,
): Promise<{ before: string; after: string }> {
  const rendered = { before: '', after: '' };
  const tries = [{ variables: variablesOf(snapshot, document) }];
  const results = await renderSections(sections.map(({ body: source }) => ({ source, tries })));
  for (const [i, result] of results.entries()) {
    const { title = '', placement = 'after' } = sections[i] ?? {};
    if ('error' in result)
      throw new ReportRefused(
        `A seção “${title}” do modelo não pôde ser montada: ${result.error}.`,
        'Corrija a seção no modelo (PATCH /v1/report-templates/{id}) e peça o relatório de novo.',
      );
    if (result.html.trim())
      rendered[placement] += `<section class="own"><h2>${escapeHtml(title)}</h2>${result.html}</section>`;
  }
  return rendered;
}

/** What a section can name. */
export function variablesOf(snapshot: Snapshot, document: ReportDocument): Record<string, unknown> {
  const { firm, period, takenAt } = snapshot;
  return {
    firm: { name: firm.name },
    report: {
      title: document.title,
      subtitle: document.subtitle ?? '',
      kind: snapshot.content.kind,
      date: longDay(new Date(takenAt)),
      from: period?.from ?? '',
      to: period?.to ?? '',
    },
    ...document.variables,
  };
}
