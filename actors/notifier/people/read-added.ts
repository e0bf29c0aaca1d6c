import { readSaid } from '../../../db/ai/sentences.ts';
import { wantedFor } from '../../../db/ai/with-sentences.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { AddedWords } from '../../contracts/added-words.ts';
import type { Content } from '../../contracts/channels.ts';
import type { Language } from '../../contracts/people.ts';
import { readHappeningsLater } from './lane.ts';
import { addedWords } from './words/added-words.ts';

/** A message that was written before. */
interface Written {
  content: Content | null;
  eventIds: readonly string[];
}

/** What one more send of a message says otherwise than the message, by what may be told at this moment; null when it says the same. */
export async function readAdded(
  tx: TenantTx,
  message: Written,
  language: Language,
): Promise<AddedWords | null> {
  const [added = null] = await readAddedToEach(tx, [{ ...message, language }]);
  return added;
}

/** The same of several, in their order, with as many queries as for one. */
export async function readAddedToEach(
  tx: TenantTx,
  messages: readonly (Written & { language: Language })[],
): Promise<(AddedWords | null)[]> {
  const eventIds = [...new Set(messages.flatMap((one) => (one.content ? one.eventIds : [])))];
  if (eventIds.length === 0) return messages.map(() => null);
  const known = await readHappeningsLater(tx, eventIds);
  const said = await readSaid(tx, wantedFor(known));
  return messages.map(({ content, eventIds: mine, language }) => {
    const happenings = known.filter(({ eventId }) => mine.includes(eventId));
    return content && addedWords(content, { happenings, said }, language);
  });
}
