import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Pool } from '../../../db/pool.ts';
import type { Worker } from '../worker.ts';
import { listDeadLetters, redrive } from './dead-letters.ts';
import { inspectActor } from './inspect.ts';
import { setPaused } from './pause.ts';
import { readStatus } from './status.ts';

/** What a verb works with. */
export interface OpsParts {
  pool: Pool;
  kind: string;
  worker: Worker;
  /** Tells all workers of the kind to look: at the pause flag, at their mailboxes. */
  tellAll: () => void;
  /** What the worker that owns the actor has in memory; undefined when it does not answer. */
  askOwner: (owner: string, tenant: string, key: string) => Promise<unknown>;
}

export interface Verb {
  description: string;
  input: TSchema;
  run(parts: OpsParts, input: never): Promise<unknown>;
}

/** The input of a verb does not fit; the message says what to write. */
export class OpsInputError extends Error {
  override name = 'OpsInputError';
}

const Actor = Type.Object({ tenant: Type.String(), key: Type.Optional(Type.String()) });

function verb<S extends TSchema>(
  description: string,
  input: S,
  run: (parts: OpsParts, input: Static<S>) => Promise<unknown>,
): Verb {
  return { description, input, run };
}

/** What operators may ask of a kind, on `lux.ops.<kind>.<verb>` with JSON in and out. An empty body is `{}`. */
export const VERBS: Record<string, Verb> = {
  status: verb('Queue, workers, pause, dead letters', Type.Object({}), ({ pool, kind }) =>
    readStatus(pool, kind),
  ),
  pause: verb(
    'Handles nothing until resume, also after restarts',
    Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })) }),
    async ({ pool, kind, tellAll }, input) => {
      const answer = await setPaused(pool, kind, input);
      tellAll();
      return answer;
    },
  ),
  resume: verb('Goes on after pause', Type.Object({}), async ({ pool, kind, tellAll }) => {
    const answer = await setPaused(pool, kind, undefined);
    tellAll();
    return answer;
  }),
  inspect: verb('One actor: mailbox, reminders, state', Actor, async ({ pool, kind, askOwner }, input) => {
    const view = await inspectActor(pool, kind, input.tenant, input.key ?? '');
    const live = view.owner ? await askOwner(view.owner, view.tenant, view.key) : undefined;
    return { ...view, live: live ?? null };
  }),
  deadletters: verb(
    'Messages that were given up, newest first',
    Type.Object({
      tenant: Type.Optional(Type.String()),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
      before: Type.Optional(Type.String()),
    }),
    ({ pool, kind }, input) => listDeadLetters(pool, kind, input),
  ),
  redrive: verb(
    'Puts dead letters back: {"ids": [...]}, {"tenant": "..."} or {"all": true}; "dryRun" only counts',
    Type.Object({
      ids: Type.Optional(Type.Array(Type.String(), { maxItems: 5_000 })),
      tenant: Type.Optional(Type.String()),
      all: Type.Optional(Type.Boolean()),
      dryRun: Type.Optional(Type.Boolean()),
    }),
    async ({ pool, kind, tellAll }, input) => {
      const { actors, ...answer } = await redrive(pool, kind, input);
      tellAll();
      return { ...answer, actors: actors.slice(0, 100) };
    },
  ),
};

/**
 * Runs a verb on the text of a request.
 * @throws OpsInputError when the body is not JSON or does not fit
 */
export async function runVerb(verb: Verb, parts: OpsParts, body: string): Promise<unknown> {
  let input: unknown;
  try {
    input = body.trim() === '' ? {} : JSON.parse(body);
  } catch (error) {
    throw new OpsInputError(`the request is not JSON: ${(error as Error).message}`);
  }
  const first = Value.Errors(verb.input, input).First();
  if (first) throw new OpsInputError(`${first.path || '/'}: ${first.message}`);
  try {
    return await verb.run(parts, input as never);
  } catch (error) {
    if (error instanceof RangeError) throw new OpsInputError(error.message);
    throw error;
  }
}
