import { followJob } from '../../../db/jobs/follow.ts';
import type { Person } from '../../../db/people/person.ts';
import type { CommandContext, Permission } from '../../commands/command.ts';
import type { ChannelName } from '../../contracts/channel/declared.ts';
import { expiryFrom } from '../../contracts/signed-link.ts';
import { pageLink } from '../case-link.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import type { Chat } from './answer.ts';
import { followUp } from './promise.ts';

/** What each role may do by chat. Somebody who is only told, such as a client, may look and nothing else. */
const PERMISSIONS: Record<string, readonly Permission[]> = {
  owner: ['processes:read', 'processes:write', 'ai:write', 'reports:write'],
  member: ['processes:read', 'processes:write', 'ai:write', 'reports:write'],
};

/** A person in a chat, as commands know them. Sealed cases are told where notices tell them, and never before a group. */
export function commandContext(
  parts: NotifierParts,
  ctx: NotifierContext,
  chat: Chat,
  person: Person,
): CommandContext {
  const now = parts.now();
  const channel = chat.channel as ChannelName;
  return {
    tenant: ctx.tenant,
    person: { id: person.id, name: person.name, timeZone: person.timeZone },
    permissions: new Set(PERMISSIONS[person.role] ?? ['processes:read']),
    cause: { id: ctx.messageId, trace: ctx.trace },
    now,
    askedAt: new Date(Math.min(Date.parse(chat.inbound.at), now.getTime())),
    tellsSealed: chat.inbound.private && person.sealedChannels.includes(channel),
    reportDays: parts.reportDays,
    // Lists of any filters: planned for those that are given, unlike what a lane asks for again and again.
    read: (work) =>
      ctx.read(async (tx) => {
        const [, answer] = await Promise.all([tx.client.query('set local plan_cache_mode = auto'), work(tx)]);
        return answer;
      }),
    write: (work) => ctx.write(work),
    pageOf: (processId) =>
      pageLink(
        parts,
        { tenant: ctx.tenant, personId: person.id, channel, expiresAt: expiryFrom(now) },
        processId,
      ),
    async answerLater(tx, send, jobId, wanted) {
      const isOpen = await followJob(tx, jobId, ctx.key);
      send(followUp(ctx, chat, { personId: person.id, jobId, wanted, asked: now, told: false }, isOpen));
    },
  };
}
