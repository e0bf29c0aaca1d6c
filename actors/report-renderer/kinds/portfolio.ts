import { formatCnjNumber } from '../../contracts/cnj-number.ts';
import type { Block, Chart, ReportDocument, Table } from '../document.ts';
import type { ContentOf, Snapshot } from '../snapshot/snapshot.ts';
import { importanceName } from '../words/labels.ts';
import { moment } from '../words/times.ts';
import { situation } from './case-blocks.ts';
import { DISCLAIMER, HOURS, SOURCE, sealedNotice } from './statements.ts';

const ORDER =
  'Da movimentação mais recente à mais antiga. Em cinza, processos baixados em todas as instâncias.';

type Case = ContentOf<'portfolio'>['cases'][number];

/** All cases of a firm, or those with a tag (a client's): how many, where, and what happened last in each. */
export function portfolio(
  { params, firm, takenAt }: Snapshot,
  content: ContentOf<'portfolio'>,
): ReportDocument {
  const { sealedLeftOut } = content;
  const cases = [...content.cases].sort(byLastMovement);
  const open = cases.filter((c) => !c.closed);
  const monthAgo = new Date(Date.parse(takenAt) - 30 * 86_400_000).toISOString();
  const moved = cases.filter((c) => c.lastMovementAt !== null && c.lastMovementAt >= monthAgo);
  const notice: Block[] = sealedLeftOut > 0 ? [{ is: 'notice', text: sealedNotice(sealedLeftOut) }] : [];
  const byCourt = perCourt(cases);
  return {
    title: 'Carteira de processos',
    subtitle: params.tag ? `Processos com a etiqueta “${params.tag}”` : `Todos os processos de ${firm.name}`,
    sections: [
      {
        heading: 'Panorama',
        blocks: [
          {
            is: 'figures',
            figures: [
              { value: String(cases.length), label: cases.length === 1 ? 'processo' : 'processos' },
              { value: String(open.length), label: 'em andamento' },
              { value: String(cases.length - open.length), label: 'baixados' },
              { value: String(moved.length), label: 'com movimentação em 30 dias' },
            ],
          },
          ...notice,
          ...(byCourt.bars.length > 1 ? [{ is: 'chart', chart: byCourt } as const] : []),
        ],
      },
      {
        heading: 'Processos',
        blocks: [
          { is: 'text', text: ORDER },
          { is: 'table', table: caseTable(cases), empty: 'Nenhum processo a mostrar.' },
        ],
      },
    ],
    sheets: [caseTable(cases)],
    statements: [SOURCE, `${HOURS} Situação em ${moment(new Date(takenAt))}.`, DISCLAIMER],
    variables: { caseCount: cases.length, openCount: open.length, tag: params.tag ?? '' },
  };
}

/** What moved last first; what never moved last. Equal ones by their number. */
function byLastMovement(a: Case, b: Case): number {
  const [mine, theirs] = [a.lastMovementAt ?? '', b.lastMovementAt ?? ''];
  if (mine !== theirs) return mine > theirs ? -1 : 1;
  return a.number < b.number ? -1 : 1;
}

function perCourt(cases: readonly Case[]): Chart {
  const counts = new Map<string, number>();
  for (const { tribunal } of cases)
    counts.set(tribunal ?? 'Sem resposta', (counts.get(tribunal ?? 'Sem resposta') ?? 0) + 1);
  const bars = [...counts].map(([label, value]) => ({ label, value }));
  bars.sort((a, b) => b.value - a.value || (a.label < b.label ? -1 : 1));
  return { title: 'Processos por tribunal', bars: bars.slice(0, 12), horizontal: true };
}

function caseTable(cases: readonly Case[]): Table {
  return {
    name: 'Processos',
    columns: [
      { heading: 'Processo', kind: 'code', width: 25 },
      { heading: 'Identificação', kind: 'text', width: 28 },
      { heading: 'Tribunal', kind: 'text', width: 10 },
      { heading: 'Classe', kind: 'text', width: 30, sheetOnly: true },
      { heading: 'Órgão julgador', kind: 'text', width: 34, sheetOnly: true },
      { heading: 'Etiquetas', kind: 'text', width: 20, sheetOnly: true },
      { heading: 'Situação', kind: 'text', width: 16, sheetOnly: true },
      { heading: 'Última movimentação', kind: 'text', width: 38 },
      { heading: 'Data', kind: 'moment', width: 17 },
      { heading: 'Importância', kind: 'text', width: 12, sheetOnly: true },
      { heading: 'Movimentações', kind: 'number', width: 14, sheetOnly: true },
    ],
    rows: cases.map((c) => [
      formatCnjNumber(c.number),
      c.label,
      c.tribunal ?? '—',
      c.className,
      c.unitName,
      c.tags.join(', ') || null,
      situation(c),
      c.last?.description ?? situation(c),
      c.last ? new Date(c.last.occurredAt) : null,
      c.last ? importanceName(c.last.importance) : null,
      c.movementCount,
    ]),
    tones: Object.fromEntries(cases.flatMap((c, i) => (c.closed ? [[i, 'faint' as const]] : []))),
  };
}
