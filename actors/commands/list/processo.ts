import { Type } from '@sinclair/typebox';
import { readSentences } from '../../../db/ai/sentences.ts';
import { listMovements } from '../../../db/movements/list.ts';
import { type Sentence, WRITTEN_BY } from '../../contracts/sentence.ts';
import { lastAsked, situation } from '../case-state.ts';
import { command } from '../command.ts';
import { findCase } from '../find-case.ts';
import { ask, reply } from '../reply.ts';
import { caseKey, caseName, courtTime, importanceWord, isHidden, SEALED } from '../words.ts';

const MOVEMENTS = 5;

export const processo = command({
  name: 'processo',
  aliases: ['andamentos', 'p'],
  description: 'mostra um processo: onde está e os últimos andamentos',
  input: Type.Object({
    numero: Type.String({
      title: 'número',
      minLength: 1,
      maxLength: 200,
      description: 'Número ou parte do nome',
    }),
  }),
  argument: 'numero',
  permission: 'processes:read',
  async handler(ctx, { numero }) {
    const result = await findCase(ctx, numero, 'processo');
    if ('answer' in result) return result.answer;
    const { found } = result;
    const facts: [string, string][] = [
      ['Situação', situation(found)],
      ['Última consulta', lastAsked(found)],
    ];
    const resume =
      found.status === 'paused' ? [ask('Retomar', 'acompanhar', { numero: caseKey(found, ctx) })] : [];
    if (isHidden(found, ctx))
      return reply(caseName(found, ctx), { facts, paragraphs: [SEALED], buttons: resume });
    const { newest, sentences } = await ctx.read(async (tx) => {
      const newest = await listMovements(tx, found.id, { status: 'active' }, { limit: MOVEMENTS });
      const movementIds = newest.map(({ id }) => id);
      const wanted = { processIds: [found.id], movementIds, answerIds: [] };
      return { newest, sentences: await readSentences(tx, wanted) };
    });
    const place = [found.tribunal, found.unitName].filter(Boolean).join(', ');
    return reply(caseName(found, ctx), {
      facts: [
        ...(found.className ? [['Classe', found.className] as [string, string]] : []),
        ...(place ? [['Onde está', place] as [string, string]] : []),
        ...facts,
      ],
      paragraphs:
        newest.length > 0
          ? [
              ...newest.map((m) => ({
                text: `${courtTime(m.occurredAt)} [${m.grau}] ${m.description} (${importanceWord(m.importance)})`,
                emphasis: m.importance === 'critical',
              })),
              ...inWords(sentences),
            ]
          : ['Ainda sem andamentos.'],
      buttons: [...resume, { label: 'Abrir o processo', url: ctx.pageOf(found.id) }],
      footer: ['Fonte: DataJud, Conselho Nacional de Justiça. Não substitui a intimação oficial.'],
    });
  },
});

/** The newest that was written about one of these movements. */
function inWords(sentences: readonly Sentence[]): string[] {
  const [first] = sentences;
  if (!first) return [];
  const own = sentences.filter(({ answerId }) => answerId === first.answerId);
  return [`Em outras palavras: ${own.map(({ text }) => text).join(' ')} (${WRITTEN_BY[first.engine]})`];
}
