import { explain } from '../../../contracts/glossary/explain.ts';
import { findTerm, searchTerms } from '../../../contracts/glossary/find.ts';
import type { Draft } from '../engine.ts';
import { list } from './words.ts';

/** A term from the glossary; what is not there is not made up. */
export function explainTerm(term: string): Draft {
  const entry = findTerm(term);
  if (entry)
    return { statements: [{ section: 'explanation', text: explain(entry), sources: [] }], verdict: 'yes' };
  const near = searchTerms(term, 3).map(({ term: name }) => `“${name}”`);
  const hint = near.length > 0 ? ` Termos parecidos: ${list(near)}.` : '';
  const text = `O glossário não tem esse termo.${hint}`;
  return { statements: [{ section: 'explanation', text, sources: [] }], verdict: 'no' };
}
