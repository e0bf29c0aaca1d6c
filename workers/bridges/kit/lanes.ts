import type { Rates } from './rates.ts';

/**
 * The messages of one connection: a lane for each chat, in order; the lanes take turns, no faster than the rates allow.
 *
 *   add ──▶ its lane ──▶ ready (the lane's turn, and one of its messages under way at most) ──▶ run
 *                          ▲  │ the chat's rate is used up, or it was told to wait: sleeps
 *                          └──┘
 *   run answers 'done', or how long to wait before the same message is tried again and who has to wait
 *
 * Somebody waits for an answer in front of their screen: it goes before the notices of its chat. Where there are both,
 * chats with an answer have three turns and then one without has one: neither kind waits for the whole of the other.
 */
export interface Lanes<T> {
  add(chat: string, item: T, kind: Kind): void;
  /** Waiting and under way. */
  sizeOf(kind: Kind): number;
  waitingOf(chat: string, kind: Kind): number;
  items(): Iterable<T>;
  /** Runs nothing more; answers what had not begun. Resolves when what was under way has ended, or after `withinMs`. */
  stop(withinMs: number): Promise<T[]>;
}

/** What somebody asked for, or what they are told. */
export type Kind = 'answer' | 'notice';

export type Ran = 'done' | { againInMs: number; scope: 'connection' | 'chat' };

const ANSWERS_IN_A_ROW = 3;

interface Lane<T> {
  waiting: Record<Kind, T[]>;
  running: T | undefined;
}

const isEmpty = ({ waiting }: Lane<unknown>) => waiting.answer.length + waiting.notice.length === 0;
/** Of what the lane sends next. */
const kindOf = ({ waiting }: Lane<unknown>): Kind => (waiting.answer.length > 0 ? 'answer' : 'notice');

/** @param maxUnderWay items that are run at once */
export function createLanes<T>(rates: Rates, maxUnderWay: number, run: (item: T) => Promise<Ran>): Lanes<T> {
  const lanes = new Map<string, Lane<T>>();
  const timers = new Set<Timer>();
  const ready: Record<Kind, string[]> = { answer: [], notice: [] };
  const size: Record<Kind, number> = { answer: 0, notice: 0 };
  let answersInARow = 0;
  let underWay = 0;
  let pausedUntil = 0;
  let armed = false;
  let stopped = false;
  let idle: PromiseWithResolvers<void> | undefined;

  function after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  }

  function makeReady(chat: string): void {
    const lane = lanes.get(chat);
    if (lane) ready[kindOf(lane)].push(chat);
    pump();
  }

  function pump(): void {
    while (!stopped && underWay < maxUnderWay) {
      const turn = answersInARow < ANSWERS_IN_A_ROW ? 'answer' : 'notice';
      const kind = ready[turn].length > 0 ? turn : other(turn);
      const chat = ready[kind][0];
      if (chat === undefined) return;
      const pause = Math.max(pausedUntil - performance.now(), rates.wait());
      if (pause > 0) {
        arm(pause);
        return;
      }
      ready[kind].shift();
      const wait = rates.take(chat);
      if (wait > 0) after(wait, () => makeReady(chat));
      else {
        answersInARow = kind === 'answer' ? answersInARow + 1 : 0;
        start(chat);
      }
    }
  }

  // One timer for all that wait for the connection itself.
  function arm(ms: number): void {
    if (armed) return;
    armed = true;
    // Not a moment before: the provider counts.
    after(Math.ceil(ms) + 1, () => {
      armed = false;
      pump();
    });
  }

  function start(chat: string): void {
    const lane = lanes.get(chat);
    if (!lane) return;
    const kind = kindOf(lane);
    const item = lane.waiting[kind].shift();
    if (item === undefined) return;
    lane.running = item;
    underWay++;
    void run(item).then((ran) => ended(chat, lane, { item, kind }, ran));
  }

  function ended(chat: string, lane: Lane<T>, { item, kind }: { item: T; kind: Kind }, ran: Ran): void {
    underWay--;
    lane.running = undefined;
    rates.end(chat);
    if (ran === 'done') size[kind]--;
    else lane.waiting[kind].unshift(item);
    if (underWay === 0) idle?.resolve();
    if (stopped) return;
    if (ran !== 'done' && ran.scope === 'connection')
      pausedUntil = Math.max(pausedUntil, performance.now() + ran.againInMs);
    if (isEmpty(lane)) lanes.delete(chat);
    else if (ran !== 'done' && ran.scope === 'chat') after(ran.againInMs, () => makeReady(chat));
    else ready[kindOf(lane)].push(chat);
    pump();
  }

  /** A chat that has its turn for a notice gets it for the answer. */
  function hasten(chat: string): void {
    const place = ready.notice.indexOf(chat);
    if (place >= 0) ready.answer.push(...ready.notice.splice(place, 1));
  }

  return {
    add(chat, item, kind) {
      size[kind]++;
      const lane = lanes.get(chat) ?? { waiting: { answer: [], notice: [] }, running: undefined };
      lane.waiting[kind].push(item);
      if (!lanes.has(chat)) {
        lanes.set(chat, lane);
        makeReady(chat);
      } else if (kind === 'answer') hasten(chat);
    },
    sizeOf: (kind) => size[kind],
    waitingOf: (chat, kind) => lanes.get(chat)?.waiting[kind].length ?? 0,
    *items() {
      for (const { running, waiting } of lanes.values()) {
        if (running !== undefined) yield running;
        yield* waiting.answer;
        yield* waiting.notice;
      }
    },
    async stop(withinMs) {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      if (underWay > 0) {
        idle = Promise.withResolvers();
        await Promise.race([idle.promise, Bun.sleep(withinMs)]);
      }
      return [...lanes.values()].flatMap(({ waiting }) => [...waiting.answer, ...waiting.notice]);
    },
  };
}

function other(kind: Kind): Kind {
  return kind === 'answer' ? 'notice' : 'answer';
}
