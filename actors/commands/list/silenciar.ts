import { Type } from '@sinclair/typebox';
import { updatePerson } from '../../../db/people/update.ts';
import { command } from '../command.ts';
import { ask, reply } from '../reply.ts';
import { clockTime } from '../words.ts';

const HOUR_MS = 3_600_000;
const LONGEST_HOURS = 30 * 24;

export const silenciar = command({
  name: 'silenciar',
  aliases: ['mudo', 'silencio'],
  description: 'segura os avisos por algumas horas (o que é crítico chega mesmo assim)',
  input: Type.Object({
    horas: Type.Optional(
      Type.String({
        pattern: '^\\s*\\d{1,4}\\s*h?(oras?)?\\s*$',
        description: 'Quantas horas; 0 volta a avisar',
      }),
    ),
  }),
  argument: 'horas',
  permission: null,
  isLasting: ({ horas }) => horas !== undefined,
  async handler(ctx, { horas }) {
    if (horas === undefined) {
      return reply('Por quanto tempo?', {
        buttons: [
          ask('1 hora', 'silenciar', { horas: '1' }),
          ask('8 horas', 'silenciar', { horas: '8' }),
          ask('24 horas', 'silenciar', { horas: '24' }),
          ask('Voltar a avisar', 'silenciar', { horas: '0' }),
        ],
      });
    }
    const hours = Number.parseInt(horas, 10);
    if (hours > LONGEST_HOURS) return reply(`No máximo ${LONGEST_HOURS} horas.`);
    const until = hours === 0 ? null : new Date(ctx.askedAt.getTime() + hours * HOUR_MS);
    ctx.write(async (tx) => {
      const fields = { mutedUntil: until?.toISOString() ?? null };
      await updatePerson(tx, ctx.person.id, fields, { by: ctx.person.id });
    });
    if (!until) return reply('Os avisos voltaram.');
    if (until <= ctx.now) return reply('O silêncio que você pediu já terminou.');
    return reply(`Silêncio até ${clockTime(until, ctx.person.timeZone)}.`, {
      paragraphs: ['O que for crítico chega mesmo assim.'],
      buttons: [ask('Voltar a avisar', 'silenciar', { horas: '0' })],
    });
  },
});
