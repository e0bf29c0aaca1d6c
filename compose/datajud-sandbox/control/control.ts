import type { CaseStore } from '../data/case-store.ts';
import { loadFolder } from '../data/load-folder.ts';
import type { Fault, Faults } from '../faults.ts';
import type { KeyRing } from '../key-ring.ts';
import type { RateCeiling } from '../rate-ceiling.ts';
import type { RequestEntry, RequestLog, Stats } from '../request-log.ts';
import { type CourtRecord, type DataJudSource, sourceOf } from '../wire.ts';
import * as cases from './case-commands.ts';
import type { Moment } from './changes.ts';
import { type Command, type CommandName, checkCommand } from './commands.ts';
import type { CaseContext } from './context.ts';
import { invalid } from './errors.ts';
import * as movements from './movement-commands.ts';
import { courtOrFail, type DocumentSummary, digitsOf, findAll, summaryOf } from './target.ts';

export interface CaseFilter {
  court?: string;
  number?: string;
  grau?: string;
  /** 1 to 1,000; 50 by default. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

export interface CourtState {
  court: string;
  documents: number;
}

/** What each command answers. */
export interface Results {
  'create-case': DocumentSummary;
  'delete-case': { deleted: number };
  'add-movement': movements.MovementChange;
  'publish-late': movements.MovementChange;
  'correct-movement': movements.MovementChange;
  'withdraw-movement': movements.MovementChange;
  'move-grau': { from: DocumentSummary; to: DocumentSummary };
  'switch-pipeline': DocumentSummary;
  'set-secrecy': DocumentSummary;
  'hide-movements': DocumentSummary;
  'restore-movements': DocumentSummary;
  touch: DocumentSummary;
  'inject-fault': Fault;
  'clear-faults': { cleared: number };
  'rotate-key': { key: string; refused: string };
  'set-lag': { lagMs: number; pending: number };
  'set-rate': { perMinute: number | null };
  reset: { documents: number };
}

/** Everything the control API does, as typed functions. All throw ControlError, which says what to fix. */
export interface SandboxControl {
  run<N extends CommandName>(name: N, input: Command<N>): Results[N];
  courts(): CourtState[];
  cases(filter?: CaseFilter): { data: DocumentSummary[]; nextCursor: string | null };
  /** Every document of the number, whole, as the courts have it now. */
  readCase(number: string): (DocumentSummary & { source: DataJudSource; shown: boolean })[];
  faults(): Fault[];
  requests(filter?: { court?: string; limit?: number }): RequestEntry[];
  stats(): Stats & { lagMs: number; pending: number; perMinute: number | null };
  clearRequests(): void;
  /** Adds documents to what `reset` returns to. */
  load(records: Iterable<CourtRecord>): number;
  /** Adds a folder of real answers, unchanged. */
  loadFolder(path: string): Promise<number>;
}

export interface Parts {
  now: () => number;
  store: CaseStore;
  faults: Faults;
  log: RequestLog;
  rate: RateCeiling;
  /** What `reset` sets the ceiling back to. */
  perMinute: number | null;
  keys: KeyRing;
}

export function createControl(parts: Parts): SandboxControl {
  const { now, store, faults, log, rate, keys } = parts;
  let changes = 0;
  const moment = (): Moment => ({
    nowMs: now(),
    lagMs: store.lagMs(),
    nanoseconds: 1 + ((changes++ * 7919) % 999_999),
  });
  const context: CaseContext = { store, moment, hidden: new Map() };
  const documents = () => store.courts().reduce((sum, court) => sum + court.size(), 0);

  const handlers: { [N in CommandName]: (input: Command<N>) => Results[N] } = {
    'create-case': (input) => cases.createCase(context, input),
    'delete-case': (input) => cases.deleteCase(context, input),
    'add-movement': (input) => movements.addMovement(context, input),
    'publish-late': (input) => movements.publishLate(context, input),
    'correct-movement': (input) => movements.correctMovement(context, input),
    'withdraw-movement': (input) => movements.withdrawMovement(context, input),
    'move-grau': (input) => cases.moveGrau(context, input),
    'switch-pipeline': (input) => cases.switchPipeline(context, input),
    'set-secrecy': (input) => cases.setSecrecy(context, input),
    'hide-movements': (input) => movements.hideMovements(context, input),
    'restore-movements': (input) => movements.restoreMovements(context, input),
    touch: (input) => cases.touch(context, input),
    'inject-fault': (input) => {
      if (input.court !== undefined) courtOrFail(store, input.court);
      return faults.inject(input);
    },
    'clear-faults': (input) => ({ cleared: faults.clear(input) }),
    'rotate-key': (input) => keys.rotate(input.key),
    'set-lag': ({ ms }) => {
      store.setLag(ms);
      return { lagMs: ms, pending: store.pending() };
    },
    'set-rate': ({ perMinute }) => {
      rate.set(perMinute);
      return { perMinute };
    },
    reset: () => {
      store.reset();
      context.hidden.clear();
      faults.clear({});
      log.clear();
      rate.set(parts.perMinute);
      keys.reset();
      return { documents: documents() };
    },
  };

  function load(records: Iterable<CourtRecord>): number {
    let count = 0;
    for (const record of records) {
      store.load(record);
      count++;
    }
    return count;
  }

  return {
    run: (name, input) => handlers[name](checkCommand(name, input)),
    courts: () => store.courts().map((court) => ({ court: court.alias, documents: court.size() })),
    cases: (filter = {}) => listCases(store, filter),
    readCase(number) {
      store.settle();
      return findAll(store, { number }).map((record) => ({
        ...summaryOf(record),
        shown: store.court(record.alias)?.byIds(new Set([record.id]))[0] === record,
        source: sourceOf(record),
      }));
    },
    faults: () => faults.list(),
    requests: (filter) => log.list(filter),
    stats: () => ({
      ...log.stats(),
      lagMs: store.lagMs(),
      pending: store.pending(),
      perMinute: rate.perMinute(),
    }),
    clearRequests: () => log.clear(),
    load,
    loadFolder: async (path) => load(await loadFolder(path)),
  };
}

function listCases(store: CaseStore, filter: CaseFilter) {
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 1000);
  const courts = filter.court === undefined ? store.courts() : [courtOrFail(store, filter.court)];
  const number = filter.number === undefined ? undefined : digitsOf(filter.number);
  const matching = courts
    .flatMap((court) => court.current(number))
    .filter((record) => filter.grau === undefined || record.grau === filter.grau);
  const key = (record: CourtRecord) => `${record.alias}/${record.id}`;
  const start =
    filter.cursor === undefined ? 0 : matching.findIndex((record) => key(record) === filter.cursor) + 1;
  if (filter.cursor !== undefined && start === 0) {
    throw invalid(
      '?cursor',
      'The cursor points at no case.',
      'Use nextCursor of the page before, with the same filter.',
    );
  }
  const page = matching.slice(start, start + limit);
  const last = page.at(-1);
  return {
    data: page.map(summaryOf),
    nextCursor: last && start + limit < matching.length ? key(last) : null,
  };
}
