import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { openMessageLink } from '../../contracts/message-link.ts';
import { parseSealingKeys } from '../../contracts/sealing.ts';
import { peopleOf } from '../test-kit/people.ts';
import { SEALING_KEYS } from '../test-kit/running.ts';
import { startTelling, type Telling } from '../test-kit/telling.ts';

const HOUR = 3_600_000;
const KEYS = parseSealingKeys(SEALING_KEYS);
let telling: Telling;
beforeAll(async () => {
  telling = await startTelling();
});
afterAll(() => telling.close());
// Ten in the morning of a Wednesday in Brasília.
beforeEach(() => {
  telling.running.clock.aheadMs = Date.parse('2099-11-25T13:00:00Z') - Date.now();
});

/** A person who is told by telegram alone. */
async function setUp(fields: Parameters<ReturnType<typeof peopleOf>['person']>[0] = {}) {
  const firm = telling.running.firm();
  const people = peopleOf(firm);
  const id = await people.person(fields);
  await people.link(id, 'telegram', '1', await people.connection('telegram'));
  await people.subscribe(id, { channels: ['telegram'] });
  return { firm, people, id, process: await firm.process() };
}

test('quiet hours hold and release; what is critical breaks through', async () => {
  const { firm, people, id, process } = await setUp({
    quietHours: { from: '09:00', to: '12:00' },
    preferences: { telegram: { important: 'instant' } },
  });
  await firm.happen(firm.movement(process, 'high'), firm.movement(process, 'critical'));
  await telling.drained();
  const held = (await people.notices(id)).filter(({ outcome }) => outcome === 'held');
  expect(held).toMatchObject([{ channel: 'telegram', reason: 'quiet-hours' }]);
  const [critical, ...more] = await people.notifications(id);
  expect([critical?.content?.title, more.length]).toEqual(['Andamento 2', 0]);
  await telling.pass(2 * HOUR + 60_000);
  const released = (await people.notifications(id)).at(-1);
  expect(released?.content?.title).toBe('Andamento 1');
  const steps = (await people.ledger(released?.id ?? '')).map(({ state, reason }) => `${state} ${reason}`);
  expect(steps.slice(0, 2)).toEqual(['held quiet-hours', 'queued null']);
  expect((await people.notices(id)).map(({ outcome }) => outcome)).not.toContain('held');
});

test('a digest: the first at once, what follows together when the window closes, and the window does not move', async () => {
  const { firm, people, id, process } = await setUp({ digestMinutes: 30 });
  const other = await firm.process();
  await firm.happen(firm.movement(process, 'high'));
  await telling.drained();
  await telling.pass(20 * 60_000);
  await firm.happen(firm.movement(process, 'high'), firm.movement(other, 'high'));
  await firm.happen(firm.movement(process, 'high'));
  await telling.drained();
  // The first of each case; the window of the first case has ten minutes to go, though things came in between.
  expect((await people.notifications(id)).map(({ kind }) => kind)).toEqual(['single', 'single']);
  await telling.pass(10 * 60_000 + 1_000);
  const [, , digest] = await people.notifications(id);
  expect(digest).toMatchObject({ kind: 'digest', content: { title: '2 novidades nos seus processos' } });
  // It leads its person to a page of its own.
  const sent = telling.telegram.outbound.filter(({ content }) => content.title === digest?.content?.title);
  const page = sent.at(-1)?.content.buttons[0]?.url?.split('/message/')[1] ?? '';
  const link = openMessageLink(KEYS, page);
  expect(link).toMatchObject({ personId: id, notificationId: digest?.id, channel: 'telegram' });
  // The digest opened a window of its own.
  await firm.happen(firm.movement(process, 'high'));
  await telling.drained();
  expect(await people.notifications(id)).toHaveLength(3);
});

test('routine comes in the summary at the person’s hour', async () => {
  const { firm, people, id, process } = await setUp({ summaryHour: '18:00' });
  await firm.happen(firm.movement(process, 'medium'), firm.movement(process, 'medium'));
  await telling.drained();
  expect(await people.notifications(id)).toEqual([]);
  await telling.pass(7 * HOUR);
  expect(await people.notifications(id)).toEqual([]);
  await telling.pass(HOUR + 60_000);
  expect(await people.notifications(id)).toMatchObject([
    { kind: 'summary', content: { title: 'Resumo: 2 movimentações' } },
  ]);
});

