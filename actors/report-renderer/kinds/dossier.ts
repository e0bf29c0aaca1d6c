import { formatCnjNumber } from '../../contracts/cnj-number.ts';
import type { Block, ReportDocument, Section, Table } from '../document.ts';
import type { ContentOf, InstanceFacts, Snapshot } from '../snapshot/snapshot.ts';
import { count, courtName, grauName, resultName, tribunalName } from '../words/labels.ts';
import { day, moment, yearOf } from '../words/times.ts';
import { byMonth } from './by-month.ts';
import { caseFactsBlock, caseVariables } from './case-blocks.ts';
import { movementTable } from './movement-table.ts';
import { DISCLAIMER, HOURS, IMPORTANCE, SOURCE } from './statements.ts';
import { summarySections, summarySheets, summaryStatements, withSummaries } from './summaries.ts';

const LATEST = 8;

/** Everything known of a case: where it stands, what matters most, its whole timeline, and what was asked of the courts. */
export function dossier({ takenAt }: Snapshot, content: ContentOf<'dossier'>): ReportDocument {
  const { movements, instances, case: found } = content;
  const standing = movements.filter((movement) => !movement.withdrawn);
  const critical = standing.filter((movement) => movement.importance === 'critical');
  const chart = byMonth(
    'Movimentações por mês',
    standing.map((movement) => movement.occurredAt),
  );
  const last = standing[0];
  const lastCheck = content.checks
    .map((c) => c.last)
    .sort()
    .at(-1);
  const sections: Section[] = [
    { heading: 'Identificação', blocks: [caseFactsBlock(found)] },
    {
      heading: 'Panorama',
      blocks: [
        {
          is: 'figures',
          figures: [
            {
              value: String(standing.length),
              label: standing.length === 1 ? 'movimentação' : 'movimentações',
            },
            { value: String(critical.length), label: critical.length === 1 ? 'crítica' : 'críticas' },
            { value: last ? day(new Date(last.occurredAt)) : '—', label: 'última movimentação' },
            { value: lastCheck ? day(new Date(lastCheck)) : '—', label: 'última consulta ao tribunal' },
          ],
        },
        ...(chart ? [{ is: 'chart', chart } as const] : []),
      ],
    },
    ...summarySections(content),
    { heading: 'Instâncias', blocks: instances.flatMap(instanceBlocks).concat(noneYet(instances)) },
    {
      heading: 'Atos críticos',
      blocks: [
        {
          is: 'table',
          table: movementTable('Atos críticos', critical, { withCase: false }),
          empty: 'Nenhuma movimentação de importância crítica até o momento.',
        },
      ],
    },
    { heading: 'Linha do tempo', blocks: timeline(content) },
    { heading: 'Consultas aos tribunais', blocks: checkBlocks(content) },
  ];
  return {
    title: 'Dossiê do processo',
    subtitle: [formatCnjNumber(found.number), found.label].filter(Boolean).join(' · '),
    sections,
    sheets: [
      withSummaries(movementTable('Movimentações', movements, { withCase: false }), content),
      checkTable(content),
      instanceTable(instances),
      ...summarySheets(content),
    ],
    statements: [
      SOURCE,
      `${HOURS} Situação em ${moment(new Date(takenAt))}.`,
      IMPORTANCE,
      ...summaryStatements(content),
      DISCLAIMER,
    ],
    variables: {
      process: caseVariables(found),
      latest: standing.slice(0, LATEST).map((movement) => ({
        date: moment(new Date(movement.occurredAt)),
        description: movement.description,
      })),
      movementCount: standing.length,
    },
  };
}

function instanceBlocks(instance: InstanceFacts): Block[] {
  const facts: [string, string | null][] = [
    ['Órgão julgador', instance.unitName],
    ['Classe', instance.className],
    ['Assuntos', instance.subjects.join('; ') || null],
    ['Sistema', instance.system],
    ['Distribuição', instance.filedAt && day(new Date(instance.filedAt))],
    ['Situação', instance.closed ? 'Baixado' : 'Em andamento'],
    ['Movimentações', String(instance.movementCount)],
    ['Registro do tribunal de', instance.sourceUpdatedAt && moment(new Date(instance.sourceUpdatedAt))],
  ];
  return [
    { is: 'heading', text: `${grauName(instance.grau)} — ${courtName(instance.alias)}` },
    { is: 'facts', facts: facts.filter((fact): fact is [string, string] => fact[1] !== null) },
  ];
}

function noneYet(instances: readonly InstanceFacts[]): Block[] {
  return instances.length > 0
    ? []
    : [{ is: 'text', text: 'Nenhum tribunal respondeu ainda sobre este processo.' }];
}

/** Newest first, a heading for each year. */
function timeline({ movements }: ContentOf<'dossier'>): Block[] {
  const years = new Map<string, typeof movements>();
  for (const movement of movements) {
    const year = yearOf(new Date(movement.occurredAt));
    years.set(year, [...(years.get(year) ?? []), movement]);
  }
  const empty = 'Nenhuma movimentação registrada no DataJud.';
  if (years.size === 0) return [{ is: 'text', text: empty }];
  return [...years].flatMap(([year, ofYear]): Block[] => [
    { is: 'heading', text: `${year} · ${count(ofYear.length, 'movimentação', 'movimentações')}` },
    { is: 'table', table: movementTable(year, ofYear, { withCase: false }), empty },
  ]);
}

function checkBlocks(content: ContentOf<'dossier'>): Block[] {
  return [
    {
      is: 'text',
      text: 'Cada consulta ao DataJud fica registrada. A prova completa, com encadeamento criptográfico, está no relatório de consultas.',
    },
    { is: 'table', table: checkTable(content), empty: 'Nenhuma consulta foi feita até o momento.' },
  ];
}

function checkTable({ checks }: ContentOf<'dossier'>): Table {
  return {
    name: 'Consultas',
    columns: [
      { heading: 'Tribunal', kind: 'text', width: 14 },
      { heading: 'Resultado', kind: 'text', width: 40 },
      { heading: 'Consultas', kind: 'number', width: 14 },
      { heading: 'Última', kind: 'moment', width: 20 },
    ],
    rows: checks.map((c) => [tribunalName(c.alias), resultName(c.result), c.checks, new Date(c.last)]),
  };
}

function instanceTable(instances: readonly InstanceFacts[]): Table {
  return {
    name: 'Instâncias',
    columns: [
      { heading: 'Tribunal', kind: 'text', width: 14 },
      { heading: 'Grau', kind: 'text', width: 18 },
      { heading: 'Classe', kind: 'text', width: 32 },
      { heading: 'Órgão julgador', kind: 'text', width: 36 },
      { heading: 'Situação', kind: 'text', width: 16 },
      { heading: 'Movimentações', kind: 'number', width: 14 },
    ],
    rows: instances.map((i) => [
      tribunalName(i.alias),
      grauName(i.grau),
      i.className,
      i.unitName,
      i.closed ? 'Baixado' : 'Em andamento',
      i.movementCount,
    ]),
  };
}
