import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readEvents } from '../../../db/events/by-id.ts';
import { readPersonLane } from '../../../db/people/lane.ts';
import { type Backtest, createBacktest, type Turn } from '../../telling/backtest.ts';
import { routesOf } from '../../telling/routes.ts';
import { peopleOf } from '../test-kit/people.ts';
import { startTelling, type Telling } from '../test-kit/telling.ts';
import { readHappenings } from './lane.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = () => new Date(Date.now() + telling.running.clock.aheadMs);
let telling: Telling;
beforeAll(async () => {
  telling = await startTelling();
});
afterAll(() => telling.close());

/** Messages by channel and all in all, as the lane wrote them and as the backtest counts them. */
const counted = ({ messages, channels }: Backtest): Record<string, number> => ({
  messages,
  ...Object.fromEntries([...channels].map(([channel, tally]) => [channel, tally.messages])),
});

test('a day of a person: the backtest counts what the lane has sent, message for message', async () => {
  // Ten in the morning of a Wednesday in Brasília.
  telling.running.clock.aheadMs = Date.parse('2099-11-25T13:00:00Z') - Date.now();
  const firm = telling.running.firm();
  const people = peopleOf(firm);
  const ana = await people.person({
    quietHours: { from: '11:00', to: '13:00' },
    workingHours: { from: '08:00', to: '18:00' },
    preferences: { telegram: { case: 'instant', routine: 'instant' }, inbox: { routine: 'off' } },
    digestMinutes: 30,
  });
  await people.link(ana, 'telegram', '1', await people.connection('telegram'));
  await people.subscribe(ana, { channels: ['telegram', 'inbox', 'slack'] });
  const [one, other] = [await firm.process(), await firm.process()];
  const turns: Turn[] = [];
  const happen = async (...events: Parameters<typeof firm.happen>) => {
    const at = now();
    const ids = await firm.happen(...events);
    await telling.drained();
    turns.push({ at, happenings: await firm.read((tx) => readHappenings(tx, ids)) });
    expect((await firm.read((tx) => readEvents(tx, ids))).length).toBe(ids.length);
  };
  const move = (process: string, importance: 'critical' | 'high' | 'medium') =>
    firm.movement(process, importance);

  await happen(move(one, 'high'), move(other, 'high'), move(one, 'medium'));
  const twin = move(one, 'high');
  await happen(twin);
  // Another grau tells of the same act.
  const told = move(one, 'high');
  (told.data as { movement: object }).movement = (twin.data as { movement: object }).movement;
  await happen(told);
  await telling.pass(31 * MINUTE);
  await happen(move(one, 'critical'), move(one, 'high'));
  // Into the quiet hours, and out of them.
  await telling.pass(HOUR);
  await happen(move(other, 'high'), move(other, 'medium'), move(one, 'critical'));
  await telling.pass(2 * HOUR);
  // A storm: more than a person reads at a time, and more of it a moment later.
  await happen(...Array.from({ length: 30 }, () => move(one, 'medium')), move(one, 'critical'));
  await happen(...Array.from({ length: 5 }, () => move(other, 'medium')));
  await telling.pass(3 * HOUR);

  const lane = await firm.read((tx) => readPersonLane(tx, ana));
  if (!lane) throw new Error('there is no such person');
  const { channels } = routesOf(lane.links, lane.connections, []);
  const wanted = [{ include: {}, exclude: {}, channels: ['telegram', 'inbox', 'slack'] as const }];
  const counting = createBacktest({ person: lane.person, channels }, wanted);
  for (const turn of turns) Array.from(counting.take(turn));
  Array.from(counting.pass(now()));
  const result = counting.result();
  const sends = await people.sends(ana);
  const count = (channel: string) => sends.filter((send) => send.channel === channel).length;
  expect(counted(result)).toEqual({
    messages: (await people.notifications(ana)).length,
    telegram: count('telegram'),
    inbox: count('inbox'),
    slack: 0,
  });
  const notices = await people.notices(ana);
  const outcomes = (channel: string, test: (notice: (typeof notices)[number]) => boolean) =>
    notices.filter((notice) => notice.channel === channel && test(notice)).length;
  const telegram = result.channels.get('telegram');
  expect(telegram?.deduplicated).toBe(outcomes('telegram', ({ reason }) => reason === 'same-act'));
  expect(telegram?.deduplicated).toBe(1);
  expect(telegram?.waiting).toBe(
    outcomes('telegram', ({ outcome }) => outcome === 'held' || outcome === 'digested'),
  );
  expect(telegram?.held).toBeGreaterThan(0);
  expect(telegram?.batched).toBeGreaterThan(30);
  expect(result.channels.get('inbox')?.unwanted).toBe(
    outcomes('inbox', ({ reason }) => reason === 'preference'),
  );
  expect(result.channels.get('slack')?.unreachable).toBe(
    outcomes('slack', ({ reason }) => reason === 'no-link'),
  );
});
