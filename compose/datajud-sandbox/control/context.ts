import type { CaseStore } from '../data/case-store.ts';
import type { CourtRecord, DataJudMovement } from '../wire.ts';
import type { Moment } from './changes.ts';
import { type DocumentSummary, summaryOf } from './target.ts';

/** What the commands on cases work with. */
export interface CaseContext {
  store: CaseStore;
  moment(): Moment;
  /** Lists taken away by hide-movements, by court, number and grau. */
  hidden: Map<string, DataJudMovement[]>;
}

/** Writes the document and tells about it. */
export function put(context: CaseContext, record: CourtRecord): DocumentSummary {
  context.store.put(record);
  return summaryOf(record);
}
