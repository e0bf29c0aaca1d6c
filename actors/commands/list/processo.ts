import { Type } from '@sinclair/typebox';
import { listMovements } from '../../../db/movements/list.ts';
import type { ProcessDetail } from '../../../db/processes/read.ts';
import { command } from '../command.ts';
import { findCase } from '../find-case.ts';
import { ask, reply } from '../reply.ts';
import { caseName, courtTime, importanceWord, SEALED } from '../words.ts';

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
      ['Última consulta', checked(found)],
    ];
    if (found.secrecy > 0) return reply(caseName(found), { facts, paragraphs: [SEALED] });
    const newest = await ctx.read((tx) =>
      listMovements(tx, found.id, { status: 'active' }, { limit: MOVEMENTS }),
    );
    const place = [found.tribunal, found.unitName].filter(Boolean).join(', ');
    return reply(caseName(found), {
      facts: [
        ...(found.className ? [['Classe', found.className] as [string, string]] : []),
        ...(place ? [['Onde está', place] as [string, string]] : []),
        ...facts,
      ],
      paragraphs:
        newest.length > 0
          ? newest.map((m) => ({
              text: `${courtTime(m.occurredAt)} [${m.grau}] ${m.description} (${importanceWord(m.importance)})`,
              emphasis: m.importance === 'critical',
            }))
          : ['Ainda sem andamentos.'],
      buttons: found.status === 'paused' ? [ask('Retomar', 'acompanhar', { numero: found.number })] : [],
      footer: ['Fonte: DataJud, Conselho Nacional de Justiça. Não substitui a intimação oficial.'],
    });
  },
});

function situation({ status, closed, courtStatus }: ProcessDetail): string {
  if (status === 'paused') return 'acompanhamento pausado';
  if (courtStatus === 'no_index')
    return 'o tribunal não tem índice público: não é acompanhado automaticamente';
  if (courtStatus === 'not_found') return 'o DataJud ainda não tem registro';
  if (courtStatus === 'pending') return 'aguardando a primeira resposta do tribunal';
  return closed ? 'baixado em todos os graus' : 'em andamento';
}

/** A court that could not answer is never said to have nothing new. */
function checked({ courts }: ProcessDetail): string {
  const primary = courts.filter((c) => c.beat === 'primary');
  const latest = primary.reduce<(typeof primary)[number] | undefined>(
    (last, c) => ((c.lastCheckedAt ?? '') > (last?.lastCheckedAt ?? '') ? c : last),
    undefined,
  );
  if (!latest?.lastCheckedAt) return 'ainda não houve resposta';
  const when = courtTime(latest.lastCheckedAt);
  return latest.lastResult === 'unavailable' ? `${when}, sem resposta do tribunal` : when;
}
