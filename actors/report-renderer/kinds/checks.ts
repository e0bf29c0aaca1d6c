import { formatCnjNumber } from '../../contracts/cnj-number.ts';
import type { ReportDocument, Table } from '../document.ts';
import { canonicalJson } from '../snapshot/canonical.ts';
import type { CheckFacts, ContentOf, Snapshot } from '../snapshot/snapshot.ts';
import { count, resultName, tribunalName } from '../words/labels.ts';
import { moment, second } from '../words/times.ts';
import { caseFactsBlock, caseVariables } from './case-blocks.ts';
import { type Chain, chainOf } from './chain.ts';
import { periodText } from './movements.ts';
import { HOURS, SOURCE } from './statements.ts';

const WHAT_IT_PROVES =
  'Este relatório relaciona, sem omissão, as consultas que a plataforma fez ao DataJud sobre o processo no período, com o momento de ' +
  'cada pergunta e de cada resposta. “Sem novidade” e “Sem registro no DataJud” são respostas do tribunal naquele momento. “Tribunal ' +
  'sem resposta útil” nada diz sobre o processo: nunca foi contado como ausência de movimentação.';

const HOW_TO_VERIFY =
  'Cada linha está encadeada à anterior por SHA-256: h(0) é o código dos 20 dígitos do número; h(i) é o código de h(i−1), uma quebra de ' +
  'linha e a linha i em JSON canônico (chaves em ordem, sem espaços). As linhas e os códigos completos estão nos formatos JSON e CSV ' +
  'deste mesmo relatório. Alterar, incluir ou suprimir qualquer linha muda o código final.';

const NATURE =
  'Documento particular, emitido pela plataforma a pedido do escritório. Não é certidão expedida por órgão do Poder Judiciário e não ' +
  'atesta o conteúdo dos autos, apenas o que foi perguntado ao DataJud e o que ele respondeu.';

/** Negative evidence about one case: when its courts were asked, and what they said. */
export function checks(snapshot: Snapshot, content: ContentOf<'checks'>): ReportDocument {
  const { case: found, checks: lines } = content;
  const chain = chainOf(found.number, lines);
  const unanswered = lines.filter((line) => line.result === 'unavailable').length;
  const [first, last] = [lines[0], lines.at(-1)];
  return {
    title: 'Relatório de consultas',
    subtitle: [formatCnjNumber(found.number), periodOfLines(snapshot, lines)].filter(Boolean).join(' · '),
    sections: [
      { heading: 'Processo', blocks: [caseFactsBlock(found)] },
      {
        heading: 'O que este relatório registra',
        blocks: [
          { is: 'text', text: WHAT_IT_PROVES },
          {
            is: 'figures',
            figures: [
              { value: String(lines.length), label: lines.length === 1 ? 'consulta' : 'consultas' },
              { value: String(lines.length - unanswered), label: 'com resposta' },
              { value: String(unanswered), label: 'sem resposta útil' },
            ],
          },
          ...(first && last
            ? [
                {
                  is: 'text' as const,
                  text: `Da primeira consulta, em ${second(new Date(first.askedAt))}, à última, em ${second(new Date(last.askedAt))}: ${count(lines.length, 'linha', 'linhas')}.`,
                },
              ]
            : []),
          { is: 'hash', label: 'Código final (SHA-256)', hash: chain.seal },
          { is: 'text', text: HOW_TO_VERIFY },
        ],
      },
      {
        heading: 'Consultas',
        blocks: [
          { is: 'table', table: checkTable(lines, chain), empty: 'Nenhuma consulta foi feita no período.' },
        ],
      },
    ],
    sheets: [checkTable(lines, chain)],
    statements: [SOURCE, `${HOURS} Emitido em ${moment(new Date(snapshot.takenAt))}.`, NATURE],
    variables: { process: caseVariables(found), checkCount: lines.length, seal: chain.seal },
  };
}

function periodOfLines({ params, period }: Snapshot, lines: readonly CheckFacts[]): string | null {
  const asked = params.from !== undefined || params.to !== undefined || params.lastDays !== undefined;
  return asked || lines.length === 0 ? periodText(period) : 'desde o início do acompanhamento';
}

function checkTable(lines: readonly CheckFacts[], chain: Chain): Table {
  return {
    name: 'Consultas',
    columns: [
      { heading: 'Nº', kind: 'number', width: 7 },
      { heading: 'Perguntado em', kind: 'second', width: 21 },
      { heading: 'Respondido em', kind: 'second', width: 21 },
      { heading: 'Tribunal', kind: 'text', width: 10 },
      { heading: 'Resultado', kind: 'text', width: 26 },
      { heading: 'Registro do tribunal de', kind: 'second', width: 21, sheetOnly: true },
      { heading: 'Resposta', kind: 'text', width: 16, sheetOnly: true },
      { heading: 'HTTP', kind: 'number', width: 8, sheetOnly: true },
      { heading: 'Consulta', kind: 'code', width: 34, sheetOnly: true },
      { heading: 'Código (SHA-256)', kind: 'code', width: 16 },
      { heading: 'Linha em JSON canônico', kind: 'code', width: 60, sheetOnly: true },
    ],
    rows: lines.map((line, i) => [
      i + 1,
      new Date(line.askedAt),
      line.answeredAt ? new Date(line.answeredAt) : null,
      tribunalName(line.alias),
      resultName(line.result),
      line.sourceUpdatedAt ? new Date(line.sourceUpdatedAt) : null,
      line.outcome,
      line.httpStatus,
      line.requestId,
      chain.hashes[i] ?? null,
      canonicalJson(line),
    ]),
    tones: Object.fromEntries(
      lines.flatMap((line, i) => (line.result === 'unavailable' ? [[i, 'faint' as const]] : [])),
    ),
  };
}
