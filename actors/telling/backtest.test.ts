import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { Happening } from '../contracts/happening.ts';
import { DELIVERY_MODES, SUBSCRIBED_CLASSES } from '../contracts/people.ts';
import { createBacktest, type Turn } from './backtest.ts';
import { USUAL_PERSON } from './person.ts';

const START = Date.parse('2026-11-02T12:00:00Z');
/** All turns, one after the other. */
function backtest(turns: readonly Turn[], circumstances: Parameters<typeof createBacktest>[0], until: Date) {
  const lane = createBacktest(circumstances, EVERYTHING);
  for (const turn of turns) Array.from(lane.take(turn));
  Array.from(lane.pass(until));
  return lane.result();
}

const EVERYTHING = [{ include: {}, exclude: {}, channels: ['telegram' as const] }];

const turns = fc
  .array(
    fc.record({
      after: fc.integer({ min: 0, max: 600 }),
      events: fc.array(
        fc.record({
          eventClass: fc.constantFrom(...SUBSCRIBED_CLASSES),
          act: fc.integer({ min: 1, max: 60 }),
          process: fc.integer({ min: 1, max: 3 }),
        }),
        { maxLength: 25 },
      ),
    }),
    { maxLength: 30 },
  )
  .map((given): Turn[] => {
    let at = START;
    return given.map(({ after, events }, turn) => {
      at += after * 60_000;
      const happenings = events.map(
        ({ eventClass, act, process }, place) =>
          ({
            eventId: `evt_${turn}_${place}`,
            eventClass,
            dedupKey: `act ${act}`,
            process: { id: `prc_${process}`, number: '0', label: null },
            tags: [],
            addressees: null,
            answerId: null,
            sentences: [],
          }) as unknown as Happening,
      );
      return { at: new Date(at), happenings };
    });
  });

test('every event is told, waits, or was left out for a reason: none is lost and none is counted twice', () => {
  const mode = fc.constantFrom(...DELIVERY_MODES);
  const preferences = fc.record({ important: mode, routine: mode, case: mode, operation: mode });
  const quiet = fc.option(fc.constant({ from: '20:00', to: '07:00' }), { nil: null });
  fc.assert(
    fc.property(turns, preferences, quiet, (given, telegram, quietHours) => {
      const person = { ...USUAL_PERSON, preferences: { telegram }, quietHours };
      const channels = new Map([
        ['telegram', undefined],
        ['inbox', undefined],
      ] as const);
      const last = given.at(-1)?.at.getTime() ?? START;
      for (const until of [new Date(last), new Date(last + 30 * 24 * 3_600_000)]) {
        const tally = backtest(given, { person, channels }, until).channels.get('telegram');
        const happened = given.reduce((sum, { happenings }) => sum + happenings.length, 0);
        if (!tally) {
          expect(happened).toBe(0);
          continue;
        }
        const { events, waiting, deduplicated, unwanted, unreachable } = tally;
        expect(events + waiting + deduplicated + unwanted + unreachable).toBe(happened);
        // A month later everything has been told.
        if (until.getTime() > last) expect(waiting).toBe(0);
        expect(tally.messages).toBeLessThanOrEqual(events);
      }
    }),
  );
});

test('a channel that cannot be used is told nothing', () => {
  const happening = {
    eventId: 'evt_1',
    eventClass: 'important',
    dedupKey: 'a',
    tags: [],
    addressees: null,
    answerId: null,
    sentences: [],
  };
  const turn = { at: new Date(START), happenings: [happening as unknown as Happening] };
  const channels = new Map([['telegram', 'no-connection']] as const);
  const { messages, channels: told } = backtest([turn], { person: USUAL_PERSON, channels }, turn.at);
  expect([messages, told.get('telegram')?.unreachable]).toEqual([0, 1]);
});
