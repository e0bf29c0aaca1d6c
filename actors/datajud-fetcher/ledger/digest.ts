import type { CourtDocument } from '../../contracts/court-document.ts';
import { instanceStatus } from '../../contracts/instance-status.ts';
import { mergeInstances } from '../document/merge-instances.ts';
import type { createHitParser } from '../document/parse-hit.ts';

/** What is stored of a court's document, as far as comparing needs it. */
export interface KnownDocument {
  number: string;
  grau: string;
  contentHash: string;
  sourceUpdatedAt: Date | null;
  indexedAt: Date | null;
}

export type CheckResult = 'found' | 'changed' | 'unchanged' | 'absent' | 'unavailable' | 'no-index';

export interface Check {
  number: string;
  result: CheckResult;
  /** The court's own timestamp of what it told, ISO 8601. */
  sourceUpdatedAt: string | null;
}

export type Parse = ReturnType<typeof createHitParser>;

/** The documents of the numbers asked for, one per grau, and what was wrong with hits that could not be read. */
export function readHits(
  hits: readonly unknown[],
  alias: string,
  numbers: readonly string[],
  parse: Parse,
): { documents: CourtDocument[]; unreadable: string[] } {
  const parsed = hits.map((hit) => parse(hit, alias));
  const asked = new Set(numbers);
  const own = parsed.flatMap((p) => (p.ok && asked.has(p.document.number) ? [p.document] : []));
  return {
    documents: mergeInstances(own),
    unreadable: parsed.flatMap((p) => (p.ok ? [] : [p.message])),
  };
}

/**
 * What a status or delta answer tells of each number asked: which have documents that differ from the known ones. A
 * number that the answer does not show is absent only when the answer was whole and showed everything (`mode` status);
 * a whole delta says that nothing was indexed since.
 */
export function digestStatus(
  numbers: readonly string[],
  seen: readonly CourtDocument[],
  known: readonly KnownDocument[],
  answer: { whole: boolean; mode: 'status' | 'delta' },
): Check[] {
  const seenByNumber = Map.groupBy(seen, (d) => d.number);
  const knownByNumber = Map.groupBy(known, (d) => d.number);
  return numbers.map((number): Check => {
    const documents = seenByNumber.get(number) ?? [];
    const before = knownByNumber.get(number) ?? [];
    const sourceUpdatedAt = newestSource(documents);
    if (documents.length > 0 && before.length === 0) return { number, result: 'found', sourceUpdatedAt };
    if (documents.length > 0) {
      const changed = documents.some((d) => !before.some((k) => k.grau === d.grau && sameStamps(k, d)));
      return { number, result: changed ? 'changed' : 'unchanged', sourceUpdatedAt };
    }
    if (!answer.whole) return { number, result: 'unavailable', sourceUpdatedAt };
    const shown = answer.mode === 'delta' && before.length > 0;
    return { number, result: shown ? 'unchanged' : 'absent', sourceUpdatedAt };
  });
}

export interface StoredDocument {
  number: string;
  grau: string;
  /** Of what the document says, without the stamps that change when it is only indexed again. */
  contentHash: string;
  body: CourtDocument;
  /** The body as JSON, without the stamps that have columns of their own. */
  json: string;
  closed: boolean;
  /** Whether its content differs from what was known. */
  changed: boolean;
  /** What was known of this grau before. */
  before: KnownDocument | undefined;
}

/** What an answer of whole documents tells: the documents to store, and the check of each number asked. */
export function digestDocuments(
  numbers: readonly string[],
  seen: readonly CourtDocument[],
  known: readonly KnownDocument[],
  whole: boolean,
): { documents: StoredDocument[]; checks: Check[] } {
  const knownByGrau = new Map(known.map((k) => [`${k.number} ${k.grau}`, k]));
  const documents = seen.map((body): StoredDocument => {
    const json = JSON.stringify({ ...body, sourceUpdatedAt: null, indexedAt: null });
    const contentHash = new Bun.CryptoHasher('sha256').update(json).digest('hex').slice(0, 32);
    const before = knownByGrau.get(`${body.number} ${body.grau}`);
    return {
      number: body.number,
      grau: body.grau,
      contentHash,
      body,
      json,
      closed: isClosed(body),
      changed: before?.contentHash !== contentHash,
      before,
    };
  });
  const byNumber = Map.groupBy(documents, (d) => d.number);
  const knownNumbers = new Set(known.map((k) => k.number));
  const checks = numbers.map((number): Check => {
    const own = byNumber.get(number) ?? [];
    const sourceUpdatedAt = newestSource(own.map((d) => d.body));
    if (own.length === 0) return { number, result: whole ? 'absent' : 'unavailable', sourceUpdatedAt };
    if (!knownNumbers.has(number)) return { number, result: 'found', sourceUpdatedAt };
    return { number, result: own.some((d) => d.changed) ? 'changed' : 'unchanged', sourceUpdatedAt };
  });
  return { documents, checks };
}

export function isClosed(document: CourtDocument): boolean {
  const movements = (document.movements ?? []).map((m) => ({ code: m.code, at: m.occurredAt }));
  return instanceStatus(movements) === 'closed';
}

function sameStamps(known: KnownDocument, seen: CourtDocument): boolean {
  return (
    sameInstant(known.indexedAt, seen.indexedAt) && sameInstant(known.sourceUpdatedAt, seen.sourceUpdatedAt)
  );
}

function sameInstant(a: Date | null, b: string | null): boolean {
  return (a?.getTime() ?? null) === (b === null ? null : new Date(b).getTime());
}

function newestSource(documents: readonly CourtDocument[]): string | null {
  return documents.reduce<string | null>((newest, { sourceUpdatedAt }) => {
    if (sourceUpdatedAt === null) return newest;
    return newest === null || new Date(sourceUpdatedAt) > new Date(newest) ? sourceUpdatedAt : newest;
  }, null);
}
