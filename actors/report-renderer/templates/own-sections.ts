import type { TemplateSection } from '../../contracts/reports.ts';
import type { ReportDocument } from '../document.ts';
import { escapeHtml } from '../formats/escape-html.ts';
import { ReportRefused } from '../refused.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { longDay } from '../words/times.ts';
import { renderSection, TemplateError } from './sandbox.ts';

/** The sections that a firm adds before and after what a report says. @throws ReportRefused naming the section */
export async function renderOwnSections(
  sections: readonly TemplateSection[],
  snapshot: Snapshot,
  document: ReportDocument,
): Promise<{ before: string; after: string }> {
  const rendered = { before: '', after: '' };
  for (const { title, body, placement } of sections) {
    try {
      const html = await renderSection(body, variablesOf(snapshot, document));
      if (html.trim())
        rendered[placement] += `<section class="own"><h2>${escapeHtml(title)}</h2>${html}</section>`;
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw new ReportRefused(
        `A seção “${title}” do modelo não pôde ser montada: ${error.message}.`,
        'Corrija a seção no modelo (PATCH /v1/report-templates/{id}) e peça o relatório de novo.',
      );
    }
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
