import type { AnswerRow } from '../../../db/ai/answers.ts';
import { movementsByIds, type NamedMovement } from '../../../db/movements/by-ids.ts';
import type { ProcessDetail } from '../../../db/processes/read.ts';
import { disclaimerOf, type Section, type Statement } from '../../contracts/ai-answer.ts';
import type { CommandContext, Reply } from '../command.ts';
import { reply } from '../reply.ts';
import { caseName, courtTime } from '../words.ts';

/** Sources that are named; the page of the case has them all. */
const SOURCES = 8;
/** A line of the footer holds 1,000 characters, and every channel keeps it whole. */
const SOURCE_CHARACTERS = 80;

const HEADINGS: Partial<Record<Section, string>> = {
  happened: 'O que houve',
  stands: 'Onde está',
  next: 'O que costuma vir',
};

/**
 * A summary for a chat: a paragraph for each section, with marks of its sources, which stand under it together with the sentence
 * on who wrote it. Where a channel has no room for all, the text is cut and those stay.
 */
export async function tellSummary(
  ctx: CommandContext,
  found: ProcessDetail,
  answer: AnswerRow,
): Promise<Reply> {
  const statements = answer.body?.statements ?? [];
  const ids = [...new Set(statements.flatMap(({ movementIds }) => movementIds))];
  const movements = await ctx.read((tx) => movementsByIds(tx, found.id, ids));
  const sources = ids.flatMap((id) => movements.find((movement) => movement.id === id) ?? []);
  const place = new Map(sources.map(({ id }, index) => [id, index + 1]));
  const sections = [...new Set(statements.map(({ section }) => section))];
  return reply(`Resumo: ${caseName(found, ctx)}`, {
    paragraphs: sections.map((section) => {
      const own = statements.filter((one) => one.section === section);
      const heading = HEADINGS[section];
      const text = own.map((one) => marked(one, place)).join(' ');
      return heading ? `${heading}: ${text}` : text;
    }),
    buttons: [{ label: 'Abrir o processo', url: ctx.pageOf(found.id) }],
    footer: [
      ...sourceLine(
        sources,
        statements.some(({ header }) => header),
      ),
      ...(answer.engine ? [disclaimerOf(answer.engine)] : []),
      `Escrito em ${courtTime(answer.finishedAt ?? answer.createdAt)}.`,
    ],
  });
}

function marked(
  { text, proved, movementIds, header }: Statement,
  place: ReadonlyMap<string, number>,
): string {
  const marks = [
    ...movementIds.flatMap((id) => place.get(id) ?? []),
    ...(header && movementIds.length === 0 ? ['capa'] : []),
  ];
  const sources = marks.map((mark) => ` [${mark}]`).join('');
  return `${text}${sources}${proved ? '' : ' [não comprovado nos movimentos]'}`;
}

function sourceLine(sources: readonly NamedMovement[], withHeader: boolean): string[] {
  const named = sources.slice(0, SOURCES).map(({ grau, description, occurredAt }, index) => {
    const text = `[${index + 1}] ${courtTime(occurredAt)} ${grau} ${description}`;
    const points = [...text];
    return points.length <= SOURCE_CHARACTERS ? text : `${points.slice(0, SOURCE_CHARACTERS - 1).join('')}…`;
  });
  const more = sources.length - named.length;
  const all = [
    ...named,
    ...(more > 0 ? [`e mais ${more} na página do processo`] : []),
    ...(withHeader ? ['[capa] dados da capa do processo'] : []),
  ];
  return all.length > 0 ? [`Fontes (DataJud): ${all.join('; ')}.`] : [];
}
