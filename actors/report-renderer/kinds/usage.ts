import type { ReportDocument, Table } from '../document.ts';
import { dayIn } from '../snapshot/period.ts';
import type { ContentOf, Snapshot } from '../snapshot/snapshot.ts';
import { moment, plainDay } from '../words/times.ts';
import { periodText } from './movements.ts';
import { HOURS } from './statements.ts';

const HOW =
  'Consultas são as feitas ao DataJud sobre processos do escritório; a mesma consulta ao tribunal pode servir a vários processos. ' +
  'Movimentações são as vistas pela primeira vez no dia, sem as anteriores ao acompanhamento. Entregas são as de webhooks, contadas no dia ' +
  'em que terminaram.';

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
      {
        heading: 'Dia a dia',
        blocks: [{ is: 'table', table: dayTable(content), empty: 'Nenhum dia no período.' }],
      },
    ],
    sheets: [dayTable(content), endpointTable(content)],
    statements: [`${HOURS} Emitido em ${moment(new Date(takenAt))}.`],
    variables: { checkCount: sum((d) => d.checks), delivered, failed, caseCount: content.cases.active },
  };
}

function endpointTable({ endpoints }: ContentOf<'usage'>): Table {
  return {
    name: 'Entregas',
    columns: [
      { heading: 'Endereço', kind: 'text', width: 52 },
      { heading: 'Entregues', kind: 'number', width: 12 },
      { heading: 'Sem sucesso', kind: 'number', width: 13 },
      { heading: 'Pendentes', kind: 'number', width: 12 },
      { heading: 'Tentativas', kind: 'number', width: 12 },
    ],
    rows: endpoints.map((e) => [e.url, e.delivered, e.failed, e.pending, e.attempts]),
  };
}

function dayTable({ days }: ContentOf<'usage'>): Table {
  return {
    name: 'Dia a dia',
    columns: [
      { heading: 'Dia', kind: 'text', width: 14 },
      { heading: 'Consultas', kind: 'number', width: 14 },
      { heading: 'Movimentações', kind: 'number', width: 16 },
      { heading: 'Entregas', kind: 'number', width: 14 },
      { heading: 'Sem sucesso', kind: 'number', width: 14 },
      { heading: 'Relatórios', kind: 'number', width: 14 },
    ],
    rows: days.map((d) => [plainDay(d.day), d.checks, d.movements, d.delivered, d.failed, d.reports]),
  };
}
