/** At most `count` in any `perMs`, for each key by itself: how a provider counts. */
export interface Window {
  /** Milliseconds until one more is allowed; 0 when it is, which counts it. */
  take(key: string, now: number): number;
}

export function createWindow(count: number, perMs: number): Window {
  const taken = new Map<string, number[]>();
  return {
    take(key, now) {
      const recent = (taken.get(key) ?? []).filter((at) => at > now - perMs);
      taken.set(key, recent);
      if (recent.length < count) {
        recent.push(now);
        return 0;
      }
      return (recent[recent.length - count] as number) + perMs - now;
    },
  };
}
