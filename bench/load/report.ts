import type { Latencies } from './latencies.ts';
import { missed, OBJECTIVES } from './objectives.ts';
import type { Step } from './step.ts';
import { table } from './tables.ts';

const ms = (value: number) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));
const row = (name: string, l: Latencies) => [
  name,
  String(l.count),
  ...[l.p50, l.p90, l.p99, l.p999, l.max].map(ms),
];

/** How one rate went: what the product promises, and what each kind of request took. */
export function stepReport(step: Step): string {
  const promises = OBJECTIVES.map((objective) => {
    const value = objective.value(step);
    return [
      objective.name,
      objective.target,
      objective.show(value),
      objective.isMet(value) ? 'met' : 'MISSED',
    ];
  });
  const kinds = Object.entries(step.kinds).map(([kind, latencies]) => row(kind, latencies));
  const heading = ['ms', 'count', 'p50', 'p90', 'p99', 'p99.9', 'max'];
  return [
    `${step.rate} requests/s asked, ${Math.round(step.perSecond)} answered; ${cores(step)}; not 2xx: ${JSON.stringify(step.failures)}`,
    table([['objective', 'target', 'measured', ''], ...promises]),
    table([heading, row('any request', step.edge), ...kinds, row('notification', step.notification)]),
  ].join('\n\n');
}

/** Every rate in a line, and at which one which promise broke first. */
export function kneeReport(steps: readonly Step[]): string {
  const heading = ['requests/s', 'answered', ...OBJECTIVES.map((o) => o.name), 'missed'];
  const lines = steps.map((step) => [
    String(step.rate),
    String(Math.round(step.perSecond)),
    ...OBJECTIVES.map((o) => o.show(o.value(step))),
    missed(step)
      .map((o) => o.name)
      .join(', ') || 'none',
  ]);
  const breaks = OBJECTIVES.map((objective) => {
    const step = steps.find((s) => !objective.isMet(objective.value(s)));
    return `${objective.name}: ${step ? `breaks at ${step.rate}/s` : `holds at ${steps.at(-1)?.rate}/s`}`;
  });
  const first = steps.find((step) => missed(step).length > 0);
  const where = first ? `At ${first.rate}/s, where the first breaks: ${cores(first)}.` : '';
  return [table([heading, ...lines]), breaks.join('\n'), where].join('\n\n');
}

function cores({ cores: of }: Step): string {
  return `processors: API ${of.api.toFixed(2)}, workers ${of.workers.toFixed(2)}, Postgres ${of.postgres.toFixed(2)}, driver ${of.driver.toFixed(2)}`;
}
