import type { Rates } from './rates.ts';

/**
 * The messages of one connection: a lane for each chat, in order; the lanes take turns, no faster than the rates allow.
 *
 *   add ──▶ its lane ──▶ ready (the lane's turn, and one of its messages under way at most) ──▶ run
 *                          ▲  │ the chat's rate is used up, or it was told to wait: sleeps
 *                          └──┘
 *   run answers 'done', or how long to wait before the same message is tried again and who has to wait
 */
export interface Lanes<T> {
  add(chat: string, item: T): void;
  /** Waiting and under way. */
  readonly size: number;
  waitingOf(chat: string): number;
  items(): Iterable<T>;
  /** Runs nothing more; answers what had not begun. Resolves when what was under way has ended, or after `withinMs`. */
  stop(withinMs: number): Promise<T[]>;
}

export type Ran = 'done' | { againInMs: number; scope: 'connection' | 'chat' };

interface Lane<T> {
  queue: T[];
  running: T | undefined;
}

/** @param maxUnderWay items that are run at once */
export function createLanes<T>(rates: Rates, maxUnderWay: number, run: (item: T) => Promise<Ran>): Lanes<T> {
  const lanes = new Map<string, Lane<T>>();
  const timers = new Set<Timer>();
  const ready: string[] = [];
  let size = 0;
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
    ready.push(chat);
    pump();
  }

  function pump(): void {
    while (!stopped && underWay < maxUnderWay) {
      const chat = ready[0];
      if (chat === undefined) return;
      const pause = Math.max(pausedUntil - performance.now(), rates.wait());
      if (pause > 0) {
        arm(pause);
        return;
      }
      ready.shift();
      const wait = rates.take(chat);
      if (wait > 0) after(wait, () => makeReady(chat));
      else start(chat);
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
    const item = lane?.queue.shift();
    if (!lane || item === undefined) return;
    lane.running = item;
    underWay++;
    void run(item).then((ran) => ended(chat, lane, item, ran));
  }

  function ended(chat: string, lane: Lane<T>, item: T, ran: Ran): void {
    underWay--;
    lane.running = undefined;
    if (ran === 'done') size--;
    else lane.queue.unshift(item);
    if (underWay === 0) idle?.resolve();
    if (stopped) return;
    if (ran !== 'done' && ran.scope === 'connection')
      pausedUntil = Math.max(pausedUntil, performance.now() + ran.againInMs);
    if (lane.queue.length === 0) lanes.delete(chat);
    else if (ran !== 'done' && ran.scope === 'chat') after(ran.againInMs, () => makeReady(chat));
    else ready.push(chat);
    pump();
  }

  return {
    add(chat, item) {
      size++;
      const lane = lanes.get(chat);
      if (lane) {
        lane.queue.push(item);
        return;
      }
      lanes.set(chat, { queue: [item], running: undefined });
      makeReady(chat);
    },
    get size() {
      return size;
    },
    waitingOf: (chat) => lanes.get(chat)?.queue.length ?? 0,
    *items() {
      for (const { running, queue } of lanes.values()) {
        if (running !== undefined) yield running;
        yield* queue;
      }
    },
    async stop(withinMs) {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      if (underWay > 0) {
        idle = Promise.withResolvers();
        await Promise.race([idle.promise, Bun.sleep(withinMs)]);
      }
      return [...lanes.values()].flatMap(({ queue }) => queue);
    },
  };
}
