import { expect, test } from 'bun:test';
import type { EventData, EventType, MovementFact } from '../../actors/contracts/events.ts';
import { liveLine } from './live-line.ts';
import { printable } from './live-lines.ts';

const process = { id: 'prc_1', number: '00008323520184013202', label: null };
const movement = { description: 'Sentença publicada', importance: 'high' } as MovementFact;

function eventLine<T extends EventType>(type: T, data: Partial<EventData[T]>): string | undefined {
  return liveLine(`lux.events.ten_1.${type}`, { type, data });
}

test('work taken, with what it is about and the actor it is for', () => {
  const body = { type: 'refresh', payload: { number: process.number } };
  expect(liveLine('lux.jobs.datajud-fetcher.3.court-tjsp', body)).toContain(
    'datajud-fetcher takes refresh 0000832-35.2018.4.01.3202 for court-tjsp',
  );
  const observed = { type: 'observed', payload: { alias: 'tjsp' } };
  expect(liveLine('lux.jobs.process-monitor.3.ten_1', observed)).toContain('takes observed TJSP for ten_1');
  expect(liveLine('lux.jobs.notifier.3.ten_1', { type: 'notify' })).toContain('takes notify for ten_1');
});

test('whatever somebody published by hand', () => {
  expect(liveLine('lux.jobs.notifier.3.ten_1', { payload: { number: 'x' } })).toContain('takes ? for ten_1');
});

test('no heartbeats', () => {
  expect(liveLine('lux.jobs.datajud-fetcher.3.court-tjsp', { type: 'sweep', payload: {} })).toBeUndefined();
});

test('a case, by its masked number and the name the firm gave it', () => {
  expect(eventLine('process.created', { process, tags: [] })).toContain(
    '0000832-35.2018.4.01.3202 is watched',
  );
  const named = { ...process, label: 'Silva x Banco' };
  expect(eventLine('process.created', { process: named, tags: [] })).toContain('(Silva x Banco)');
});

test('nothing that a terminal would obey', () => {
  const evil = 'a\u001b]0;owned\u0007\r\nready\u009b31m\u202eb\u2028';
  const line = eventLine('process.created', { process: { ...process, label: evil }, tags: [] });
  expect(printable(line ?? '')).toContain('(a�]0;owned���ready�31m�b�)');
  expect(printable('Decisão: “à parte” – 1º grau')).toBe('Decisão: “à parte” – 1º grau');
});

test('what a movement means', () => {
  const line = eventLine('movement.detected', { process, movement });
  expect(line).toContain('found: Sentença publicada (high)');
});

test('a webhook delivered, and one given up', () => {
  const delivered = { eventId: 'evt_1', webhookId: 'whk_1', attempts: 2 };
  expect(eventLine('notification.delivered', delivered)).toContain('evt_1 to webhook whk_1 (attempt 2)');
  expect(eventLine('notification.failed', { ...delivered, reason: 'answered 500' })).toContain(
    'answered 500',
  );
});

test('a dead letter with its reason', () => {
  const line = liveLine('lux.dlq.notifier.ten_1', { type: 'deliver', reason: 'invalid payload' });
  expect(line).toContain('notifier deliver of ten_1: invalid payload');
});

test('nothing about events without interest to a person, or other subjects', () => {
  expect(eventLine('webhook.created', { webhookId: 'whk_1', url: 'https://x.example' })).toBeUndefined();
  expect(liveLine('lux.out.telegram.ten_1', {})).toBeUndefined();
});

test('a report that was made, and one that could not be', () => {
  const files = [{ format: 'pdf', bytes: 1, sha256: 'x', link: null }] as const;
  const made = eventLine('document.generated', { title: 'Carteira de processos', files: [...files] });
  expect(made).toBe('report     Carteira de processos: pdf');
  const failed = eventLine('document.failed', { title: 'Dossiê', reason: 'Em segredo de justiça.' });
  expect(failed).toContain('could not be made: Em segredo de justiça.');
});
