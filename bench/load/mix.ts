import { type BenchFirm, inventedNumber } from '../api-firms.ts';
import { wireText } from '../http-load.ts';

export interface Arrival {
  /** Milliseconds after the start: when it is sent, whatever became of those before it. */
  at: number;
  kind: Kind;
  /** As it goes over the wire. */
  text: string;
}

type Make = (firm: BenchFirm, random: () => number, nextNumber: () => number) => string;

const read = (path: (id: string) => string): Make => {
  return (firm, random) => wireText('GET', path(pick(firm.processIds, random)), firm.key);
};

/** What firms do all day, of a hundred requests. */
const MIX = {
  'read a case': [55, read((id) => `/v1/processes/${id}`)],
  'list movements': [12, read((id) => `/v1/processes/${id}/movements?limit=20`)],
  'list cases': [10, read(() => '/v1/processes?limit=20')],
  'list events': [8, read(() => '/v1/events?limit=20')],
  'list checks': [3, read((id) => `/v1/processes/${id}/checks?limit=20`)],
  'search cases': [3, read(() => '/v1/processes?limit=20&q=avila')],
  'watch a case': [
    8,
    (firm, random, nextNumber) => {
      const label = `Ávila x Município ${Math.floor(random() * 1e6)}`;
      const body = { number: inventedNumber(nextNumber()), label, tags: ['cível'] };
      return wireText('POST', '/v1/processes', firm.key, body);
    },
  ],
  'ask the courts now': [
    1,
    (firm, random) =>
      wireText('POST', `/v1/processes/${pick(firm.processIds, random)}/refresh`, firm.key, {}),
  ],
} as const satisfies Record<string, readonly [number, Make]>;

export type Kind = keyof typeof MIX;

/** Requests of independent people: exponential times between arrivals, any firm as likely as any other. */
export function arrivals(
  plan: { rate: number; seconds: number; firms: readonly BenchFirm[]; nextNumber: () => number },
  random: () => number,
): Arrival[] {
  const made: Arrival[] = [];
  for (let at = 0; ; ) {
    at += (-Math.log(1 - random()) * 1_000) / plan.rate;
    if (at >= plan.seconds * 1_000) return made;
    const kind = pickKind(random() * 100);
    const text = MIX[kind][1](pick(plan.firms, random), random, plan.nextNumber);
    made.push({ at, kind, text });
  }
}

function pickKind(place: number): Kind {
  let upTo = 0;
  for (const kind of Object.keys(MIX) as Kind[]) {
    upTo += MIX[kind][0];
    if (place < upTo) return kind;
  }
  return 'read a case';
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}
