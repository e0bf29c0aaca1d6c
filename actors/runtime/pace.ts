/** Begins something now, or when so long has passed since it was last begun. */
export interface Pace {
  /** Runs `begin` in this turn of the loop, after what else arrives in it. */
  now(): void;
  /** Runs `begin` when the gap is over; asked again before that, once all the same. */
  later(): void;
  stop(): void;
}

/**
 * A statement costs client, kernel and server nearly the same for one actor as for fifty. So what comes in quick succession
 * goes together: a lone message waits for nobody, and the busier it gets the more are in one statement.
 */
export function createPace(gapMs: number, begin: () => void): Pace {
  let begunAt = Number.NEGATIVE_INFINITY;
  let soon: ReturnType<typeof setImmediate> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function run(): void {
    pace.stop();
    begunAt = performance.now();
    begin();
  }

  const pace: Pace = {
    now() {
      soon ??= setImmediate(run);
    },
    later() {
      const rest = begunAt + gapMs - performance.now();
      if (rest <= 0) pace.now();
      else timer ??= setTimeout(run, rest);
    },
    stop() {
      clearImmediate(soon);
      clearTimeout(timer);
      soon = undefined;
      timer = undefined;
    },
  };
  return pace;
}
