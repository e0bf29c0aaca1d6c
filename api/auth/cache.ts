/** A bounded memory of look-ups for a few seconds. */
export interface ShortCache<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
}

/** Forgets after `ttlMs`, and the oldest first when `max` is reached. */
export function createShortCache<T>(options: {
  ttlMs: number;
  max: number;
  now: () => number;
}): ShortCache<T> {
  const entries = new Map<string, { value: T; until: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (entry.until > options.now()) return entry.value;
      entries.delete(key);
      return undefined;
    },
    set(key, value) {
      entries.delete(key);
      if (entries.size >= options.max) for (const oldest of entries.keys()) if (entries.delete(oldest)) break;
      entries.set(key, { value, until: options.now() + options.ttlMs });
    },
  };
}
