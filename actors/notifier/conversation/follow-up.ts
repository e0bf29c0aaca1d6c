import { findLinkByAddress } from '../../../db/channels/find-link.ts';
import { followJob } from '../../../db/jobs/follow.ts';
import { isFinished } from '../../../db/jobs/job.ts';
import { readJob } from '../../../db/jobs/read.ts';
import { readPerson } from '../../../db/people/read.ts';
import { runLater } from '../../commands/run.ts';
import type { Payload } from '../../contracts/contract.ts';
import type { notifier } from '../../contracts/notifier.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import { answer, type Chat } from './answer.ts';
import { commandContext } from './command-context.ts';
import { followUp } from './promise.ts';
import { SAY } from './words.ts';

/**
 * A promised answer is due. What it says and whether the person may have it is decided now, and it goes out once, by the commit
 * that removes this message.
 *
 *   the chat is not this person's any more, the job is gone ──▶ silence
 *   the job has ended ──▶ what the command says of it
 *   it takes longer ──▶ a word of patience, asleep again
 *   it still does, after hours ──▶ a word that nobody waits any more
 */
export async function giveFollowUp(
  parts: NotifierParts,
  ctx: NotifierContext,
  due: Payload<typeof notifier, 'followUp'>,
): Promise<void> {
  const { channel, connectionId, from, jobId, personId, wanted, told } = due;
  const link = await findLinkByAddress(ctx.platform, connectionId, from);
  if (link?.tenant !== ctx.tenant || link.personId !== personId) return;
  const { person, job } = await ctx.read(async (tx) => ({
    person: await readPerson(tx, personId),
    job: await readJob(tx, jobId),
  }));
  if (!person || !job) return;
  const chat: Chat = {
    channel,
    connectionId,
    inbound: { id: ctx.messageId, at: due.asked, from, private: due.private },
    windowUntil: due.windowUntil === null ? null : new Date(due.windowUntil),
  };
  if (isFinished(job)) {
    const content = await runLater(commandContext(parts, ctx, chat, person), wanted, job);
    ctx.log.info(
      { channel, command: wanted.name, job: jobId, state: job.state },
      'a promised answer was given',
    );
    if (content) answer(ctx, chat, content);
    return;
  }
  if (told) return answer(ctx, chat, SAY.notReady());
  ctx.write(async (tx, send) => {
    const promised = { personId, jobId, wanted, asked: new Date(due.asked), told: true };
    send(followUp(ctx, chat, promised, await followJob(tx, jobId, ctx.key)));
  });
  answer(ctx, chat, SAY.takesLonger());
}
