import { refusal } from '../../demo/verify.ts';
import type { Link } from '../network/link.ts';
import type { Links } from '../network/links.ts';

/** How a firm's receiver behaves when it misbehaves. `good` never does. */
export const CHARACTERS = ['good', 'hanging', 'resetting', 'garbage', 'failing'] as const;
export type Character = (typeof CHARACTERS)[number];

/** A webhook as it arrived, genuine, the first time or again. */
export interface Receipt {
  firm: number;
  webhookId: string;
  eventId: string;
  type: string;
  /** Of its bytes. */
  hash: string;
  processId: string | null;
  sequence: { process: string; number: number } | null;
}

export interface Receivers {
  urlOf(firm: number): string;
  characterOf(firm: number): Character;
  /** Each firm's secret, once it has one. */
  know(firm: number, secret: string): void;
  /** In order of arrival. */
  readonly receipts: readonly Receipt[];
  /** What came that was no webhook of the firm's: the reason and the firm. */
  readonly refused: readonly { firm: number; reason: string }[];
  misbehave(characters: readonly Character[]): void;
  behave(): void;
  stop(): Promise<void>;
}

/** One receiver for each character, with a link of its own before it. */
export async function startReceivers(links: Links): Promise<Receivers> {
  const secrets = new Map<number, string>();
  const receipts: Receipt[] = [];
  const refused: { firm: number; reason: string }[] = [];
  const bad = new Set<Character>();
  const ways = new Map<Character, Link>();
  const servers: { stop(hard: boolean): Promise<void> }[] = [];

  function take(firm: number, request: Request, body: string): Response {
    const reason = refusal(request.headers, body, secrets.get(firm) ?? '');
    if (reason) {
      refused.push({ firm, reason });
      return new Response(null, { status: 401 });
    }
    const { eventId, type, sequence, data } = JSON.parse(body);
    const webhookId = request.headers.get('webhook-id') ?? '';
    const hash = Bun.hash(body).toString(36);
    const processId = data?.process?.id ?? null;
    receipts.push({ firm, webhookId, eventId, type, hash, processId, sequence: sequence ?? null });
    return new Response(null, { status: 204 });
  }

  for (const character of CHARACTERS) {
    const server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      idleTimeout: 60,
      async fetch(request) {
        const firm = Number(new URL(request.url).pathname.slice(1));
        if (bad.has(character)) {
          if (character === 'failing') return new Response('out of order', { status: 500 });
          if (character === 'hanging') {
            await Bun.sleep(60_000);
            return new Response('too late', { status: 504 });
          }
        }
        return take(firm, request, await request.text());
      },
    });
    servers.push(server);
    ways.set(character, await links.open(`notifier > receiver ${character}`, server.port ?? 0));
  }

  const characterOf = (firm: number) => CHARACTERS[firm % CHARACTERS.length] ?? 'good';
  return {
    characterOf,
    urlOf: (firm) => `http://127.0.0.1:${ways.get(characterOf(firm))?.port}/${firm}`,
    know: (firm, secret) => void secrets.set(firm, secret),
    receipts,
    refused,
    misbehave(characters) {
      for (const character of characters) {
        bad.add(character);
        const way = ways.get(character);
        if (character === 'resetting') way?.refuse('reset');
        if (character === 'garbage') way?.refuse('garbage');
        way?.reset();
      }
    },
    behave() {
      for (const way of ways.values()) way.refuse(undefined);
      bad.clear();
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop(true)));
    },
  };
}
