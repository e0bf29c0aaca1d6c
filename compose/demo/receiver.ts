import { parseArgs } from 'node:util';
import { describeDelivery, type WebhookBody } from './describe-delivery.ts';
import { refusal } from './verify.ts';

export interface Receiver {
  url: string;
  port: number;
  stop(): Promise<void>;
}

/**
 * A webhook receiver on this machine, as an integrator would write one: verifies, answers at once, skips what it has seen,
 * notices gaps. Prints a line for each delivery.
 * @param secret `whsec_...`; asked for at each delivery, because a firm may get it after the receiver has started
 * @param port 0 takes a free one
 */
export function startReceiver(options: {
  port: number;
  secret: () => string | undefined;
  print: (line: string) => void;
}): Receiver {
  const seen = new Set<string>();
  const lastOf = new Map<string, number>();

  const server = Bun.serve({
    port: options.port,
    hostname: '127.0.0.1',
    routes: {
      '/webhook': {
        async POST(request) {
          const text = await request.text();
          const reason = refusal(request.headers, text, options.secret() ?? '');
          if (reason) {
            options.print(`received   something that is no webhook of ours: ${reason}`);
            return new Response(null, { status: 401 });
          }
          const id = request.headers.get('webhook-id') ?? '';
          // Delivered at least once: the same id may come again after a lost answer.
          if (!seen.has(id)) take(id, JSON.parse(text));
          return new Response(null, { status: 204 });
        },
      },
    },
    fetch: () => new Response(null, { status: 404 }),
  });

  function take(id: string, body: WebhookBody): void {
    seen.add(id);
    const { sequence } = body;
    const before = sequence && lastOf.get(sequence.process);
    const missed = before ? sequence.number - before - 1 : 0;
    if (sequence) lastOf.set(sequence.process, Math.max(sequence.number, before ?? 0));
    options.print(
      `received   ${describeDelivery(body)} (signature verified${missed > 0 ? `, ${missed} missing before it` : ''})`,
    );
  }

  return {
    url: `http://127.0.0.1:${server.port}/webhook`,
    port: server.port ?? options.port,
    stop: () => server.stop(true),
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '3911' }, secret: { type: 'string' } },
  });
  const { secret } = values;
  if (!secret?.startsWith('whsec_')) {
    console.error('usage: bun compose/demo/receiver.ts [--port 3911] --secret whsec_...');
    process.exit(2);
  }
  const receiver = startReceiver({ port: Number(values.port), secret: () => secret, print: console.log });
  console.log(`listening at ${receiver.url}; Ctrl-C ends`);
}
