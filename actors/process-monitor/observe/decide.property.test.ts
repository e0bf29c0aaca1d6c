import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { foldCase } from '../projection/fold.ts';
import { processColumns } from '../projection/rows.ts';
import type { StoredEvent } from '../projection/view.ts';
import { applyEvent, emptyView, instanceKey } from '../projection/view.ts';
import { document, observations } from '../test-kit.ts';
import { identityOf, identityOfEntry } from '../timeline/fingerprint.ts';
import { decide } from './decide.ts';

const NUMBER = '00000011720998260001';
const created: StoredEvent = {
  type: 'process.created',
  version: 1,
  occurredAt: '2024-05-01T00:00:00.000Z',
  recordedAt: '2024-05-01T00:00:00.000Z',
  data: { process: { id: 'prc_1', number: NUMBER, label: null }, tags: ['a'], courtStatus: 'pending' },
};

/** Plays observations one after the other, as the monitor does. */
function play(told: Parameters<typeof document>[2][]) {
  const view = emptyView('prc_1');
  const events: StoredEvent[] = [];
  const cursors = new Map<string, string | null>();
  const push = (event: Omit<StoredEvent, 'version'>) => {
    const next = JSON.parse(JSON.stringify({ ...event, version: events.length + 1 })) as StoredEvent;
    events.push(next);
    applyEvent(view, next);
  };
  push(created);
  for (const [i, fields] of told.entries()) {
    const one = document(NUMBER, null, fields);
    const key = instanceKey(one);
    const observedAt = new Date(Date.UTC(2024, 6, 1 + i)).toISOString();
    const decision = decide(view, {
      document: one,
      observedAt,
      asOf: cursors.get(key) ?? null,
      watchedSince: created.occurredAt,
    });
    cursors.set(key, decision.asOf);
    for (const { type, occurredAt, data } of decision.events)
      push({ type, occurredAt, data, recordedAt: observedAt });
  }
  return { view, events };
}

test('folding the events anew gives what was there, step by step', () => {
  fc.assert(
    fc.property(observations, (told) => {
      const { view, events } = play(told);
      const folded = foldCase('prc_1', events);
      expect(folded.view).toEqual(view);
      expect(processColumns(folded.view)).toEqual(processColumns(view));
      // Every movement of the history has its row, withdrawn ones as such, and no two share an id.
      const entries = [...view.instances.values()].flatMap((i) => i.entries);
      expect(folded.movements.map((m) => m.id).sort()).toEqual(entries.map((e) => e.id ?? '').sort());
      expect(new Set(entries.map((e) => e.id)).size).toBe(entries.length);
      const gone = entries.filter((e) => e.gone).map((e) => e.id ?? '');
      expect(
        folded.movements
          .filter((m) => m.status === 'withdrawn')
          .map((m) => m.id)
          .sort(),
      ).toEqual(gone.sort());
    }),
  );
});

test('what stands is what the court listed last, and being told it again tells nothing', () => {
  fc.assert(
    fc.property(observations, (told) => {
      const whole = told.map((d) => ({ ...d, movementsComplete: true, sourceUpdatedAt: null }));
      const { view, events } = play(whole);
      const last = whole.findLast((d) => (d.grau ?? 'G1') === 'G1' && d.movements && d.movements.length > 0);
      const standing = view.instances.get('tjsp G1')?.entries.filter((e) => !e.gone) ?? [];
      expect(standing.map(identityOfEntry).sort()).toEqual((last?.movements ?? []).map(identityOf).sort());
      const perGrau = ['G1', 'G2'].flatMap((g) => whole.findLast((d) => (d.grau ?? 'G1') === g) ?? []);
      expect(play([...whole, ...perGrau, ...perGrau]).events.length).toBe(
        play([...whole, ...perGrau]).events.length,
      );
      expect(play([...whole, ...perGrau]).events.length).toBe(events.length);
    }),
  );
});

test('the first list is silent, and a case is closed exactly when every grau is', () => {
  fc.assert(
    fc.property(observations, (told) => {
      const { view, events } = play(told);
      expect(events[1]?.type).toBe('process.imported');
      const [, imported, second] = events;
      if (second && !told[1]) expect(['process.closed']).toContain(second.type);
      expect(imported?.type).toBe('process.imported');
      expect(view.closed).toBe([...view.instances.values()].every((i) => i.header.closed));
      // Closing and reopening take turns.
      const turns = events
        .filter((e) => e.type === 'process.closed' || e.type === 'process.reopened')
        .map((e) => e.type);
      expect(turns).toEqual(turns.map((_, i) => (i % 2 === 0 ? 'process.closed' : 'process.reopened')));
    }),
  );
});
