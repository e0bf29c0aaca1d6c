import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { createMailbox, finishTurn, type Mailbox, type StoredMessage, takeTurn } from './mailbox.ts';
import { createScheduler } from './scheduler.ts';

const lease = { partition: 0, epoch: 1, signal: new AbortController().signal };
let position = 0;

function mail(tenant: string, key: string): StoredMessage {
  position++;
  const id = `msg_${position}`;
  return {
    position,
    id,
    tenant,
    key,
    type: 't',
    payload: 0,
    attempts: 0,
    retryAt: 0,
    jobId: null,
    trace: null,
    sentAt: 0,
  };
}

function mailbox(tenant: string, key: string, messages: number): Mailbox {
  const box = createMailbox(tenant, key, lease);
  box.state = { value: undefined };
  box.queue = Array.from({ length: messages }, () => mail(tenant, key));
  return box;
}

/** Tenants with keys with numbers of messages, and what the kind allows. */
const worlds = fc.record({
  tenants: fc.array(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 8,
  }),
  perTurn: fc.integer({ min: 1, max: 20 }),
  perTenant: fc.integer({ min: 1, max: 4 }),
  slots: fc.integer({ min: 1, max: 6 }),
  choices: fc.infiniteStream(fc.nat()),
});

describe('scheduler', () => {
  test('handles every message once, in order within a mailbox, within the limits, and never idles over work', () => {
    fc.assert(
      fc.property(worlds, ({ tenants, perTurn, perTenant, slots, choices }) => {
        const scheduler = createScheduler({ quantum: Math.max(1, perTurn >> 1), perTurn, perTenant });
        const boxes = tenants.flatMap((keys, t) => keys.map((n, k) => mailbox(`t${t}`, `k${k}`, n)));
        const expected = new Map(boxes.map((box) => [box, box.queue.map((m) => m.position)]));
        const handled = new Map<Mailbox, number[]>(boxes.map((box) => [box, []]));
        const running: { box: Mailbox; turn: StoredMessage[] }[] = [];
        for (const box of boxes) scheduler.add(box);
        for (;;) {
          while (running.length < slots) {
            const next = scheduler.next();
            if (!next) break;
            expect(next.box.running).toBe(false);
            expect(next.count).toBeLessThanOrEqual(perTurn);
            running.push({ box: next.box, turn: takeTurn(next.box, next.count) });
          }
          for (const { box } of running) {
            expect(running.filter((r) => r.box.tenant === box.tenant).length).toBeLessThanOrEqual(perTenant);
          }
          const idle = boxes.filter((box) => box.queue.length > 0 && !box.running);
          const mayRun = idle.some(
            (b) => running.filter((r) => r.box.tenant === b.tenant).length < perTenant,
          );
          // Work conserving: a free slot means that nobody could use it.
          expect(running.length < slots && mayRun).toBe(false);
          const index = (choices.next().value ?? 0) % Math.max(1, running.length);
          const [ended] = running.splice(index, 1);
          if (!ended) break;
          handled.get(ended.box)?.push(...ended.turn.map((m) => m.position));
          finishTurn(ended.box, ended.turn, []);
          scheduler.finished(ended.box.tenant);
          if (ended.box.queue.length > 0) scheduler.add(ended.box);
        }
        for (const [box, positions] of expected) expect(handled.get(box)).toEqual(positions);
        expect(scheduler.waiting).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  test('what is urgent goes before the other keys of its tenant, and before no other tenant', () => {
    const scheduler = createScheduler({
      quantum: 1,
      perTurn: 1,
      perTenant: 64,
      isUrgent: ({ key }) => key.startsWith('chat'),
    });
    for (let i = 0; i < 50; i++) scheduler.add(mailbox('storm', `person${i}`, 1));
    scheduler.add(mailbox('calm', 'person', 1));
    scheduler.add(mailbox('storm', 'chat1', 1));
    const gone = mailbox('storm', 'chat2', 1);
    scheduler.add(gone);
    scheduler.remove(gone);
    const order = Array.from({ length: 52 }, () => scheduler.next()?.box.key);
    expect(order.slice(0, 4)).toEqual(['chat1', 'person', 'person0', 'person1']);
    expect([order.at(-1), scheduler.next(), scheduler.waiting]).toEqual(['person49', undefined, 0]);
  });

  test('what is urgent does not wait for the turns of its tenant that are under way', () => {
    const isUrgent = ({ key }: Mailbox) => key === 'chat';
    const scheduler = createScheduler({ quantum: 1, perTurn: 1, perTenant: 2, isUrgent });
    for (let i = 0; i < 3; i++) scheduler.add(mailbox('storm', `person${i}`, 1));
    const keys = () => scheduler.next()?.box.key;
    expect([keys(), keys(), keys()]).toEqual(['person0', 'person1', undefined]);
    scheduler.add(mailbox('storm', 'chat', 1));
    expect([keys(), keys()]).toEqual(['chat', undefined]);
    // Three are under way: two have to end before there is room.
    scheduler.finished('storm');
    expect(keys()).toBeUndefined();
    scheduler.finished('storm');
    expect(keys()).toBe('person2');
  });

  test('between two turns of a waiting tenant every other one gets at most one turn of each of its slots', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10 }), fc.integer({ min: 1, max: 50 }), (others, perTurn) => {
        const scheduler = createScheduler({ quantum: Math.max(1, perTurn >> 1), perTurn, perTenant: 1 });
        for (let t = 0; t < others; t++) scheduler.add(mailbox(`whale${t}`, '', 10_000));
        const order: string[] = [];
        const small = mailbox('small', '', 3);
        for (let i = 0; i < 5 * others && small.queue.length > 0; i++) {
          if (i === others) scheduler.add(small);
          const next = scheduler.next();
          if (!next) break;
          order.push(next.box.tenant);
          finishTurn(next.box, takeTurn(next.box, next.count), []);
          scheduler.finished(next.box.tenant);
          if (next.box.queue.length > 0) scheduler.add(next.box);
        }
        // It came when all whales stood in the ring: each is served once before it, none twice.
        const since = order.slice(others);
        expect(since.indexOf('small')).toBeLessThanOrEqual(others);
        expect(since.indexOf('small')).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('over many rounds the messages of greedy tenants stand as their weights', () => {
    const weights: Record<string, number> = { light: 0.25, normal: 1, heavy: 3 };
    const scheduler = createScheduler({
      quantum: 2,
      perTurn: 6,
      perTenant: 1,
      weight: (t) => weights[t] ?? 1,
    });
    const handled: Record<string, number> = { light: 0, normal: 0, heavy: 0 };
    for (const tenant of Object.keys(weights)) scheduler.add(mailbox(tenant, '', 100_000));
    for (let i = 0; i < 3_000; i++) {
      const next = scheduler.next();
      if (!next) throw new Error('nobody may run');
      const turn = takeTurn(next.box, next.count);
      handled[next.box.tenant] = (handled[next.box.tenant] ?? 0) + turn.length;
      finishTurn(next.box, turn, []);
      scheduler.finished(next.box.tenant);
      scheduler.add(next.box);
    }
    const normal = handled.normal ?? 0;
    expect((handled.heavy ?? 0) / normal).toBeCloseTo(3, 1);
    expect((handled.light ?? 0) / normal).toBeCloseTo(0.25, 1);
  });

  test('a tenant that left the ring empty and came back is counted once', () => {
    const scheduler = createScheduler({ quantum: 1, perTurn: 1, perTenant: 1 });
    const first = mailbox('t', 'a', 1);
    scheduler.add(first);
    scheduler.remove(first);
    scheduler.add(mailbox('t', 'b', 5));
    scheduler.add(mailbox('t', 'c', 5));
    expect(scheduler.next()?.box.key).toBe('b');
    expect(scheduler.next()).toBeUndefined();
    scheduler.finished('t');
    expect(scheduler.next()?.box.key).toBe('c');
  });
});
