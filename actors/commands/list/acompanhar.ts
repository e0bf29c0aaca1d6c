import { Type } from '@sinclair/typebox';
import { type ProcessDetail, readProcess, readProcessByNumber } from '../../../db/processes/read.ts';
import { formatCnjNumber, parseCnjNumber } from '../../contracts/cnj-number.ts';
import { isId } from '../../contracts/ids.ts';
import { changeCase } from '../cases/change-case.ts';
import { registerCase } from '../cases/register-case.ts';
import { type CommandContext, command, type Reply } from '../command.ts';
import { ask, reply } from '../reply.ts';
import { caseKey, caseName } from '../words.ts';

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
  isLasting: () => true,
  async handler(ctx, { numero }) {
    const parsed = parseCnjNumber(numero);
    const known = await ctx.read(async (tx) =>
      parsed.ok
        ? readProcessByNumber(tx, parsed.number.digits)
        : isId('process', numero)
          ? readProcess(tx, numero)
          : undefined,
    );
    if (known) return resume(ctx, known);
    if (!parsed.ok) {
      const { suggestion } = parsed;
      const buttons = suggestion
        ? [ask(`Acompanhar ${suggestion}`, 'acompanhar', { numero: suggestion })]
        : [];
      return reply(parsed.message, { paragraphs: [parsed.fix], buttons });
    }
    const { number } = parsed;
    ctx.write(async (tx, send) => {
      await registerCase(tx, send, number, { label: null, tags: [] }, ctx.cause);
    });
    return reply(`Acompanhando ${formatCnjNumber(number.digits)}.`, {
      paragraphs: ['O tribunal será consultado agora; o que já existia entra no histórico sem avisos.'],
      buttons: [ask('Ver processo', 'processo', { numero: number.digits })],
    });
  },
});

/** A case that is on the list already is followed again when it was paused. */
function resume(ctx: CommandContext, known: ProcessDetail): Reply {
  const buttons = [ask('Ver processo', 'processo', { numero: caseKey(known, ctx) })];
  if (known.status === 'active') return reply(`Já acompanhamos: ${caseName(known, ctx)}.`, { buttons });
  ctx.write(async (tx, send) => {
    await changeCase(tx, send, known.id, { status: 'active' }, { cause: ctx.cause });
  });
  return reply(`Acompanhamento retomado: ${caseName(known, ctx)}.`, { buttons });
}
