/** How far a run has come: the work is spread over its rounds, however long each of them takes. */
export interface Pace {
  /** 0 at the start, 1 when the last round is over. */
  share(): number;
  /** The next round has begun, and lasts about so long. */
  next(aboutMs: number): void;
  finish(): void;
}

export function createPace(rounds: number): Pace {
  let round = -1;
  let begunAt = 0;
  let lastsMs = 1;
  return {
    share() {
      if (round < 0) return 0;
      const within = Math.min(1, (performance.now() - begunAt) / lastsMs);
      return Math.min(1, (round + within) / rounds);
    },
    next(aboutMs) {
      round++;
      begunAt = performance.now();
      lastsMs = Math.max(1, aboutMs);
    },
    finish() {
      round = rounds;
    },
  };
}
