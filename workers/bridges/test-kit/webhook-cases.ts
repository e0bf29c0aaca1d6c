import { expect, test } from 'bun:test';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import fc from 'fast-check';
import { Inbound } from '../../../actors/contracts/channels.ts';
import type { TestNats } from '../../../compose/test-kit/nats.ts';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import type { TestBridge } from './bridge.ts';
import { disturbed } from './disturbed.ts';
import { drip } from './drip.ts';
import type { Driver, WebhookDriver } from './driver.ts';
import type { Platform } from './platform.ts';

const SLOW = { withinMs: 60_000, everyMs: 20 };
const isInbound = TypeCompiler.Compile(Inbound);

/** What a test of one adapter has at hand. */
export interface Parts {
  nats: TestNats;
  platform: Platform;
  driver: Driver;
  run(): Promise<TestBridge>;
}

/** The adapter runs, and its provider knows where to call; undefined for a provider that does not call. */
async function connected({
  driver: { webhook },
  run,
  ...rest
}: Parts): Promise<
  (Omit<Parts, 'driver' | 'run'> & { webhook: WebhookDriver; url: string; bridge: TestBridge }) | undefined
> {
  if (!webhook) return undefined;
  const bridge = await run();
  const { url } = bridge;
  await waitFor('the connection', () => webhook.connect(`${url}/con_1`).then(() => true), SLOW);
  return { ...rest, webhook, url, bridge };
}

/** What an adapter must do with what its provider calls it with. @param of asked in each test: they are made anew for each */
export function webhookCases(of: () => Parts): void {
  test('what people write arrives once, however often the provider says it', async () => {
    const at = await connected(of());
    if (!at) return;
    const { webhook, url, platform } = at;
    webhook.write('Olá');
    const { message } = await waitFor('the message', () => platform.messages[0], SLOW);
    expect(message).toMatchObject({ text: 'Olá', private: true, from: { chat: expect.any(String) } });
    const call = () => fetch(`${url}/con_1`, webhook.good());
    for (const answer of [await call(), await call(), await call()]) expect(answer.status).toBe(200);
    await waitFor('both', () => platform.messages.length >= 2);
    expect(platform.messages).toHaveLength(2);
  }, 60_000);

  test('what is not the provider’s is refused with its reason, and counted', async () => {
    const at = await connected(of());
    if (!at) return;
    const { webhook, url, platform, bridge } = at;
    for (const { name: what, status, reason, request } of webhook.wrong) {
      const answer = await fetch(`${url}/con_1`, request());
      expect([what, answer.status, ((await answer.json()) as { title: string }).title]).toEqual([
        what,
        status,
        reason,
      ]);
      expect(await bridge.metrics()).toContain(`reason="${reason}"`);
    }
    expect((await fetch(`${url}/con_unknown`, webhook.good())).status).toBe(404);
    expect(platform.messages).toEqual([]);
  }, 60_000);

  test('an old recording, a changed body, a header twice or none at all: refused, counted, and nothing of it told', async () => {
    const at = await connected(of());
    if (!at) return;
    const { webhook, url, platform } = at;
    const post = (headers: [string, string][], body: string) =>
      fetch(`${url}/con_1`, { method: 'POST', headers, body });
    const bodyAt = (seconds: number) => JSON.stringify(webhook.body(seconds));
    const now = Math.floor(Date.now() / 1_000);
    const DAY = 24 * 3_600;
    const { signature } = webhook;
    const cases: [what: string, request: { headers: Record<string, string>; body: string }][] = [
      ['of nine days ago', webhook.signed(bodyAt(now - 9 * DAY))],
      ['of the day after tomorrow', webhook.signed(bodyAt(now + 2 * DAY))],
      ['of the year 33658', webhook.signed(bodyAt(999_999_999_999))],
    ];
    if (webhook.coversBody) {
      const given = webhook.signed(bodyAt(now));
      cases.push(['changed', { ...given, body: given.body.replace('De novo', 'De nada') }]);
    }
    for (const [what, { headers, body }] of cases) {
      const { status } = await post(Object.entries(headers), body);
      expect([what, status >= 400 && status < 500]).toEqual([what, true]);
    }
    const { headers, body } = webhook.signed(bodyAt(now));
    const others = Object.entries(headers).filter(([name]) => name !== signature);
    const given = headers[signature] ?? '';
    for (const [what, signatures] of [
      ['none', []],
      ['an empty one', ['']],
      ['two of them', [given, given]],
      ['a wrong one before it', ['x', given]],
      ['a wrong one behind it', [given, 'x']],
      ['a shorter one', [given.slice(0, -1)]],
      ['a longer one', [`${given}0`]],
    ] as const) {
      const all = [...others, ...signatures.map((value): [string, string] => [signature, value])];
      const { status } = await post(all, body);
      expect([what, status]).toEqual([what, 401]);
    }
    expect(platform.messages).toEqual([]);
    // A clock that is a little ahead or behind is none of that.
    for (const skew of [-200, 200]) {
      const one = webhook.signed(bodyAt(now + skew), Date.now() + skew * 1_000);
      expect((await post(Object.entries(one.headers), one.body)).status).toBe(200);
    }
    await waitFor('the message', () => platform.messages.length > 0);
    const ahead = platform.messages.filter(({ message }) => Date.parse(message.at) > Date.now() + 1_000);
    expect(ahead).toEqual([]);
  }, 60_000);

  test('a huge body is refused unread, a slow one is not waited for', async () => {
    const at = await connected(of());
    if (!at) return;
    const { webhook, url, bridge } = at;
    const huge = webhook.signed(JSON.stringify({ text: 'x'.repeat(2 * 1024 ** 2) }));
    const answer = await fetch(`${url}/con_1`, { method: 'POST', ...huge });
    expect([answer.status, ((await answer.json()) as { title: string }).title]).toEqual([413, 'too-long']);
    const { hostname, port, pathname } = new URL(`${url}/con_1`);
    const head = `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{`;
    const said = await drip(hostname, Number(port), head);
    expect(said).toContain(' 408 ');
    expect(await bridge.metrics()).toContain('reason="too-slow"');
    expect((await fetch(`${url}/con_1`, webhook.good())).status).toBe(200);
  }, 60_000);

  test('whatever is sent, and rightly signed, is taken or refused with a reason, and never an error of ours', async () => {
    const at = await connected(of());
    if (!at) return;
    const { webhook, url, platform } = at;
    const good = webhook.body(Math.floor(Date.now() / 1_000));
    await fc.assert(
      fc.asyncProperty(disturbed(good), async (body) => {
        const answer = await fetch(`${url}/con_1`, {
          method: 'POST',
          ...webhook.signed(JSON.stringify(body) ?? ''),
        });
        expect(answer.status).toBeLessThan(500);
        if (answer.status >= 400) expect((await answer.json()) as object).toHaveProperty('title');
      }),
      { numRuns: 300 },
    );
    // Only what the platform can read was told.
    for (const { message } of platform.messages) expect([...isInbound.Errors(message)]).toEqual([]);
  }, 120_000);

  test('with NATS away a webhook is answered 503, so that the provider comes again', async () => {
    const at = await connected(of());
    if (!at) return;
    const { webhook, url, platform, nats } = at;
    await nats.kill9();
    const answer = await fetch(`${url}/con_1`, webhook.good());
    expect(answer.status).toBe(503);
    webhook.write('Enquanto isso');
    await nats.restart();
    await waitFor(
      'the message',
      () => platform.messages.some(({ message }) => message.text === 'Enquanto isso'),
      SLOW,
    );
  }, 90_000);
}
