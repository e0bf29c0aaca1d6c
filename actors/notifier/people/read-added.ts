import { readSpentSentences } from '../../../db/ai/sentences.ts';
import { wantedFor } from '../../../db/ai/with-sentences.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { AddedWords } from '../../contracts/added-words.ts';
import type { Content } from '../../contracts/channels.ts';
import type { Language } from '../../contracts/people.ts';
import { readHappeningsLater } from './lane.ts';
import { addedWords } from './words/added-words.ts';

/** What one more send of a message says otherwise than the message, by what may be told at this moment; null when it says the same. */
export async function readAdded(
  tx: TenantTx,
  { content, eventIds }: { content: Content | null; eventIds: readonly string[] },
  language: Language,
): Promise<AddedWords | null> {
  if (!content) return null;
  const happenings = await readHappeningsLater(tx, eventIds);
  const spent = await readSpentSentences(tx, wantedFor(happenings));
  return addedWords(content, { happenings, spent }, language);
}
