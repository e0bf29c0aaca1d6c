import { expect, test } from 'bun:test';
import type { ContentOf } from '../snapshot/snapshot.ts';
import { sampleSnapshot } from '../templates/sample.ts';
import { composeDocument } from './compose.ts';

type Channels = NonNullable<ContentOf<'usage'>['channels']>;
const counts = { queued: 0, sent: 0, delivered: 0, read: 1, failed: 0, billable: 1 };
const of = (channel: Channels[number]['channel'], ...costs: [currency: string, cents: number][]) => ({
  ...counts,
  channel,
  costs: costs.map(([currency, cents]) => ({ currency, cents })),
});

function costsOf(channels: Channels) {
  const snapshot = structuredClone(sampleSnapshot('usage'));
  if (snapshot.content.kind !== 'usage') throw new Error('not a statement of use');
  snapshot.content.channels = channels;
  const { sections, sheets } = composeDocument(snapshot);
  const isShown = sections.some(({ heading }) => heading === 'Custo dos avisos');
  const sheet = sheets.find(({ name }) => name === 'Custo dos avisos');
  expect(isShown).toBe(sheet !== undefined);
  return sheet?.rows;
}

test('the statement sums money by channel and currency, and each currency over all channels', () => {
  const rows = costsOf([of('email'), of('slack', ['BRL', 50]), of('whatsapp', ['BRL', 117.8], ['USD', 200])]);
  expect(rows).toEqual([
    ['Slack', 'BRL', 0.5],
    ['WhatsApp', 'BRL', 1.178],
    ['WhatsApp', 'USD', 2],
    ['Todos os canais', 'BRL', 1.678],
  ]);
});

test('where nothing was charged the statement says so, and one made before costs were kept says nothing of them', () => {
  expect(costsOf([of('email')])).toEqual([]);
  const { costs: _, ...old } = of('whatsapp', ['BRL', 50]);
  expect(costsOf([old])).toBeUndefined();
});
