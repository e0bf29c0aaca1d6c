import { formatCnjNumber } from '../../contracts/cnj-number.ts';
import type { Block, Chart, ReportDocument } from '../document.ts';
import { addDays, dayIn } from '../snapshot/period.ts';
import type { ContentOf, Period, Snapshot } from '../snapshot/snapshot.ts';
import { importanceName } from '../words/labels.ts';
import { day, moment, plainDay } from '../words/times.ts';
import { movementTable } from './movement-table.ts';
import { DISCLAIMER, HOURS, IMPORTANCE, SOURCE, sealedNotice } from './statements.ts';

/** More days than this cannot be told apart. */
const MOST_BARS = 31;

type Movement = ContentOf<'movements'>['movements'][number];

/** What courts dated into a period: over all cases, those with a tag, or one. A heading for each day. */
export function movements(snapshot: Snapshot, content: ContentOf<'movements'>): ReportDocument {
  const { params, takenAt } = snapshot;
  const { movements: found, sealedLeftOut } = content;
  const critical = found.filter((movement) => movement.importance === 'critical');
  const cases = new Set(found.map((movement) => movement.number)).size;
  const notice: Block[] = sealedLeftOut > 0 ? [{ is: 'notice', text: sealedNotice(sealedLeftOut) }] : [];
  const chart = perDay(found, snapshot);
  const only = params.minImportance
    ? `Importância mínima: ${importanceName(params.minImportance).toLowerCase()}.`
    : null;
  return {
    title: 'Movimentações do período',
    subtitle: [periodText(snapshot.period), aboutWhat(content, params.tag)].filter(Boolean).join(' · '),
    sections: [
      {
        heading: 'Panorama',
        blocks: [
          {
            is: 'figures',
            figures: [
              { value: String(found.length), label: found.length === 1 ? 'movimentação' : 'movimentações' },
              {
                value: String(cases),
                label: cases === 1 ? 'processo movimentado' : 'processos movimentados',
              },
              { value: String(critical.length), label: critical.length === 1 ? 'crítica' : 'críticas' },
            ],
          },
          ...(only ? [{ is: 'text', text: only } as const] : []),
          ...notice,
          ...(chart ? [{ is: 'chart', chart } as const] : []),
        ],
      },
      {
        heading: 'Atos críticos',
        blocks: [tableOf(critical, 'Nenhum ato crítico no período.', 'Atos críticos')],
      },
      { heading: 'Dia a dia', blocks: dayByDay(found) },
    ],
    sheets: [movementTable('Movimentações', found, { withCase: true })],
    statements: [SOURCE, `${HOURS} Situação em ${moment(new Date(takenAt))}.`, IMPORTANCE, DISCLAIMER],
    variables: {
      movementCount: found.length,
      caseCount: cases,
      criticalCount: critical.length,
      tag: params.tag ?? '',
    },
  };
}

/** `1º/11/2026 a 30/11/2026` */
export function periodText(period: Period | null): string | null {
  if (!period) return null;
  return period.from === period.to
    ? plainDay(period.from)
    : `${plainDay(period.from)} a ${plainDay(period.to)}`;
}

function aboutWhat(content: ContentOf<'movements'>, tag: string | undefined): string {
  if (content.case) return formatCnjNumber(content.case.number);
  return tag ? `etiqueta “${tag}”` : 'todos os processos';
}

function tableOf(found: readonly Movement[], empty: string, name: string): Block {
  return { is: 'table', table: movementTable(name, found, { withCase: true }), empty };
}

function dayByDay(found: readonly Movement[]): Block[] {
  const days = new Map<string, Movement[]>();
  for (const movement of found) {
    const key = day(new Date(movement.occurredAt));
    days.set(key, [...(days.get(key) ?? []), movement]);
  }
  if (days.size === 0) return [{ is: 'text', text: 'Nenhuma movimentação no período.' }];
  return [...days].flatMap(([key, ofDay]) => [
    { is: 'heading', text: key } as const,
    {
      is: 'table',
      table: movementTable(key, ofDay, { withCase: true, ofOneDay: true }),
      empty: '',
    },
  ]);
}

/** A bar for each day of the period so far, those without movements too. */
function perDay(found: readonly Movement[], { period, takenAt, firm }: Snapshot): Chart | null {
  if (!period) return null;
  const bars: Chart['bars'] = [];
  const counts = new Map<string, number>();
  for (const { occurredAt } of found) {
    const key = dayIn(new Date(occurredAt), firm.timeZone);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const today = dayIn(new Date(takenAt), firm.timeZone);
  for (let at = period.from; at <= period.to && at <= today; at = addDays(at, 1)) {
    bars.push({ label: plainDay(at).slice(0, 5), value: counts.get(at) ?? 0 });
    if (bars.length > MOST_BARS) return null;
  }
  return bars.length < 2 ? null : { title: 'Movimentações por dia', bars, horizontal: false };
}
