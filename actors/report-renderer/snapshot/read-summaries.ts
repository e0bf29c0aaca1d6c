import { type AnswerRow, listAnswers } from '../../../db/ai/answers.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import { type Audience, disclaimerOf } from '../../contracts/ai-answer.ts';
import { iso } from './facts.ts';
import type { CaseFacts, MovementFacts, SummaryFacts } from './snapshot.ts';

const AUDIENCES: readonly Audience[] = ['client', 'lawyer'];
/** One whose movements courts have taken back since is passed over; behind so many of those there is nothing worth showing. */
const LOOKED_AT = 20;

/**
 * The newest summary for each reader that still holds: every movement that it cites stands. Of a case under secrecy there is
 * none, whatever was written before it was sealed and whatever the report was granted.
 */
export async function readSummaries(
  tx: TenantTx,
  found: Pick<CaseFacts, 'id' | 'secrecy'>,
  movements: readonly MovementFacts[],
): Promise<SummaryFacts[]> {
  if (found.secrecy > 0) return [];
  const standing = new Set(movements.flatMap(({ id, withdrawn }) => (withdrawn ? [] : id)));
  const pages = await Promise.all(
    AUDIENCES.map((audience) =>
      listAnswers(tx, found.id, { task: 'summary', audience }, { limit: LOOKED_AT }),
    ),
  );
  return pages.flatMap((answers, i) => {
    const summaries = answers.flatMap((row) => summaryOf(row, AUDIENCES[i] ?? 'client') ?? []);
    return summaries.find((summary) => holds(summary, standing)) ?? [];
  });
}

function summaryOf(row: AnswerRow, audience: Audience): SummaryFacts | undefined {
  const { id, body, engine, model, promptVersion, finishedAt } = row;
  if (!body || !engine || !model || !promptVersion || !finishedAt) return undefined;
  return {
    answerId: id,
    audience,
    engine,
    model,
    promptVersion,
    writtenAt: iso(finishedAt),
    disclaimer: disclaimerOf(engine),
    sentences: body.statements.map(({ section, text, movementIds, header, proved }) => ({
      section,
      text,
      movementIds,
      header,
      proved,
    })),
  };
}

function holds({ sentences }: SummaryFacts, standing: ReadonlySet<string>): boolean {
  return sentences.length > 0 && sentences.every((one) => one.movementIds.every((id) => standing.has(id)));
}
