import { Type } from '@sinclair/typebox';
import { acknowledge } from '../../../db/notifications/acknowledge.ts';
import { newestUnacknowledged, readNotificationOf } from '../../../db/notifications/of-person.ts';
import { type CommandContext, command, type Reply } from '../command.ts';
import { ask, reply } from '../reply.ts';
import { SEALED } from '../words.ts';

/** A provider's clock is not ours: a notice that is younger by so little than a word about it was there when it was written. */
const CLOCKS_DIFFER_MS = 60_000;
const NOTHING = 'Não há aviso esperando a sua ciência.';

export const ciente = command({
  name: 'ciente',
  aliases: ['ok', 'recebido'],
  description: 'confirma que você tomou ciência de um aviso crítico',
  input: Type.Object({
    notification: Type.Optional(
      Type.String({ pattern: '^[a-z]{3}_[0-9a-z]{26}$', description: 'O aviso; sem ele, o mais recente' }),
    ),
  }),
  permission: null,
  isLasting: () => true,
  async handler(ctx, { notification }) {
    const found = await ctx.read((tx) =>
      notification === undefined
        ? newestUnacknowledged(tx, ctx.person.id, new Date(ctx.askedAt.getTime() + CLOCKS_DIFFER_MS))
        : readNotificationOf(tx, ctx.person.id, notification),
    );
    if (!found) return notification === undefined ? nothingSeen(ctx) : reply(NOTHING);
    if (found.acknowledged) return reply('A ciência deste aviso já estava registrada.');
    const at = ctx.now.toISOString();
    ctx.write(async (tx) => {
      await acknowledge(tx, found.id, { by: ctx.person.id, how: 'chat', at, correlationId: ctx.cause.id });
    });
    // Written without a button it was the newest notice: the answer shows which one they vouch for.
    return reply('Ciência registrada.', {
      paragraphs: [found.told?.title ?? SEALED],
      facts: found.told?.facts ?? [],
      footer: ['Isso não substitui o acompanhamento dos autos.'],
    });
  },
});

/** In words it is of the newest notice that they can have seen; one that came after their word needs another. */
async function nothingSeen({ read, person }: CommandContext): Promise<Reply> {
  const newer = await read((tx) => newestUnacknowledged(tx, person.id));
  if (!newer) return reply(NOTHING);
  return reply('O aviso que espera a sua ciência é mais novo do que a sua mensagem.', {
    paragraphs: [newer.told?.title ?? SEALED],
    buttons: [ask('Ciente', 'ciente', { notification: newer.id })],
  });
}
