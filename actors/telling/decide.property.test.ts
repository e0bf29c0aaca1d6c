import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { Happening } from '../contracts/happening.ts';
import {
  DELIVERY_MODES,
  DIGEST_SCOPES,
  EVENT_CLASSES,
  PERSON_CHANNELS,
  type PersonChannel,
} from '../contracts/people.ts';
import { type Candidate, decide } from './decide.ts';
import { CALM, type PersonFacts, type PersonState, type Unreachable } from './person.ts';
import { STORM_AFTER } from './storm.ts';

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
const hours = fc.option(
  fc.record({ from: clock, to: clock, days: fc.uniqueArray(fc.integer({ min: 1, max: 7 })) }),
  { nil: null },
);
const mode = fc.constantFrom(...DELIVERY_MODES);
const preferences = fc.dictionary(
  fc.constantFrom(...PERSON_CHANNELS),
  fc.dictionary(fc.constantFrom(...EVENT_CLASSES), mode),
);
const START = Date.parse('2026-11-01T00:00:00Z');
const instant = fc
  .integer({ min: 0, max: 200 * 24 * 60 })
  .map((minutes) => new Date(START + minutes * 60_000));

const person: fc.Arbitrary<PersonFacts> = fc.record({
  id: fc.constant('per_1'),
  language: fc.constant('pt-BR' as const),
  timeZone: fc.constantFrom('America/Sao_Paulo', 'America/New_York', 'Europe/Lisbon', 'Australia/Lord_Howe'),
  workingHours: hours,
  quietHours: hours,
  summaryHour: clock,
  summaryDay: fc.integer({ min: 1, max: 7 }),
  digestBy: fc.constantFrom(...DIGEST_SCOPES),
  digestMinutes: fc.integer({ min: 1, max: 600 }),
  preferences: preferences as fc.Arbitrary<PersonFacts['preferences']>,
  sealedChannels: fc.constant([]),
  mutedUntil: fc.option(instant, { nil: null }),
});

const candidates = fc.array(
  fc.record({
    eventClass: fc.constantFrom(...EVENT_CLASSES),
    process: fc.integer({ min: 1, max: 4 }),
    act: fc.integer({ min: 1, max: 30 }),
    channels: fc.subarray([...PERSON_CHANNELS]),
  }),
  { maxLength: 60 },
);

const channels = fc
  .tuple(
    ...PERSON_CHANNELS.slice(1).map(() =>
      fc.constantFrom<Unreachable | undefined>(undefined, 'no-link', 'no-connection'),
    ),
  )
  .map(
    (states) =>
      new Map<PersonChannel, Unreachable | undefined>([
        ['inbox', undefined],
        ...PERSON_CHANNELS.slice(1).map((name, i) => [name, states[i]] as const),
      ]),
  );

function candidate(
  given: { eventClass: string; process: number; act: number; channels: PersonChannel[] },
  i: number,
): Candidate {
  const process = { id: `prc_${given.process}`, number: '0', label: null };
  const happening = {
    eventId: `evt_${i}`,
    eventClass: given.eventClass,
    process,
    tags: [],
    sealed: false,
    answerId: given.eventClass === 'summary' ? `ans_${i}` : null,
    // Of every third nothing may be told any more.
    sentences: given.act % 3 === 0 ? [] : [{}],
    dedupKey: `${given.process}|${given.act}`,
  } as unknown as Happening;
  return { happening, channels: given.channels };
}

const situation = fc.record({ person, candidates, channels, now: instant });

function judge(
  { person, candidates, channels, now }: typeof situation extends fc.Arbitrary<infer T> ? T : never,
  state: PersonState = CALM,
) {
  const all = candidates.map(candidate);
  const at = { person, state, now, channels, decided: new Set<string>(), acts: new Set<string>() };
  return { all, ...decide(all, at) };
}

