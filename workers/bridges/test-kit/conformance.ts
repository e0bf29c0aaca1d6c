import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import type { Outbound } from '../../../actors/contracts/channels.ts';
import { requestOps } from '../../../actors/runtime/nats/request.ts';
import { freePort } from '../../../compose/test-kit/free-port.ts';
import { acquireNats, type TestNats } from '../../../compose/test-kit/nats.ts';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { startBridge, type TestBridge } from './bridge.ts';
import { startProcess } from './bridge-process.ts';
import type { Driver } from './driver.ts';
import { ESCAPE_CORPUS } from './escape-corpus.ts';
import { content, type Platform, startPlatform } from './platform.ts';
import { webhookCases } from './webhook-cases.ts';

const SLOW = { withinMs: 60_000, everyMs: 20 };
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
      expect(receipt).toMatchObject({ state: 'failed', version: 1, error: { class: kind } });
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
      expect((await receiptOf('early')).receipt).toMatchObject({ state: 'sent', version: 2 });
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
      const { receipt } = await receiptOf('late');
      expect([receipt.error?.class, receipt.version]).toEqual(['disable-connection', 3]);
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

    test('one that was held up says so first, and one that was not does not', async () => {
      await run();
      const late = { text: 'Aviso atrasado: foi escrito em 25/11/2026 às 09:03.' };
      await send('held', { late: { ...late, after: '2020-01-01T00:00:00Z' } }, 1);
      await send('soon', { late: { ...late, after: '2100-01-01T00:00:00Z' } }, 2);
      await waitFor('both', () => driver.seen().length === 2, SLOW);
      const seen = (number: number) => driver.seen().find(({ to }) => to === driver.person(number))?.text;
      const text = driver.asSeen?.(late.text) ?? late.text;
      expect(seen(1)).toContain(text);
      expect(seen(2)).not.toContain(text);
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

    webhookCases(() => ({ nats, platform, driver, run }));
  });
}
