import type { Answer, Asked } from './messages-server.ts';
import { reply } from './wire.ts';

interface Batch {
  id: string;
  requests: { custom_id: string; params: Asked }[];
  ended: boolean;
}

/** Calls that a provider may never answer; `results` begins to and stops within a line. */
export type Stalled = 'create' | 'retrieve' | 'results';

const never = () => new Promise<never>(() => {});

/** One line of results that never ends. */
function stalledStream(): ReadableStream {
  return new ReadableStream({
    async pull(controller) {
      controller.enqueue(new TextEncoder().encode('{"custom_id": "ans_'));
      await never();
    },
  });
}

interface Refusal {
  status: number;
  type: string;
}

function refused({ status, type }: Refusal): Response {
  const error = { type, message: 'scripted' };
  return Response.json({ type: 'error', error }, { status, headers: { 'retry-after-ms': '10' } });
}

/** The batches of a scripted provider. They end when a test says so; results come in the reverse order. */
export function createBatchBook(script: (asked: Asked) => Answer | Promise<Answer>) {
  const batches: Batch[] = [];
  /** Requests that the provider does not get to before the end, by custom id. */
  const undone = new Map<string, 'errored' | 'canceled' | 'expired'>();
  let refusal: Refusal | undefined;
  let trouble: Refusal | undefined;
  let stalled: Stalled | undefined;
  let asked = 0;

  const shown = (batch: Batch, origin: string) => ({
    id: batch.id,
    type: 'message_batch',
    processing_status: batch.ended ? 'ended' : 'in_progress',
    request_counts: { processing: 0, succeeded: 0, errored: 0, canceled: 0, expired: 0 },
    created_at: new Date().toISOString(),
    expires_at: new Date(Date.now() + 86_400_000).toISOString(),
    ended_at: batch.ended ? new Date().toISOString() : null,
    archived_at: null,
    cancel_initiated_at: null,
    results_url: batch.ended ? `${origin}/v1/messages/batches/${batch.id}/results` : null,
  });

  async function resultOf({ custom_id, params }: Batch['requests'][number]): Promise<object> {
    const why = undone.get(custom_id);
    if (why === 'errored')
      return {
        custom_id,
        result: { type: 'errored', error: { type: 'error', error: { type: 'api_error', message: 'x' } } },
      };
    if (why) return { custom_id, result: { type: why } };
    const answer = await script({ ...params, text: JSON.stringify(params) });
    if (answer.kind === 'error') throw new Error('a batch item is refused through `undone`');
    return { custom_id, result: { type: 'succeeded', message: reply(params.model, answer) } };
  }

  return {
    batches,
    undone,
    /** How often a batch has been asked after. */
    asked: () => asked,
    /** Refuses every new batch; accepts them again without one. */
    refuse(next?: Refusal) {
      refusal = next;
    },
    /** Answers whoever asks after a batch with an error. */
    fail(next?: Refusal) {
      trouble = next;
    },
    /** Leaves a kind of call without its answer; answers all of them again without one. */
    stall(next?: Stalled) {
      stalled = next;
    },
    async handle(request: Request, pathname: string, origin: string): Promise<Response> {
      const [id, part] = pathname.split('/').slice(4);
      if (request.method === 'POST' && !id) {
        if (refusal) return refused(refusal);
        const { requests } = (await request.json()) as Pick<Batch, 'requests'>;
        const batch = { id: `msgbatch_${batches.length + 1}`, requests, ended: false };
        batches.push(batch);
        if (stalled === 'create') return never();
        return Response.json(shown(batch, origin));
      }
      asked++;
      if (trouble) return refused(trouble);
      const batch = batches.find((one) => one.id === id);
      if (!batch)
        return Response.json(
          { type: 'error', error: { type: 'not_found_error', message: 'x' } },
          { status: 404 },
        );
      if (part !== 'results') return stalled === 'retrieve' ? never() : Response.json(shown(batch, origin));
      if (stalled === 'results') return new Response(stalledStream());
      const lines = await Promise.all(batch.requests.toReversed().map(resultOf));
      return new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {
        headers: { 'content-type': 'application/x-jsonl' },
      });
    },
  };
}
