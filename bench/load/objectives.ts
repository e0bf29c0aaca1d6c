import type { Step } from './step.ts';

/** What the product promises. */
export interface Objective {
  name: string;
  target: string;
  /** In the unit of the target. */
  value: (step: Step) => number;
  isMet: (value: number) => boolean;
  show: (value: number) => string;
}

const milliseconds = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

export const OBJECTIVES: readonly Objective[] = [
  {
    name: 'any request, p99',
    target: '< 200 ms',
    value: (step) => step.edge.p99,
    isMet: (value) => value < 200,
    show: milliseconds,
  },
  {
    name: 'reading a case, p99',
    target: '< 100 ms',
    value: (step) => step.kinds['read a case']?.p99 ?? 0,
    isMet: (value) => value < 100,
    show: milliseconds,
  },
  {
    name: 'errors',
    target: '< 0.1 %',
    value: (step) => (100 * Object.values(step.failures).reduce((a, b) => a + b, 0)) / step.edge.count,
    isMet: (value) => value < 0.1,
    show: (value) => `${value.toFixed(3)} %`,
  },
  {
    name: 'notification, p99',
    target: '< 5 s',
    value: (step) => step.notification.p99,
    isMet: (value) => value < 5_000,
    show: milliseconds,
  },
];

/** The objectives that a step misses. */
export function missed(step: Step): Objective[] {
  return OBJECTIVES.filter((objective) => !objective.isMet(objective.value(step)));
}
