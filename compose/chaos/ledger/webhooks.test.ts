import { expect, test } from 'bun:test';
import type { Receipt } from '../workload/receivers.ts';
import { compareBags, type StoredEvent } from './history.ts';
import { auditWebhooks } from './webhooks.ts';

const firms = ['ten_a', 'ten_b'].map((tenantId) => ({ tenantId, apiKey: '', webhookId: '' }));

function event(tenant: string, process: string, version: number): StoredEvent {
  const data = { process: { id: process, number: '', label: null } } as StoredEvent['data'];
  return {
    tenant_id: tenant,
    id: `evt_${process}_${version}`,
    aggregate_id: process,
    version,
    origin: 'new',
    type: 'movement.detected',
    data,
  };
}

function receipt(firm: number, process: string, number: number, more: Partial<Receipt> = {}): Receipt {
  return {
    firm,
    webhookId: `whd_${process}_${number}`,
    eventId: `evt_${process}_${number}`,
    type: 'movement.detected',
    hash: 'h',
    processId: process,
    sequence: { process, number },
    ...more,
  };
}

const events = [event('ten_a', 'prc_1', 1), event('ten_a', 'prc_1', 2), event('ten_b', 'prc_2', 1)];
const perfect = [receipt(0, 'prc_1', 1), receipt(1, 'prc_2', 1), receipt(0, 'prc_1', 2)];
const found = (receipts: Receipt[]) =>
  Object.fromEntries(auditWebhooks(events, receipts, firms).map(({ check, wrong }) => [check, wrong.length]));

test('a repetition under the same id is no fault', () => {
  const clean = { lost: 0, twice: 0, 'cross-tenant': 0, order: 0 };
  expect(found(perfect)).toEqual(clean);
  expect(found([...perfect, receipt(0, 'prc_1', 1)])).toEqual(clean);
});

test('a second id or another body for the same event is', () => {
  expect(found([...perfect, receipt(0, 'prc_1', 1, { webhookId: 'whd_other' })]).twice).toBe(1);
  expect(found([...perfect, receipt(0, 'prc_1', 1, { hash: 'other' })]).twice).toBe(1);
});

test('what never came is lost, and what came to the wrong firm is told', () => {
  expect(found(perfect.slice(0, 2)).lost).toBe(1);
  expect(found([...perfect, receipt(1, 'prc_1', 1)])['cross-tenant']).toBe(1);
});

test('first arrivals out of order, and numbers out of the order of events', () => {
  expect(
    found([receipt(0, 'prc_1', 2), receipt(0, 'prc_1', 1), receipt(1, 'prc_2', 1)]).order,
  ).toBeGreaterThan(0);
  const swapped = [
    receipt(0, 'prc_1', 1, { eventId: 'evt_prc_1_2' }),
    receipt(0, 'prc_1', 2, { eventId: 'evt_prc_1_1' }),
    receipt(1, 'prc_2', 1),
  ];
  expect(found(swapped).order).toBe(1);
});

test('bags differ by how often a thing is in them', () => {
  expect(compareBags(['a', 'b', 'b'], ['b', 'c'])).toEqual({ missing: ['a', 'b'], extra: ['c'] });
});
