import { setTimeout as sleep } from 'node:timers/promises';
import { findSameAnswer } from '../../../db/ai/answers.ts';
import { keepWriting, readWriting, type Writing } from '../../../db/ai/writings.ts';
import type { Pool } from '../../../db/pool.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { AnswerBody, Provenance } from '../../contracts/ai-answer.ts';
import { parseDraft } from '../engine/anthropic/schema.ts';
import type { Draft } from '../engine/engine.ts';
import type { Book } from '../ledger/book.ts';
import type { Sources } from '../sources/sources.ts';
import type { Question } from './answer.ts';
import { type Judged, judge } from './body.ts';

/** What has been written before, and may be given again. */
export interface Shelf {
  /** @param bytes of the prompt: what is found is reserved like what would be asked */
  find(hash: string, question: Question, bytes: number): Promise<Found | 'over-budget' | undefined>;
  keep(hash: string, writing: Writing): Promise<void>;
}

export interface Found {
  draft: Draft;
  judged: Judged[];
  provenance: Provenance;
}

export interface ShelfOptions {
  platform: Pool;
  read: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>;
  book: Book;
}

/**
 * A firm's own answer is given again at once and for nothing. What another firm had written of the same public content is
 * given again like a new one: charged at the same price and as slow as it was, so that neither the bill nor the clock tells a
 * firm that somebody else watches the case. It is proved anew, against the asker's own sources.
 */
export function createShelf({ platform, read, book }: ShelfOptions): Shelf {
  return {
    async find(hash, question, bytes) {
      const own = await read((tx) => findSameAnswer(tx, hash));
      if (own?.body && own.model && isAbout(own.body, question.sources))
        return ownAnswer(question, { ...own, body: own.body, model: own.model });
      if (question.task.isPrivate) return undefined;
      const writing = await readWriting(platform, hash);
      return writing && shared(writing, question, bytes, book);
    },
    keep: (hash, writing) => keepWriting(platform, hash, writing),
  };
}

/** Two cases of a firm may read alike to the letter: an answer about one cites no movement of the other. */
function isAbout({ statements }: AnswerBody, { movements }: Sources): boolean {
  const ids = new Set(movements.map(({ id }) => id));
  return statements.every(({ movementIds }) => movementIds.every((id) => ids.has(id)));
}

type OwnAnswer = NonNullable<Awaited<ReturnType<typeof findSameAnswer>>>;

function ownAnswer(
  { sources, task, input }: Question,
  { body, model }: OwnAnswer & { body: NonNullable<OwnAnswer['body']>; model: string },
): Found {
  const refs = new Map(sources.movements.map((m) => [m.id, m.ref]));
  const headers = sources.headers.map((h) => h.ref);
  const statements = body.statements.map(({ section, text, movementIds, header }) => ({
    section,
    text,
    sources: [...movementIds.flatMap((id) => refs.get(id) ?? []), ...(header ? headers : [])],
  }));
  const draft: Draft = { statements, verdict: body.verdict?.value ?? null };
  return {
    draft,
    judged: judge(draft, sources, { input, isByRules: false }),
    provenance: provenanceOf(model, task.version, 0, 0, 0),
  };
}

async function shared(
  writing: Writing,
  question: Question,
  bytes: number,
  book: Book,
): Promise<Found | 'over-budget' | undefined> {
  const { task, sources, input, signal } = question;
  const draft = parseDraft(writing.draft, task.sections, task.verdict?.values ?? null);
  if (!draft) return undefined;
  const id = `${question.callKey}:${writing.model}:1`;
  const { usage } = writing;
  const all = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  if (!(await book.reserve(id, writing.model, { bytes, maxTokens: task.maxTokens }))) return 'over-budget';
  await replay(draft, writing.tookMs, question.onText, signal);
  const cost = await book.settle(id, writing.model, usage);
  const provenance = provenanceOf(writing.model, task.version, all, usage.outputTokens, cost);
  return { draft, judged: judge(draft, sources, { input, isByRules: false }), provenance };
}

/** Sentence by sentence, in the time that the first writing took. */
async function replay(
  draft: Draft,
  tookMs: number,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const texts = draft.statements.map(({ text }) => text);
  for (const place of texts.keys()) {
    await sleep(tookMs / texts.length, undefined, { signal });
    onText(texts.slice(0, place + 1).join(' '));
  }
}

function provenanceOf(
  model: string,
  promptVersion: string,
  inputTokens: number,
  outputTokens: number,
  costMicros: number,
): Provenance {
  return { engine: 'anthropic', model, promptVersion, fallback: null, inputTokens, outputTokens, costMicros };
}