test('nothing is lost: every event has exactly one outcome on every channel that it concerns', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const { all, decisions } = judge(given);
      const places = decisions.map(({ happening, channel }) => `${happening.eventId} ${channel}`);
      expect(new Set(places).size).toBe(places.length);
      for (const { happening, channels: wanted } of all) {
        const mine = decisions.filter((one) => one.happening === happening).map(({ channel }) => channel);
        for (const channel of wanted) expect(mine).toContain(channel);
        if (wanted.length === 0) expect(mine).toContain('inbox');
      }
      for (const { outcome, reason, releaseAt } of decisions) {
        if (outcome === 'suppressed') expect(reason).not.toBeNull();
        expect(outcome === 'held' || outcome === 'digested').toBe(releaseAt !== null);
        if (releaseAt) expect(releaseAt.getTime()).toBeGreaterThan(given.now.getTime());
      }
    }),
    { numRuns: 300 },
  );
});

/** How much of its measure each channel has used up when the events come. */
const storms = fc.dictionary(
  fc.constantFrom(...PERSON_CHANNELS),
  fc.record({
    ago: fc.integer({ min: 0, max: 20 * 60_000 }),
    count: fc.integer({ min: 0, max: STORM_AFTER }),
  }),
);

test('nothing critical ever waits: in a storm too it is told now, with nothing else in its message', () => {
  fc.assert(
    fc.property(situation, storms, (given, used) => {
      const bursts = Object.fromEntries(
        Object.entries(used).map(([channel, { ago, count }]) => [
          channel,
          { since: given.now.getTime() - ago, count },
        ]),
      );
      const { all, decisions } = judge(given, { ...CALM, bursts });
      const acts = new Set(
        all.flatMap(({ happening: h }) => (h.eventClass === 'critical' ? h.dedupKey : [])),
      );
      for (const { happening, outcome, reason, batch } of decisions) {
        if (happening.eventClass !== 'critical') {
          expect(batch).not.toBe('urgent');
          continue;
        }
        if (outcome === 'suppressed')
          expect(['no-link', 'no-connection', 'same-act']).toContain(reason ?? '');
        else expect(outcome).toBe('sent');
        expect(batch ?? 'urgent').toBe('urgent');
      }
      for (const act of acts) {
        const told = decisions.filter(({ happening }) => happening.dedupKey === act);
        expect(told.some(({ outcome }) => outcome !== 'suppressed')).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('a summary of which nothing is left is told nowhere', () => {
  fc.assert(
    fc.property(situation, (given) => {
      for (const { happening, outcome } of judge(given).decisions)
        if (happening.eventClass === 'summary' && happening.sentences.length === 0)
          expect(outcome).toBe('suppressed');
    }),
  );
});

test('one act is told once on a channel, however many graus tell of it', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const { decisions } = judge(given);
      const told = decisions.filter(({ outcome }) => outcome !== 'suppressed');
      const acts = told.map(({ happening, channel }) => `${happening.dedupKey} ${channel}`);
      expect(new Set(acts).size).toBe(acts.length);
    }),
  );
});

test('no channel rings more often than its measure, whatever a court tells at once', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const { decisions } = judge(given);
      for (const channel of PERSON_CHANNELS) {
        const sent = decisions.filter((one) => one.channel === channel && one.outcome === 'sent');
        const messages = new Set(sent.map(({ batch, happening }) => batch ?? happening.eventId));
        expect(messages.size).toBeLessThanOrEqual(STORM_AFTER);
      }
    }),
  );
});

test('deciding again what was decided decides nothing', () => {
  fc.assert(
    fc.property(situation, ({ person, candidates, channels, now }) => {
      const all = candidates.map(candidate);
      const at = { person, state: CALM, now, channels, decided: new Set<string>(), acts: new Set<string>() };
      const first = decide(all, at);
      const decided = new Set(
        first.decisions.map(({ happening, channel }) => `${happening.eventId} ${channel}`),
      );
      expect(decide(all, { ...at, decided, state: first.state }).decisions).toEqual([]);
    }),
  );
});
