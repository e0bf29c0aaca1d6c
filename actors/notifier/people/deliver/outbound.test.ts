import { expect, test } from 'bun:test';
import type { DueSend } from '../../../../db/notifications/dispatch.ts';
import { newId } from '../../../contracts/ids.ts';
import { outboundOf } from './outbound.ts';

const process = newId('process');
const api = 'https://lux.example/v1/processes';
const send = (over: Partial<DueSend> = {}): DueSend =>
  ({
    id: newId('send'),
    personId: newId('person'),
    channel: 'email',
    address: 'ana@example.com',
    connectionId: newId('connection'),
    processIds: [process],
    language: 'pt-BR',
    needsAck: false,
    ackToken: null,
    sealed: false,
    sealedNow: false,
    addressName: null,
    windowUntil: null,
    unsubscribeToken: null,
    content: {
      title: 'Sentença',
      paragraphs: [
        { text: `Em ${api}/${process} e ${api}/${process}.`, url: `${api}/${process}` },
        { text: `${api}/outro` },
      ],
      facts: [],
      buttons: [{ label: 'Abrir o processo', url: `${api}/${process}` }],
      footer: [],
      html: `<a href="${api}/${process}">abrir</a>`,
    },
    ...over,
  }) as DueSend;
const options = { publicUrl: 'https://lux.example', pageOf: (id: string) => `https://page.example/${id}` };

test('where the ledger names a case, a message leads to the person’s own page of it', () => {
  const content = outboundOf(send(), 'ten_1', options)?.content;
  const page = `https://page.example/${process}`;
  expect(content?.buttons).toEqual([{ label: 'Abrir o processo', url: page }]);
  expect(content?.paragraphs).toEqual([
    { text: `Em ${page} e ${page}.`, url: page },
    { text: `${api}/outro` },
  ]);
  expect(content?.html).toBe(`<a href="${page}">abrir</a>`);
});

test('the same send says the same each time, and what the ledger holds stays as it is', () => {
  const one = send();
  const before = structuredClone(one);
  const [first, again] = [outboundOf(one, 'ten_1', options), outboundOf(one, 'ten_1', options)];
  expect(JSON.stringify(again)).toBe(JSON.stringify(first));
  expect(one).toEqual(before);
});
