import { compactJson, expandJson } from '../../../db/compact-json.ts';
import { fingerprint } from '../timeline/fingerprint.ts';
import type { KnownEntry } from '../timeline/history.ts';

/** A history as it is stored, base64: it is read and written whole whenever a case moves. */
export function packHistory(entries: readonly KnownEntry[]): string {
  return compactJson(toText(entries));
}

/** Back from `packHistory`. */
export function unpackHistory(stored: string): KnownEntry[] {
  return (JSON.parse(expandJson(stored)) as string[]).map(unpack);
}

/** Whether what is stored says the same; its bytes may be those of another release of the compressor. */
export function saysTheSame(stored: string, entries: readonly KnownEntry[]): boolean {
  try {
    return expandJson(stored) === toText(entries);
  } catch {
    // What cannot be read says nothing.
    return false;
  }
}

function toText(entries: readonly KnownEntry[]): string {
  return JSON.stringify(entries.map(pack));
}

/**
 * A remembered movement in one short text, `mov_…|85|2024-03-14T12:00:00-03:00|3:5|1|x` (id, code, instant, complements,
 * twin, withdrawn; empty when they say nothing).
 */
function pack(entry: KnownEntry): string {
  const { id = '', code, at, complements = '', twin, gone } = entry;
  return `${id}|${code}|${at}|${complements}|${twin ? twin : ''}|${gone ? 'x' : ''}`;
}

/** Back from `pack`; the fingerprint follows from the rest. */
function unpack(text: string): KnownEntry {
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
