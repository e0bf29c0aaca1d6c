import { REPORT_KINDS } from '../../contracts/reports.ts';
import { composeDocument } from '../kinds/compose.ts';
import { variablesOf } from './own-sections.ts';
import { renderSections } from './render-sections.ts';
import { sampleSnapshot } from './sample.ts';

/**
 * What is wrong with each section of a template, in a sentence, or undefined where it renders. Each is tried with every kind of
 * report: a variable that no kind knows is a spelling mistake. When their time is over, those that are left are undefined.
 */
export async function refuseSections(bodies: readonly string[]): Promise<(string | undefined)[]> {
  const kinds = REPORT_KINDS.map(variablesOfKind);
  const tries = [
    { variables: Object.assign({}, ...kinds), strict: true },
    ...kinds.map((variables) => ({ variables })),
  ];
  const results = await renderSections(bodies.map((source) => ({ source, tries })));
  return bodies.map((_, i) => {
    const result = results[i];
    return result && 'error' in result ? result.error : undefined;
  });
}

function variablesOfKind(kind: (typeof REPORT_KINDS)[number]): Record<string, unknown> {
  const snapshot = sampleSnapshot(kind);
  return variablesOf(snapshot, composeDocument(snapshot));
}
