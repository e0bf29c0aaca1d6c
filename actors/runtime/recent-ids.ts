/** Remembers at least the last `capacity` ids, at most twice as many, in constant time. */
export function createRecentIds(capacity: number): { add(id: string): void; has(id: string): boolean } {
  let young = new Set<string>();
  let old = new Set<string>();
  return {
    add(id) {
      young.add(id);
      if (young.size < capacity) return;
      old = young;
      young = new Set();
    },
    has: (id) => young.has(id) || old.has(id),
  };
}
