import { Type } from '@sinclair/typebox';
import { readProcessByNumber } from '../../../db/processes/read.ts';
import { parseCnjNumber } from '../../contracts/cnj-number.ts';
import { changeCase } from '../cases/change-case.ts';
import { registerCase } from '../cases/register-case.ts';
import { command } from '../command.ts';
import { ask, reply } from '../reply.ts';
import { caseName } from '../words.ts';

export const acompanhar = command({
  name: 'acompanhar',
  aliases: ['seguir', 'adicionar'],
  description: 'passa a acompanhar um processo pelo número, ou retoma um pausado',
  input: Type.Object({
    numero: Type.String({
      title: 'número',
      minLength: 1,
      maxLength: 200,
      description: 'Número do processo (CNJ)',
    }),
  }),
  argument: 'numero',
  permission: 'processes:write',
  async handler(ctx, { numero }) {
    const parsed = parseCnjNumber(numero);
    if (!parsed.ok) {
      const { suggestion } = parsed;
      const buttons = suggestion
        ? [ask(`Acompanhar ${suggestion}`, 'acompanhar', { numero: suggestion })]
        : [];
      return reply(parsed.message, { paragraphs: [parsed.fix], buttons });
    }
    const { number } = parsed;
    const known = await ctx.read((tx) => readProcessByNumber(tx, number.digits));
    const buttons = [ask('Ver processo', 'processo', { numero: number.digits })];
    if (known?.status === 'active') return reply(`Já acompanhamos ${caseName(known)}.`, { buttons });
    ctx.write(async (tx, send) => {
      if (known) await changeCase(tx, send, known.id, { status: 'active' }, { cause: ctx.cause });
      else await registerCase(tx, send, number, { label: null, tags: [] }, ctx.cause);
    });
    return known
      ? reply(`Acompanhamento retomado: ${caseName(known)}.`, { buttons })
      : reply(`Acompanhando ${caseName({ number: number.digits, label: null })}.`, {
          paragraphs: ['O tribunal será consultado agora; o que já existia entra no histórico sem avisos.'],
          buttons,
        });
  },
});
