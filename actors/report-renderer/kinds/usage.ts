import type { ReportDocument, Section, Table } from '../document.ts';
import { dayIn } from '../snapshot/period.ts';
import type { ContentOf, Snapshot } from '../snapshot/snapshot.ts';
import { moment, plainDay } from '../words/times.ts';
import { periodText } from './movements.ts';
import { HOURS } from './statements.ts';
import { channelTable, costTable, dayTable, endpointTable, modelTable } from './usage-tables.ts';

const HOW =
  'Consultas são as feitas ao DataJud sobre processos do escritório; a mesma consulta ao tribunal pode servir a vários processos. ' +
  'Movimentações são as vistas pela primeira vez no dia, sem as anteriores ao acompanhamento. Entregas são as de webhooks, contadas no dia ' +
  'em que terminaram.';
const HOW_PEOPLE =
  'Cada aviso é contado uma vez em cada canal, pelo ponto a que chegou até a emissão. Cobrados são os que o provedor do canal diz cobrar.';
const HOW_COST =
  'Soma dos avisos cobrados pelo provedor, pelo preço que o escritório informou para a categoria até a entrega de cada um. Os que não tinham ' +
  'preço informado não entram na soma.';
const HOW_AI =
  'Chamadas a modelos de linguagem, pelo preço de tabela do provedor. O que é respondido por regras fixas não tem custo.';

/** What the platform did for the firm in a period, and what became of its deliveries. */
export function usage({ period, takenAt, firm }: Snapshot, found: ContentOf<'usage'>): ReportDocument {
  // Days that are still to come say nothing.
  const today = dayIn(new Date(takenAt), firm.timeZone);
  const content = { ...found, days: found.days.filter(({ day }) => day <= today) };
  const sum = (of: (day: (typeof content.days)[number]) => number) =>
    content.days.reduce((total, one) => total + of(one), 0);
  const [delivered, failed] = [sum((d) => d.delivered), sum((d) => d.failed)];
  const rate =
    delivered + failed === 0
      ? '—'
      : `${((delivered / (delivered + failed)) * 100).toFixed(1).replace('.', ',')}%`;
  const few = content.days.length > 1 && content.days.length <= 31;
  const people = channelTable(content.channels ?? []);
  const costs = costTable(content.channels ?? []);
  const hasCosts = content.channels?.some((one) => one.costs !== undefined) ?? false;
  const models = modelTable(content.models ?? []);
  const bars = content.days.map((d) => ({ label: plainDay(d.day).slice(0, 5), value: d.checks }));
  return {
    title: 'Extrato de uso e entregas',
    subtitle: `${firm.name} · ${periodText(period) ?? ''}`,
    sections: [
      {
        heading: 'Panorama',
        blocks: [
          {
            is: 'figures',
            figures: [
              { value: String(content.cases.active), label: 'processos acompanhados' },
              { value: sum((d) => d.checks).toLocaleString('pt-BR'), label: 'consultas a tribunais' },
              { value: sum((d) => d.movements).toLocaleString('pt-BR'), label: 'movimentações novas' },
              { value: rate, label: 'entregas concluídas' },
            ],
          },
          ...(few
            ? [{ is: 'chart' as const, chart: { title: 'Consultas por dia', bars, horizontal: false } }]
            : []),
          { is: 'text', text: HOW },
        ],
      },
      {
        heading: 'Entregas por webhook',
        blocks: [{ is: 'table', table: endpointTable(content), empty: 'Nenhuma entrega no período.' }],
      },
      // A statement made before they were counted says nothing of them.
      ...(content.channels ? [tableSection('Avisos a pessoas', people, HOW_PEOPLE)] : []),
      ...(hasCosts ? [tableSection('Custo dos avisos', costs, HOW_COST)] : []),
      ...(content.models ? [tableSection('Inteligência artificial', models, HOW_AI)] : []),
      {
        heading: 'Dia a dia',
        blocks: [{ is: 'table', table: dayTable(content), empty: 'Nenhum dia no período.' }],
      },
    ],
    sheets: [
      dayTable(content),
      endpointTable(content),
      ...(content.channels ? [people] : []),
      ...(hasCosts ? [costs] : []),
      ...(content.models ? [models] : []),
    ],
    statements: [`${HOURS} Emitido em ${moment(new Date(takenAt))}.`],
    variables: { checkCount: sum((d) => d.checks), delivered, failed, caseCount: content.cases.active },
  };
}

function tableSection(heading: string, table: Table, how: string): Section {
  const blocks: Section['blocks'] = [{ is: 'table', table, empty: 'Nada no período.' }];
  return { heading, blocks: table.rows.length === 0 ? blocks : [...blocks, { is: 'text', text: how }] };
}
