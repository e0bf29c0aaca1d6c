/** The one key a sandbox accepts. The real key is shared, public and changes without notice. */
export interface KeyRing {
  current(): string;
  /** From now on the old key is refused. */
  rotate(key?: string): { key: string; refused: string };
  reset(): void;
}

export function createKeyRing(first: string): KeyRing {
  let key = first;
  let turn = 1;
  return {
    current: () => key,
    rotate(next) {
      const refused = key;
      key = next ?? `${first}-${++turn}`;
      return { key, refused };
    },
    reset() {
      key = first;
    },
  };
}