test('a court that tells five hundred things sends one message, and nothing of it is lost', async () => {
  const { firm, people, id } = await setUp({ preferences: { telegram: { important: 'instant' } } });
  const processes = await Promise.all(Array.from({ length: 10 }, () => firm.process()));
  const events = Array.from({ length: 500 }, (_, i) => firm.movement(processes[i % 10] ?? '', 'high'));
  await firm.happen(...events);
  await telling.drained();
  const told = await people.notifications(id);
  expect(told.map(({ kind, eventIds }) => [kind, eventIds.length])).toEqual([['storm', 500]]);
  expect(told[0]?.content?.title).toBe('500 movimentações de uma só vez');
  // What follows within the stretch becomes the next message, not the next five hundred.
  await firm.happen(firm.movement(processes[0] ?? '', 'high'), firm.movement(processes[1] ?? '', 'high'));
  await telling.drained();
  expect(await people.notifications(id)).toHaveLength(1);
  await telling.pass(10 * 60_000 + 1_000);
  expect((await people.notifications(id)).map(({ eventIds }) => eventIds.length)).toEqual([500, 2]);
});

test('in the middle of a storm what is critical is told at once, and the rest is collected', async () => {
  const { firm, people, id, process } = await setUp({ preferences: { telegram: { important: 'instant' } } });
  await firm.happen(...Array.from({ length: 60 }, () => firm.movement(process, 'high')));
  await telling.drained();
  await firm.happen(firm.movement(process, 'high'), firm.movement(process, 'critical'));
  await firm.happen(firm.movement(process, 'critical'));
  await telling.drained();
  const told = await people.notifications(id);
  expect(told.map(({ kind, eventIds, needsAck }) => [kind, eventIds.length, needsAck])).toEqual([
    ['storm', 60, false],
    ['single', 1, true],
    ['single', 1, true],
  ]);
  await telling.pass(10 * 60_000 + 1_000);
  expect((await people.notifications(id)).map(({ eventIds }) => eventIds.length)).toEqual([60, 1, 1, 1]);
});

test('an act that two graus tell of is told once, and why is written down', async () => {
  const { firm, people, id, process } = await setUp();
  const first = firm.movement(process, 'critical');
  const second = firm.movement(process, 'critical');
  const facts = { code: 219, occurredAt: '2099-03-02T16:20:00-03:00', description: 'Sentença' };
  Object.assign((first.data as { movement: object }).movement, facts, { grau: 'G1' });
  Object.assign((second.data as { movement: object }).movement, facts, { grau: 'G2' });
  await firm.happen(first);
  await firm.happen(second);
  await telling.drained();
  expect(await people.notifications(id)).toHaveLength(1);
  const suppressed = (await people.notices(id)).filter(({ outcome }) => outcome === 'suppressed');
  expect(suppressed.map(({ reason, channel }) => `${channel} ${reason}`).sort()).toEqual([
    'inbox same-act',
    'telegram same-act',
  ]);
});

test('a summary with a sealed case in it tells nothing of another that is sealed later', async () => {
  const { firm, people, id, process } = await setUp({ summaryHour: '18:00' });
  const sealed = await firm.process({ secrecy: 5 });
  await firm.happen(firm.movement(process, 'medium'), firm.movement(sealed, 'medium'));
  await telling.drained();
  await telling.pass(8 * HOUR + 60_000);
  const told = () => telling.telegram.outbound.filter(({ tenant }) => tenant === firm.tenant);
  await waitFor('the summary', () => told().length === 1);
  expect(JSON.stringify(told())).toContain('Andamento');
  expect(await people.notifications(id)).toMatchObject([{ kind: 'summary' }]);
  await firm.write((tx) =>
    tx.client.query('update processes set secrecy = 1 where tenant_id = $1 and id = $2', [
      firm.tenant,
      process,
    ]),
  );
  for (const minutes of [1, 6, 11]) await telling.pass(minutes * 60_000);
  await waitFor('two repetitions', () => told().length === 3);
  expect(JSON.stringify(told().slice(1))).not.toContain('Andamento');
});

test('of a sealed case nothing leaves, not even when it was sealed after the message had been written', async () => {
  const { firm, people, id } = await setUp();
  const process = await firm.process({ secrecy: 5 });
  await firm.happen(firm.movement(process, 'critical'));
  await telling.drained();
  const later = await firm.process();
  // Nobody takes it from the lane until the broker is asked again.
  await firm.happen(firm.movement(later, 'critical'));
  await telling.drained();
  await firm.write((tx) =>
    tx.client.query('update processes set secrecy = 1 where tenant_id = $1 and id = $2', [
      firm.tenant,
      later,
    ]),
  );
  const [sealed] = await people.notifications(id);
  expect(JSON.stringify(sealed?.content)).not.toContain('Andamento');
  expect(sealed?.content?.title).toContain('segredo de justiça');
  const before = telling.telegram.outbound.filter(({ tenant }) => tenant === firm.tenant).length;
  await telling.pass(20_000);
  // Without a receipt it is handed over again and again, as it may be said now.
  for (const minutes of [6, 11]) await telling.pass(minutes * 60_000);
  const repeated = () =>
    telling.telegram.outbound.filter(({ tenant }) => tenant === firm.tenant).slice(before);
  await waitFor('both messages twice', () => repeated().length === 4);
  expect(JSON.stringify(repeated())).not.toContain('Andamento');
});
