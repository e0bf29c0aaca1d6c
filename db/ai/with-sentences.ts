import type { Happening } from '../../actors/contracts/happening.ts';
import { withSentences } from '../../actors/contracts/sentence.ts';
import type { TenantTx } from '../tenant.ts';
import { readSentences } from './sentences.ts';

/** What happened with the sentences that may be told of it now. */
export async function readWithSentences(
  tx: TenantTx,
  happenings: readonly Happening[],
): Promise<Happening[]> {
  const sentences = await readSentences(tx, {
    processIds: [...new Set(happenings.flatMap(({ process }) => process?.id ?? []))],
    movementIds: happenings.flatMap(({ movementId }) => movementId ?? []),
    answerIds: happenings.flatMap(({ answerId }) => answerId ?? []),
  });
  return withSentences(happenings, sentences);
}
