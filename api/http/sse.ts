/** One server-sent event. `data` becomes one line of JSON. */
export function sseEvent(event: { id?: string; event: string; data: unknown }): string {
  const id = event.id === undefined ? '' : `id: ${event.id}\n`;
  return `${id}event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;
}

/** Keeps proxies and this server from taking a quiet stream for a dead one. */
export const HEARTBEAT = ': heartbeat\n\n';

/**
 * An event stream of the chunks that `produce` yields. The next chunk is asked for when the one before has left, so a slow
 * reader holds one chunk and no more. `signal` aborts when the reader is gone or `request` is.
 */
export function sseResponse(
  request: Request,
  produce: (signal: AbortSignal) => AsyncGenerator<string>,
): Response {
  const gone = new AbortController();
  const signal = AbortSignal.any([gone.signal, request.signal]);
  const chunks = produce(signal);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        // First the signal: it ends a wait, and with it the step that `return` would queue behind.
        gone.abort();
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}

/** A bell: a ring while nobody waits is kept for the next who does, so that none is lost between looking and waiting. */
export function createBell() {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring(): void {
      rung = true;
      wake?.();
    },
    /** Resolves at a ring, at the abort, or after `timeoutMs`, and forgets the ring. */
    async wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
      if (!rung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs);
          wake = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = undefined;
      rung = false;
    },
  };
}
