import { followReminder } from '../../../db/jobs/follow.ts';
import type { Wanted } from '../../commands/command.ts';
import { notifier } from '../../contracts/notifier.ts';
import { message, type OutgoingMessage } from '../../runtime/message.ts';
import type { NotifierContext } from '../parts.ts';
import type { Chat } from './answer.ts';

/** So long nobody is told that it takes longer. */
const SOON_MS = 10 * 60_000;
/** After that nobody waits for it. */
const LAST_MS = 3 * 3_600_000;

export interface PromisedAnswer {
  personId: string;
  jobId: string;
  wanted: Wanted;
  asked: Date;
  /** The person has heard that it takes longer. */
  told: boolean;
}

/**
 * A promised answer: a reminder in the chat's own lane, which the end of the job wakes (db/jobs/follow.ts). One for each job, so
 * who asks twice while it is under way is answered once.
 * @param isOpen whether the job is still under way; when not, it is due at once
 */
export function followUp(
  ctx: Pick<NotifierContext, 'tenant' | 'key' | 'messageId' | 'trace'>,
  { channel, connectionId, inbound, windowUntil }: Chat,
  { asked, ...promised }: PromisedAnswer,
  isOpen: boolean,
): OutgoingMessage {
  const { chat, user, name } = inbound.from;
  const due = asked.getTime() + (promised.told ? LAST_MS : SOON_MS);
  return message(
    notifier,
    'followUp',
    { tenant: ctx.tenant, key: ctx.key },
    {
      ...promised,
      channel,
      connectionId,
      from: { chat, user, ...(name === undefined ? {} : { name }) },
      private: inbound.private,
      windowUntil: windowUntil?.toISOString() ?? null,
      asked: asked.toISOString(),
    },
    {
      at: isOpen ? new Date(due) : new Date(0),
      reminder: followReminder(promised.jobId),
      cause: ctx.messageId,
      trace: ctx.trace,
    },
  );
}
