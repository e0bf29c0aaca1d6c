import type { DueSend } from '../../../../db/notifications/dispatch.ts';
import type { AddedWords } from '../../../contracts/added-words.ts';
import type { Language } from '../../../contracts/people.ts';
import type { NotifierContext } from '../../parts.ts';
import { readAddedToEach } from '../read-added.ts';
import { writersOf } from '../words/sentence-words.ts';

/**
 * Sends as they may be handed over at this moment. A send may have waited for hours, for a retry or for the broker, and what it says
 * of a movement may have been corrected meanwhile:
 *
 *   says no sentence about a movement ──▶ as it is, and nothing is read
 *   a first send ──▶ without what may not be told any more; otherwise as it was written
 *   a further send ──▶ what it adds is told anew, by what may be told now
 *
 * What is already with the adapter is out of reach.
 */
export async function asMayBeTold(ctx: NotifierContext, sends: readonly DueSend[]): Promise<DueSend[]> {
  const speaking = sends.filter(saysSentences);
  if (speaking.length === 0) return [...sends];
  const current = await ctx.read((tx) =>
    readAddedToEach(
      tx,
      speaking.map(({ content, eventIds, language }) => ({
        content,
        eventIds,
        language: language as Language,
      })),
    ),
  );
  const words = new Map(speaking.map((send, place) => [send, current[place] ?? null]));
  return sends.map((send) => {
    const now = words.get(send);
    return now === undefined ? send : { ...send, added: addedNow(send, now) };
  });
}

/** Of a sealed case nothing is said anyway. */
function saysSentences({ content, added, sealedNow }: DueSend): boolean {
  if (sealedNow || content === null) return false;
  return added !== null || writersOf(content.footer).length > 0;
}

function addedNow({ added }: DueSend, now: AddedWords | null): AddedWords | null {
  return added !== null || now?.corrected ? now : null;
}
