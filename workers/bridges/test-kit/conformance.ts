import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import fc from 'fast-check';
import { Inbound, type Outbound } from '../../../actors/contracts/channels.ts';
import { requestOps } from '../../../actors/runtime/nats/request.ts';
import { freePort } from '../../../compose/test-kit/free-port.ts';
import { acquireNats, type TestNats } from '../../../compose/test-kit/nats.ts';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { startBridge, type TestBridge } from './bridge.ts';
import { startProcess } from './bridge-process.ts';
import { disturbed } from './disturbed.ts';
import { drip } from './drip.ts';
import type { Driver } from './driver.ts';
import { ESCAPE_CORPUS } from './escape-corpus.ts';
import { content, type Platform, startPlatform } from './platform.ts';

const SLOW = { withinMs: 60_000, everyMs: 20 };
const isInbound = TypeCompiler.Compile(Inbound);
const CLASSES = ['terminal', 'switch', 'disable-link', 'disable-connection'] as const;

/** What every channel's adapter must do, driven against its provider's server over a real broker. */
export function describeChannel(name: string, start: () => Promise<Driver>): void {
  describe(name, () => {
    let nats: TestNats;
    let platform: Platform;
    let driver: Driver;
    let bridge: TestBridge | undefined;

    beforeAll(async () => {
      nats = await acquireNats();
    });
    beforeEach(async () => {
      driver = await start();
      platform = await startPlatform(nats, driver.channel.name);
    });
    afterEach(async () => {
      await bridge?.stop();
      bridge = undefined;
      await platform.close();
      await driver.stop();
    });
    afterAll(() => nats.release());

    const connect = (version = 1) =>
      platform.tell({ id: 'con_1', settings: driver.settings, version }, driver.secrets);
    const send = (id: string, over: Partial<Outbound> = {}, person = 1) =>
      platform.send({ id, address: { to: driver.person(person) }, ...driver.outbound, ...over });
    const receiptOf = (id: string) =>
      waitFor(`a receipt of ${id}`, () => platform.receipts.find(({ receipt }) => receipt.id === id), SLOW);
    const run = async () => {
      bridge = await startBridge(nats, driver.channel);
      await connect();
      return bridge;
    };

    test('sends, and tells what the provider called it', async () => {
      await run();
      await send('ntf_1', { content: content({ title: 'Sentença publicada' }) });
      expect((await receiptOf('ntf_1')).receipt).toMatchObject({
        state: 'sent',
        providerId: expect.any(String),
      });
      expect(driver.seen()).toHaveLength(1);
      expect(driver.seen()[0]?.text).toContain('Sentença publicada');
    });

    test('greets, and answers operators by name', async () => {
      await run();
      await waitFor('the greeting', () => platform.hellos > 0);
      const subject = `lux.ops.bridge-${driver.channel.name}.status`;
      const open = await waitFor('the open connection', async () => {
        const asked = await requestOps(nats.urls.operator, subject, '', 2_000);
        return asked.ok && JSON.stringify(asked.answer).includes('"open":true') && asked.answer;
      });
      expect(open).toMatchObject({ connections: [{ id: 'con_1', tenant: 'ten_a', version: 1 }] });
      expect(JSON.stringify(open)).not.toContain(Object.values(driver.secrets)[0] as string);
    });

    test('what is delivered again is not sent again', async () => {
      await run();
      await send('ntf_1');
      await receiptOf('ntf_1');
      await send('ntf_1');
      await waitFor('the repetition', async () =>
        (await bridge?.metrics())?.includes('lux_bridge_repeated_total{'),
      );
      expect(driver.seen()).toHaveLength(1);
    });

    test.each([...CLASSES])('a refusal that means %s is told as that', async (kind) => {
      await run();
      driver.failNext(kind);
      const { badAddress } = driver;
      await send('ntf_1', kind === 'disable-link' && badAddress ? { address: { to: badAddress } } : {});
      const { receipt } = await receiptOf('ntf_1');
      expect(receipt).toMatchObject({ state: 'failed', error: { class: kind } });
      expect(driver.seen()).toHaveLength(0);
    });

    test('what failed may be sent again under the same id', async () => {
      await run();
      driver.failNext('switch');
      await send('ntf_1');
      await receiptOf('ntf_1');
      await send('ntf_1');
      await waitFor('the message', () => driver.seen().length === 1, SLOW);
    });

    test('a provider that is away is asked again, without troubling the platform', async () => {
      if (driver.retryMs) return;
      await run();
      driver.failNext('unavailable');
      await send('ntf_1');
      expect((await receiptOf('ntf_1')).receipt.state).toBe('sent');
      expect(await bridge?.metrics()).toMatch(/lux_bridge_retries_total\{.*\} 1/);
    }, 60_000);

    test('keeps to the limits: for one person, and for all together', async () => {
      await run();
      for (let i = 0; i < driver.burst; i++) await send(`same_${i}`);
      for (let i = 0; i < 40; i++) await send(`all_${i}`, {}, 10 + i);
      await waitFor('all of them', () => driver.seen().length === driver.burst + 40, SLOW);
      expect(driver.breaches()).toBe(0);
    }, 90_000);

    test('connections come, change and go while it runs', async () => {
      bridge = await startBridge(nats, driver.channel);
      await send('early');
      await connect(2);
      expect((await receiptOf('early')).receipt.state).toBe('sent');
      // An older word changes nothing.
      await platform.tell({ id: 'con_1', version: 1, status: 'removed' });
      await send('after', {}, 2);
      expect((await receiptOf('after')).receipt.state).toBe('sent');
      await platform.tell({ id: 'con_1', version: 3, status: 'removed' });
      await waitFor('the removal', async () => {
        const asked = await requestOps(
          nats.urls.operator,
          `lux.ops.bridge-${driver.channel.name}.status`,
          '',
          2_000,
        );
        return asked.ok && JSON.stringify(asked.answer).includes('"removed"');
      });
      await send('late', {}, 3);
      expect((await receiptOf('late')).receipt.error?.class).toBe('disable-connection');
    }, 60_000);

    test('secrets that do not open, or do not fit, are an error of that connection alone', async () => {
      await run();
      await platform.tell({ id: 'con_2', settings: driver.settings, sealed: 's1.k1.AAAA.AAAA' });
      await send('by_con_2', { connection: 'con_2' });
      expect((await receiptOf('by_con_2')).receipt.error).toMatchObject({
        class: 'disable-connection',
        code: 'connection-unusable',
      });
      await send('ntf_1');
      expect((await receiptOf('ntf_1')).receipt.state).toBe('sent');
    });

    test('one firm cannot send through the connection of another', async () => {
      await run();
      await send('theirs', { tenant: 'ten_b' });
      expect((await receiptOf('theirs')).receipt.error).toMatchObject({
        class: 'terminal',
        code: 'foreign-connection',
      });
      expect(driver.seen()).toHaveLength(0);
    });

    test('what is no message, or too late, is refused with its reason and stops nothing', async () => {
      await run();
      await platform.sendRaw('ten_a', 'no json');
      await platform.sendRaw('ten_a', JSON.stringify({ id: 'broken', connection: 'con_1', tenant: 'ten_a' }));
      await send('old', { expiresAt: '2020-01-01T00:00:00Z' });
      await send('good', {}, 2);
      expect((await receiptOf('broken')).receipt.error).toMatchObject({
        class: 'terminal',
        code: 'malformed',
      });
      expect((await receiptOf('old')).receipt.error).toMatchObject({ class: 'terminal', code: 'expired' });
      expect((await receiptOf('good')).receipt.state).toBe('sent');
      expect(driver.seen()).toHaveLength(1);
    });

    test('people see what was written, whatever it is', async () => {
      await run();
      for (const [i, text] of ESCAPE_CORPUS.entries())
        await send(
          `esc_${i}`,
          { content: content({ title: text, paragraphs: [{ text: `${text}.` }], facts: [[text, text]] }) },
          100 + i,
        );
      await waitFor('all of them', () => driver.seen().length === ESCAPE_CORPUS.length, SLOW);
      for (const [i, text] of ESCAPE_CORPUS.entries()) {
        const seen = driver.seen().find(({ to }) => to === driver.person(100 + i));
        expect(seen?.text).toContain(driver.asSeen?.(`${text}.`) ?? `${text}.`);
      }
    }, 60_000);

    test('NATS goes away and comes back: nothing is lost', async () => {
      await run();
      await send('before');
      await receiptOf('before');
      await nats.kill9();
      await nats.restart();
      await waitFor('the broker', () => send('after', {}, 2).then(() => true), SLOW);
      expect((await receiptOf('after')).receipt.state).toBe('sent');
    }, 90_000);

    test('killed in the middle, its successor sends the rest', async () => {
      await connect();
      const port = await freePort();
      const first = startProcess(nats, driver, port);
      const count = 24;
      for (let i = 0; i < count; i++)
        await send(`ntf_${i}`, { content: content({ title: `Aviso ${i}.` }) }, 200 + i);
      await waitFor('a few of them', () => driver.seen().length >= 5, SLOW);
      first.kill('SIGKILL');
      await first.exited;
      const second = startProcess(nats, driver, port);
      try {
        const people = () => new Set(driver.seen().map(({ to }) => to)).size;
        await waitFor('all of them', () => people() === count, SLOW);
        await waitFor(
          'all receipts',
          () => new Set(platform.receipts.map(({ receipt }) => receipt.id)).size === count,
          SLOW,
        );
        // What was under way at that moment, and nothing else.
        const { underWay } = driver.channel.limits(driver.settings);
        expect(driver.seen().length - count).toBeLessThanOrEqual(underWay);
        expect(driver.breaches()).toBe(0);
      } finally {
        second.kill('SIGKILL');
        await second.exited;
      }
    }, 120_000);

    test('what people write arrives once, however often the provider says it', async () => {
      const { webhook } = driver;
      if (!webhook) return;
      const { url } = await run();
      await waitFor('the connection', () => webhook.connect(`${url}/con_1`).then(() => true), SLOW);
      webhook.write('Olá');
      const { message } = await waitFor('the message', () => platform.messages[0], SLOW);
      expect(message).toMatchObject({ text: 'Olá', private: true, from: { chat: expect.any(String) } });
      const call = () => fetch(`${url}/con_1`, webhook.good());
      for (const answer of [await call(), await call(), await call()]) expect(answer.status).toBe(200);
      await waitFor('both', () => platform.messages.length >= 2);
      expect(platform.messages).toHaveLength(2);
    }, 60_000);

    test('what is not the provider’s is refused with its reason, and counted', async () => {
      const { webhook } = driver;
      if (!webhook) return;
      const { url } = await run();
      await waitFor('the connection', () => webhook.connect(`${url}/con_1`).then(() => true), SLOW);
      for (const { name: what, status, reason, request } of webhook.wrong) {
        const answer = await fetch(`${url}/con_1`, request());
        expect([what, answer.status, ((await answer.json()) as { title: string }).title]).toEqual([
          what,
          status,
          reason,
        ]);
        expect(await bridge?.metrics()).toContain(`reason="${reason}"`);
      }
      expect((await fetch(`${url}/con_unknown`, webhook.good())).status).toBe(404);
      expect(platform.messages).toEqual([]);
    }, 60_000);

    test('an old recording, a changed body, a header twice or none at all: refused, counted, and nothing of it told', async () => {
      const { webhook } = driver;
      if (!webhook) return;
      const { url } = await run();
      await waitFor('the connection', () => webhook.connect(`${url}/con_1`).then(() => true), SLOW);
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
      const { webhook } = driver;
      if (!webhook) return;
      const { url } = await run();
      await waitFor('the connection', () => webhook.connect(`${url}/con_1`).then(() => true), SLOW);
      const huge = webhook.signed(JSON.stringify({ text: 'x'.repeat(2 * 1024 ** 2) }));
      const answer = await fetch(`${url}/con_1`, { method: 'POST', ...huge });
      expect([answer.status, ((await answer.json()) as { title: string }).title]).toEqual([413, 'too-long']);
      const { hostname, port, pathname } = new URL(`${url}/con_1`);
      const head = `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{`;
      const said = await drip(hostname, Number(port), head);
      expect(said).toContain(' 408 ');
      expect(await bridge?.metrics()).toContain('reason="too-slow"');
      expect((await fetch(`${url}/con_1`, webhook.good())).status).toBe(200);
    }, 60_000);

    test('whatever is sent, and rightly signed, is taken or refused with a reason, and never an error of ours', async () => {
      const { webhook } = driver;
      if (!webhook) return;
      const { url } = await run();
      await waitFor('the connection', () => webhook.connect(`${url}/con_1`).then(() => true), SLOW);
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

    test('a message of which the answer was lost is told as sent, and seen no more often than the provider makes unavoidable', async () => {
      const { afterLostAnswer: lost } = driver;
      if (!lost) return;
      const { url } = await run();
      // Where its provider tells by itself what it has.
      await waitFor(
        'the connection',
        () => driver.webhook?.connect(`${url}/con_1`).then(() => true) ?? true,
        SLOW,
      );
      lost.lose();
      await send('ntf_1');
      await receiptOf('ntf_1');
      await send('ntf_2');
      await receiptOf('ntf_2');
      expect(driver.seen()).toHaveLength(lost.seen + 1);
      const told = platform.receipts.flatMap(({ receipt }) => (receipt.id === 'ntf_1' ? receipt.state : []));
      expect(told).toContain('sent');
      expect(told).not.toContain('failed');
      if (lost.isSame) expect(lost.isSame()).toBe(true);
    }, 60_000);

    test('with NATS away a webhook is answered 503, so that the provider comes again', async () => {
      const { webhook } = driver;
      if (!webhook) return;
      const { url } = await run();
      await waitFor('the connection', () => webhook.connect(`${url}/con_1`).then(() => true), SLOW);
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
  });
}
