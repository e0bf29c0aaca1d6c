import { type ProcessDetail, readProcess, readProcessByNumber } from '../../db/processes/read.ts';
import { parseCnjNumber } from '../contracts/cnj-number.ts';
import { isId } from '../contracts/ids.ts';
import type { CommandContext, Reply } from './command.ts';
import { ask, reply } from './reply.ts';
import { searchCases } from './search-cases.ts';
import { caseKey, caseName } from './words.ts';

const SUGGESTIONS = 5;

/**
 * The case that a person means by a number, part of one, words, or the id that a button carries; or what to answer when that is
 * none, or several.
 */
export async function findCase(
  ctx: CommandContext,
  text: string,
  again: string,
): Promise<{ found: ProcessDetail } | { answer: Reply }> {
  const parsed = parseCnjNumber(text);
  const rows = await ctx.read(async (tx) => {
    if (isId('process', text)) return [await readProcess(tx, text)];
    if (parsed.ok) return [await readProcessByNumber(tx, parsed.number.digits)];
    const { tellable: similar } = await searchCases(tx, text, ctx, { limit: SUGGESTIONS });
    const [only] = similar;
    return similar.length === 1 && only ? [await readProcess(tx, only.id)] : similar;
  });
  const [first, ...others] = rows;
  if (first && 'graus' in first) return { found: first };
  if (first && others.length > 0) {
    const buttons = rows.flatMap((row) =>
      row ? [ask(shorten(caseName(row, ctx)), again, { numero: caseKey(row, ctx) })] : [],
    );
    return { answer: reply('Qual destes processos?', { buttons }) };
  }
  if (parsed.ok) {
    return {
      answer: reply('Este processo não é acompanhado pelo escritório.', {
        buttons: ctx.permissions.has('processes:write')
          ? [ask('Acompanhar', 'acompanhar', { numero: parsed.number.digits })]
          : [],
      }),
    };
  }
  const looksLikeNumber = text.replace(/\D/g, '').length >= 14;
  return {
    answer: looksLikeNumber
      ? reply(parsed.message, { paragraphs: [parsed.fix] })
      : reply('Não encontrei nenhum processo com isso.', {
          paragraphs: ['Escreva o número do processo ou parte do nome.'],
          buttons: [ask('Ver processos', 'processos')],
        }),
  };
}

/** A button holds 60 characters. */
function shorten(text: string): string {
  const points = [...text];
  return points.length <= 60 ? text : `${points.slice(0, 59).join('')}…`;
}
