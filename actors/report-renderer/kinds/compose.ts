import type { ReportDocument } from '../document.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { checks } from './checks.ts';
import { dossier } from './dossier.ts';
import { movements } from './movements.ts';
import { portfolio } from './portfolio.ts';
import { usage } from './usage.ts';

/** The document that a snapshot is, in every format the same. */
export function composeDocument(snapshot: Snapshot): ReportDocument {
  const { content } = snapshot;
  switch (content.kind) {
    case 'dossier':
      return dossier(snapshot, content);
    case 'portfolio':
      return portfolio(snapshot, content);
    case 'movements':
      return movements(snapshot, content);
    case 'checks':
      return checks(snapshot, content);
    case 'usage':
      return usage(snapshot, content);
  }
}
