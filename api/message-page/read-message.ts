import { caseOf, type Happening, happeningOf } from '../../actors/contracts/happening.ts';
import type { MessageLink } from '../../actors/contracts/message-link.ts';
import type { Language } from '../../actors/contracts/people.ts';
import { eachSentenceOnce, isSpent } from '../../actors/contracts/sentence.ts';
import { readWithSentences } from '../../db/ai/with-sentences.ts';
import { readEvents } from '../../db/events/by-id.ts';
import { acknowledge } from '../../db/notifications/acknowledge.ts';
import type { Notification } from '../../db/notifications/notification.ts';
import { readNotification } from '../../db/notifications/read.ts';
import { readPerson } from '../../db/people/read.ts';
import type { Pool } from '../../db/pool.ts';
import { stillWatched } from '../../db/processes/watched.ts';
import { readTenant, type TenantTx, withTenant } from '../../db/tenant.ts';
import { readCaseFacts } from '../../db/webhooks/recipients.ts';
import { isOpen } from '../case-page/is-open.ts';
import { byCase, type CaseEntry } from './by-case.ts';

/** What a person may see of a message. */
export interface MessageView {
  writtenAt: Date;
  cases: CaseEntry[];
  /** What is about no case, such as a channel that was disabled. */
  others: Happening[];
  /** Events that are not shown, because there are so many. */
  more: number;
  /** It waits for the person's word. */
  waiting: boolean;
  /** Of the person. */
  language: Language;
}

/** A court that tells more at once is read case by case. */
const SHOWN = 1_000;

/** Reads what a link shows; undefined when it shows nothing any more. */
export function readMessage(pool: Pool, link: MessageLink, now: Date): Promise<MessageView | undefined> {
  return readTenant(pool, link.tenant, async (tx) => {
    const message = await openMessage(tx, link, now);
    return message && viewOf(tx, link, message);
  });
}

/** The person has taken notice of the message, and sees it again. */
export function takeNotice(
  pool: Pool,
  link: MessageLink,
  now: Date,
  correlationId: string,
): Promise<MessageView | undefined> {
  return withTenant(pool, link.tenant, async (tx) => {
    const message = await openMessage(tx, link, now);
    if (!message) return undefined;
    const said = { by: link.personId, how: 'link', at: now.toISOString(), correlationId } as const;
    if (message.needsAck) await acknowledge(tx, message.id, said);
    return viewOf(tx, link, { ...message, acknowledgedAt: now });
  });
}

/** It ends with the link, and when it is nobody's any more or never was this person's. */
async function openMessage(tx: TenantTx, link: MessageLink, now: Date): Promise<Notification | undefined> {
  if (!(await isOpen(tx, link, now))) return undefined;
  const message = await readNotification(tx, link.notificationId);
  return message?.personId === link.personId ? message : undefined;
}

async function viewOf(
  tx: TenantTx,
  { personId, channel }: MessageLink,
  { eventIds, createdAt, needsAck, acknowledgedAt }: Notification,
): Promise<MessageView | undefined> {
  const person = await readPerson(tx, personId);
  if (!person) return undefined;
  const shown = eventIds.slice(0, SHOWN);
  const events = await readEvents(tx, shown);
  const facts = await readCaseFacts(tx, shown);
  const told = events.flatMap((event) => happeningOf(event, facts.get(caseOf(event) ?? '')) ?? []);
  const happenings = orSpent(await readWithSentences(tx, told));
  const named = [...new Set(happenings.flatMap(({ process }) => process?.id ?? []))];
  const watched = await stillWatched(tx, named);
  const tellsSealed = person.sealedChannels.includes(channel);
  return {
    writtenAt: createdAt,
    cases: byCase(happenings, { watched, tellsSealed }),
    others: happenings.filter(({ process }) => process === null),
    more: eventIds.length - shown.length,
    waiting: needsAck && acknowledgedAt === null,
    language: person.language,
  };
}

/** Each sentence once. A spent summary stays where nothing else is told of its case: the page must say what became of it. */
function orSpent(told: readonly Happening[]): Happening[] {
  const once = eachSentenceOnce(told);
  const shown = new Set(once.map(({ process }) => process?.id));
  return [...once, ...told.filter((one) => isSpent(one) && !shown.has(one.process?.id))];
}
