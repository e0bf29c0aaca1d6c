import { wallClock } from '../../datajud-sandbox/data/pipeline.ts';
import { createRandom, type Random } from '../../datajud-sandbox/data/random.ts';
import type { Sandbox } from '../../datajud-sandbox/server.ts';
import type { PatientApi } from './api.ts';
import type { Firm } from './firms.ts';
import type { Pace } from './pace.ts';

/** A case of a court, and the firms that watch it. */
export interface DocketCase {
  number: string;
  watchers: { firm: number; processId?: string }[];
  /** `code at` of each movement that the court published while it was watched. */
  published: string[];
}

export interface Docket {
  readonly cases: readonly DocketCase[];
  readonly registered: number;
  readonly movements: number;
  /** Resolves when every case is registered and every movement published. */
  readonly done: Promise<void>;
}

export interface DocketOptions {
  sandbox: Sandbox;
  api: PatientApi;
  firms: readonly Firm[];
  seed: number;
  casesPerFirm: number;
  movementsPerCase: number;
  pace: Pace;
}

const COURTS = ['tjsp', 'tjrj', 'tjmg', 'tjrs', 'trf4', 'trt2'] as const;
/** Decisions, hearings, notices: codes that the courts use every day. */
const CODES = [219, 221, 11009, 60, 85, 51, 581] as const;
/** Cases that a second firm watches as well. */
const SHARED = 0.25;
const LOOK_MS = 50;

/**
 * The product's own work: firms put cases on their watch lists through the API, and the courts move them.
 */
export function startDocket(options: DocketOptions): Docket {
  const { sandbox, api, firms, seed, movementsPerCase, pace } = options;
  const random = createRandom(seed);
  const cases = inventCases(options, random);
  let registered = 0;
  let movements = 0;

  async function register(one: DocketCase, watcher: DocketCase['watchers'][number]): Promise<void> {
    const apiKey = firms[watcher.firm]?.apiKey ?? '';
    const { number } = one;
    const process = await api.post(apiKey, '/v1/processes', `chaos-${number}`, { number });
    if (!process) return;
    watcher.processId = String(process.id);
    registered++;
  }

  const lastAt = new Map<string, number>();
  function move(one: DocketCase): void {
    const at = Math.max(Date.now(), (lastAt.get(one.number) ?? 0) + 1_000);
    lastAt.set(one.number, at);
    const dataHora = wallClock(at);
    const codigo = random.pick(CODES);
    sandbox.control.run('add-movement', { number: one.number, codigo, dataHora });
    one.published.push(`${codigo} ${dataHora.slice(0, 19)}`);
    movements++;
  }

  async function registerAll(): Promise<void> {
    const underWay: Promise<void>[] = [];
    for (const [i, one] of cases.entries()) {
      // In the first half of the run: what is registered late has seen little.
      while (pace.share() * 2 < i / cases.length) await Bun.sleep(LOOK_MS);
      for (const watcher of one.watchers) underWay.push(register(one, watcher));
    }
    await Promise.all(underWay);
  }

  async function moveAll(): Promise<void> {
    const wanted = cases.length * movementsPerCase;
    while (movements < wanted) {
      if (pace.share() * wanted > movements) move(random.pick(cases));
      else await Bun.sleep(LOOK_MS);
    }
  }

  const done = Promise.all([registerAll(), moveAll()]).then(() => {});
  return {
    cases,
    get registered() {
      return registered;
    },
    get movements() {
      return movements;
    },
    done,
  };
}

function inventCases({ sandbox, firms, casesPerFirm }: DocketOptions, random: Random): DocketCase[] {
  const cases: DocketCase[] = [];
  for (let i = 0; i < firms.length * casesPerFirm; i++) {
    const firm = i % firms.length;
    const court = random.pick(COURTS);
    const { number } = sandbox.control.run('create-case', { court, movements: random.int(2, 8) });
    const watchers: DocketCase['watchers'] = [{ firm }];
    if (firms.length > 1 && random.chance(SHARED))
      watchers.push({ firm: (firm + random.int(1, firms.length - 1)) % firms.length });
    cases.push({ number, watchers, published: [] });
  }
  return cases;
}
