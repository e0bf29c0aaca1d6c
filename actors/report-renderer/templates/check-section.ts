import { REPORT_KINDS } from '../../contracts/reports.ts';
import { composeDocument } from '../kinds/compose.ts';
import { variablesOf } from './own-sections.ts';
import { sampleSnapshot } from './sample.ts';
import { renderSection, TemplateError } from './sandbox.ts';

/**
 * What is wrong with a section, in a sentence, or undefined when it renders. It is tried with every kind of report: a variable
 * that no kind knows is a spelling mistake.
 */
export async function refuseSection(body: string): Promise<string | undefined> {
  const everything = Object.assign({}, ...REPORT_KINDS.map(variablesOfKind));
  try {
    await renderSection(body, everything, true);
    for (const kind of REPORT_KINDS) await renderSection(body, variablesOfKind(kind));
    return undefined;
  } catch (error) {
    if (error instanceof TemplateError) return error.message;
    throw error;
  }
}

function variablesOfKind(kind: (typeof REPORT_KINDS)[number]): Record<string, unknown> {
  const snapshot = sampleSnapshot(kind);
  return variablesOf(snapshot, composeDocument(snapshot));
}
