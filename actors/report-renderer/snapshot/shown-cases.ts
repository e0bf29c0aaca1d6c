import type { Content } from './snapshot.ts';

/** Ids of the cases that a report shows, each once. */
export function shownCases(content: Content): string[] {
  switch (content.kind) {
    case 'dossier':
    case 'checks':
      return [content.case.id];
    case 'portfolio':
      return content.cases.map(({ id }) => id);
    case 'movements': {
      const named = content.case ? [content.case.id] : [];
      return [...new Set([...named, ...content.movements.map(({ processId }) => processId)])];
    }
    case 'usage':
      return [];
  }
}
