import { documentOf } from './data/document.ts';
import { courtOf, GENERATED_UNTIL, numberFrom } from './data/generate.ts';
import { seedOf } from './data/random.ts';
import type { TimelineStep } from './timeline.ts';
import type { CourtRecord, Pipeline } from './wire.ts';

interface DemoCase {
  court: string;
  sequence: string;
  year: string;
  origin: string;
  graus: readonly (readonly [grau: string, pipeline: Pipeline, movements: number])[];
}

/** A small firm's cases: several courts, both feeds, one of them also on appeal. */
const CASES: readonly DemoCase[] = [
  { court: 'tjsp', sequence: '1004521', year: '2025', origin: '0309', graus: [['G1', 'new', 14]] },
  { court: 'tjsp', sequence: '1017893', year: '2024', origin: '0100', graus: [['G1', 'old', 38]] },
  { court: 'tjrj', sequence: '0812077', year: '2025', origin: '0001', graus: [['G1', 'old', 22]] },
  { court: 'tjmg', sequence: '5009316', year: '2024', origin: '0024', graus: [['JE', 'old', 17]] },
  {
    court: 'trf4',
    sequence: '5021456',
    year: '2023',
    origin: '7100',
    graus: [
      ['G1', 'old', 41],
      ['G2', 'new', 9],
    ],
  },
  { court: 'trt2', sequence: '1000738', year: '2025', origin: '0712', graus: [['G1', 'old', 26]] },
];

/** The numbers a demonstration firm watches; always the same. */
export function demoCases(): string[] {
  return CASES.map(numberOfCase);
}

/** The documents of those cases, without the defects of real data. */
export function demoRecords(until: number = GENERATED_UNTIL): CourtRecord[] {
  return CASES.flatMap((one) => {
    const number = numberOfCase(one);
    return one.graus.map(([grau, pipeline, movements]) =>
      documentOf({
        court: courtOf(one.court),
        number,
        grau,
        pipeline,
        movements,
        until,
        seed: seedOf('demo', number, grau),
        oddities: 0,
        closed: false,
      }),
    );
  });
}

/** One round of a demonstration: a movement every `everyMs`, in plausible order, one case after the other. */
export function demoTimeline(everyMs = 5000): TimelineStep[] {
  const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = ''] = demoCases();
  const events: Omit<TimelineStep, 'at'>[] = [
    { do: 'add-movement', number: first, codigo: 51, complementosTabelados: [{ codigo: 3, valor: 6 }] },
    { do: 'add-movement', number: third, codigo: 85 },
    { do: 'add-movement', number: first, codigo: 332 },
    { do: 'add-movement', number: fifth, grau: 'G2', codigo: 12116 },
    { do: 'add-movement', number: first, codigo: 12265 },
    { do: 'add-movement', number: fourth, codigo: 12740 },
    { do: 'add-movement', number: sixth, codigo: 11383 },
    { do: 'add-movement', number: second, codigo: 219 },
    { do: 'publish-late', number: third, codigo: 581, daysAgo: 12 },
    { do: 'add-movement', number: fourth, codigo: 12740, complementosTabelados: [{ codigo: 15, valor: 10 }] },
    { do: 'add-movement', number: fifth, grau: 'G2', codigo: 1061 },
    { do: 'touch', number: sixth },
    { do: 'add-movement', number: second, codigo: 92 },
    { do: 'withdraw-movement', number: sixth, movement: { codigo: 11383 } },
    { do: 'add-movement', number: third, codigo: 12287 },
  ];
  return events.map((event, place) => ({ ...event, at: (place + 1) * everyMs }) as TimelineStep);
}

function numberOfCase(one: DemoCase): string {
  const { segment, court } = courtOf(one.court);
  return numberFrom({ sequence: one.sequence, year: one.year, segment, court, origin: one.origin });
}
