import { fingerprint } from '../timeline/fingerprint.ts';
import type { KnownEntry } from '../timeline/history.ts';

/**
 * A remembered movement in one short text, `mov_…|85|2024-03-14T12:00:00-03:00|3:5|1|x` (id, code, instant, complements,
 * twin, withdrawn; empty when they say nothing): a history is read and written whole whenever a case moves.
 */
export function pack(entry: KnownEntry): string {
  const { id = '', code, at, complements = '', twin, gone } = entry;
  return `${id}|${code}|${at}|${complements}|${twin ? twin : ''}|${gone ? 'x' : ''}`;
}

/** Back from `pack`; the fingerprint follows from the rest. */
export function unpack(text: string): KnownEntry {
  const [id = '', code = '', at = '', complements = '', twin = '', gone = ''] = text.split('|');
  const identity = `${code}|${at.slice(0, -6)}|${complements}`;
  return {
    fp: fingerprint(identity, Number(twin)),
    ...(id ? { id } : {}),
    code: Number(code),
    at,
    ...(complements ? { complements } : {}),
    ...(twin ? { twin: Number(twin) } : {}),
    ...(gone ? { gone: true as const } : {}),
  };
}
