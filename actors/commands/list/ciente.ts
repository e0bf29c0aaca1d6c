import { Type } from '@sinclair/typebox';
import { acknowledge } from '../../../db/notifications/acknowledge.ts';
import { newestUnacknowledged, readNotificationOf } from '../../../db/notifications/of-person.ts';
import { command } from '../command.ts';
import { reply } from '../reply.ts';
import { SEALED } from '../words.ts';

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
  // Without the notice it speaks of the newest, which by then may be one that they never saw.
  isLasting: ({ notification }) => notification !== undefined,
  async handler(ctx, { notification }) {
    const found = await ctx.read((tx) =>
      notification === undefined
        ? newestUnacknowledged(tx, ctx.person.id)
        : readNotificationOf(tx, ctx.person.id, notification),
    );
    if (!found) return reply('Não há aviso esperando a sua ciência.');
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
