import type { Happening } from '../../actors/contracts/happening.ts';
import { withSentences } from '../../actors/contracts/sentence.ts';
import type { TenantTx } from '../tenant.ts';
import { readSentences, type Wanted } from './sentences.ts';

/** What happened with the sentences that may be told of it now. */
export async function readWithSentences(
  tx: TenantTx,
  happenings: readonly Happening[],
): Promise<Happening[]> {
  return withSentences(happenings, await readSentences(tx, wantedFor(happenings)));
}

export function wantedFor(happenings: readonly Happening[]): Wanted {
  return {
    processIds: [...new Set(happenings.flatMap(({ process }) => process?.id ?? []))],
    movementIds: happenings.flatMap(({ movementId }) => movementId ?? []),
    answerIds: happenings.flatMap(({ answerId }) => answerId ?? []),
  };
}
