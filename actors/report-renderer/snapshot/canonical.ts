import { sha256 } from '../store/checksum.ts';

/** JSON with sorted keys and no spaces: equal values give equal bytes, whoever wrote them. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}

/** The id of a snapshot: the SHA-256 of its bytes, hexadecimal. */
export const snapshotId = (json: string) => sha256(json);
