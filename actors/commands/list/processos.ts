import { Type } from '@sinclair/typebox';
import { type ProcessListRow, sortInstant } from '../../../db/processes/list.ts';
import { type CommandContext, command } from '../command.ts';
import { ask, reply } from '../reply.ts';
import { searchCases } from '../search-cases.ts';
import { caseName, courtTime, isHidden } from '../words.ts';

const PER_PAGE = 8;

export const processos = command({
  name: 'processos',
  aliases: ['lista', 'meus'],
  description: 'lista os processos acompanhados, do que se moveu por último ao mais parado',
  input: Type.Object({
    busca: Type.Optional(Type.String({ maxLength: 200, description: 'Palavras, ou parte de um número' })),
    depois: Type.Optional(Type.String({ maxLength: 100, description: 'Continuação de uma lista' })),
  }),
  argument: 'busca',
  permission: 'processes:read',
  async handler(ctx, { busca, depois }) {
    const after = depois === undefined ? undefined : placeOf(depois);
    const { all: rows, tellable } = await ctx.read((tx) =>
      searchCases(tx, busca || undefined, ctx, { limit: PER_PAGE + 1, after }),
    );
    const page = rows.slice(0, PER_PAGE);
    const lines = page.filter((row) => tellable.includes(row)).map((row) => line(row, ctx));
    if (lines.length === 0 && rows.length <= PER_PAGE) {
      return busca
        ? reply('Nenhum processo com isso.', { buttons: [ask('Ver todos', 'processos')] })
        : reply('O escritório ainda não acompanha nenhum processo.', {
            paragraphs: ['Para começar: /acompanhar e o número do processo.'],
          });
    }
    const last = page.at(-1);
    const more =
      rows.length > PER_PAGE && last
        ? [ask('Mais', 'processos', { ...(busca ? { busca } : {}), depois: placeText(last) })]
        : [];
    return reply(busca ? `Processos com «${busca}»` : 'Processos acompanhados', {
      paragraphs: lines,
      buttons: more,
    });
  },
});

function line(row: ProcessListRow, ctx: CommandContext): string {
  const { lastMovement, status, courtStatus } = row;
  const told = isHidden(row, ctx)
    ? 'o conteúdo só é mostrado no sistema'
    : lastMovement
      ? `${courtTime(lastMovement.occurredAt)}: ${lastMovement.description}`
      : courtStatus === 'not_found'
        ? 'o DataJud ainda não tem registro'
        : 'sem andamentos até agora';
  return `${caseName(row, ctx)}${status === 'paused' ? ' [pausado]' : ''}\n${told}`;
}

const placeText = (row: ProcessListRow) => `${sortInstant(row, 'changed').getTime()}_${row.id}`;

/** What is no place begins the list anew: it comes from a button, and a person cannot mend it. */
function placeOf(text: string): { at: Date; id: string } | undefined {
  const [, at, id] = /^(\d{1,15})_(prc_[0-9a-z]{26})$/.exec(text) ?? [];
  return at && id ? { at: new Date(Number(at)), id } : undefined;
}
