import { canonicalJson } from '../snapshot/canonical.ts';
import type { CheckFacts } from '../snapshot/snapshot.ts';
import { sha256 } from '../store/checksum.ts';

/**
 * The hash chain over the evidence about a case. `h(0) = SHA-256(number)`, `h(i) = SHA-256(h(i-1) + "\n" + line(i))` in
 * hexadecimal, where a line is the canonical JSON of the check. Whoever changes, adds or takes away a line changes every hash
 * after it, and with them the last one, which stands on the first page.
 */
export interface Chain {
  seed: string;
  /** One for each check, in order. */
  hashes: string[];
  /** The last of them; the seed when there is none. */
  seal: string;
}

export function chainOf(number: string, checks: readonly CheckFacts[]): Chain {
  const seed = sha256(number);
  const hashes: string[] = [];
  for (const check of checks) hashes.push(sha256(`${hashes.at(-1) ?? seed}\n${canonicalJson(check)}`));
  return { seed, hashes, seal: hashes.at(-1) ?? seed };
}
