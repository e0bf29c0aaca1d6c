import type { Pool } from '../../../db/pool.ts';
import { isUnavailable } from '../../../db/pool.ts';
import { createRandom } from '../../datajud-sandbox/data/random.ts';
import type { PatientApi } from './api.ts';
import type { Docket } from './docket.ts';
import type { Firm } from './firms.ts';
import type { Pace } from './pace.ts';

/** A thing that a firm asked for and that takes a while: the API has answered with its job. */
export interface Errand {
  firm: number;
  jobId: string;
  kind: 'summary' | 'report';
}

export interface Errands {
  readonly asked: readonly Errand[];
  /** Resolves when everything was asked. */
  readonly done: Promise<void>;
}

export interface ErrandOptions {
  api: PatientApi;
  admin: Pool;
  docket: Docket;
  firms: readonly Firm[];
  seed: number;
  /** Over all firms. */
  count: number;
  pace: Pace;
}

const LOOK_MS = 100;
/** Enough to find a case whose history has come. */
const TRIES = 20;

/** Firms ask for summaries and for reports of cases that have been read from their courts, from a third of the run on. */
export function startErrands({ api, admin, docket, firms, seed, count, pace }: ErrandOptions): Errands {
  const random = createRandom(seed + 1);
  const asked: Errand[] = [];

  async function ask(n: number): Promise<void> {
    const one = await someCase();
    if (!one) return;
    const kind = n % 2 === 0 ? 'summary' : 'report';
    const path = kind === 'summary' ? `/v1/processes/${one.processId}/summaries` : '/v1/reports';
    const body =
      kind === 'summary'
        ? { audience: random.pick(['client', 'lawyer']) }
        : { kind: 'dossier', formats: ['json', 'xlsx'], params: { processId: one.processId } };
    const job = await api.post(firms[one.firm]?.apiKey ?? '', path, `errand-${n}`, body);
    if (job) asked.push({ firm: one.firm, jobId: String(job.id), kind });
  }

  async function someCase(): Promise<{ firm: number; processId: string } | undefined> {
    for (let i = 0; i < TRIES; i++) {
      const { firm, processId } = random.pick(random.pick(docket.cases).watchers);
      if (processId && (await hasHistory(processId))) return { firm, processId };
      await Bun.sleep(LOOK_MS);
    }
    return undefined;
  }

  async function hasHistory(processId: string): Promise<boolean> {
    try {
      return ((await admin.query(HISTORY, [processId])).rowCount ?? 0) > 0;
    } catch (error) {
      // The database is away at the moment: somebody else is asked for.
      if (isUnavailable(error)) return false;
      throw error;
    }
  }

  async function askAll(): Promise<void> {
    const underWay: Promise<void>[] = [];
    for (let n = 0; n < count; n++) {
      while (pace.share() < 1 / 3 + (n / count) * (2 / 3)) await Bun.sleep(LOOK_MS);
      underWay.push(ask(n));
    }
    await Promise.all(underWay);
  }

  return { asked, done: askAll() };
}

const HISTORY = 'select 1 from movements where process_id = $1 limit 1';
