/** At most so many requests in any sixty seconds, over all courts, as the terms of the real API set it. */
export interface RateCeiling {
  set(perMinute: number | null): void;
  perMinute(): number | null;
  /** Takes one request; false when the minute is full. A refused request takes nothing. */
  take(): boolean;
}

export function createRateCeiling(now: () => number, initial: number | null): RateCeiling {
  let ceiling = initial;
  let taken: number[] = [];
  return {
    set(perMinute) {
      ceiling = perMinute;
      taken = [];
    },
    perMinute: () => ceiling,
    take() {
      if (ceiling === null) return true;
      const time = now();
      taken = taken.filter((at) => at > time - 60_000);
      if (taken.length >= ceiling) return false;
      taken.push(time);
      return true;
    },
  };
}
