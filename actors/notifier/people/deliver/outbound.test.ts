import { expect, test } from 'bun:test';
import type { DueSend } from '../../../../db/notifications/dispatch.ts';
import type { Content } from '../../../contracts/channels.ts';
import { newId } from '../../../contracts/ids.ts';
import { PHRASES } from '../words/phrases.ts';
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
    timeZone: 'America/Sao_Paulo',
    eventClass: 'important',
    createdAt: new Date('2026-11-25T12:00:00Z'),
    writtenAt: new Date('2026-11-25T12:00:00Z'),
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

test('a message about several cases leads to the person’s page of it, however it is told', () => {
  const id = newId('notification');
  const several = `https://lux.example/v1/notifications/${id}`;
  const content = {
    title: '2 novidades',
    paragraphs: [{ text: several }, { text: 'https://lux.example/v1/notifications/outro' }],
    facts: [],
    buttons: [{ label: 'Ver todas as movimentações', url: several }],
    footer: [],
  };
  const settings = { templateName: 'aviso', templateParameters: 'title,link' };
  const told = outboundOf(send({ content, channel: 'whatsapp', settings }), 'ten_1', options);
  const page = `https://page.example/${id}`;
  expect(told?.content.buttons).toEqual([{ label: 'Ver todas as movimentações', url: page }]);
  expect(told?.content.paragraphs.map(({ text }) => text)).toEqual([
    page,
    'https://lux.example/v1/notifications/outro',
  ]);
  expect(told?.template?.variables).toEqual(['2 novidades', page]);
});

test('of a case that was sealed afterwards nothing is left but the way to the page', () => {
  const content = {
    ...(send().content as Content),
    buttons: [
      { label: 'Abrir o processo', url: `${api}/${process}` },
      { label: 'Baixar PDF', url: 'https://lux.example/v1/downloads/x' },
    ],
  };
  const told = outboundOf(send({ content, sealedNow: true }), 'ten_1', options)?.content;
  expect(JSON.stringify(told)).not.toContain('Sentença');
  expect(told?.buttons).toEqual([{ label: 'Abrir o processo', url: `https://page.example/${process}` }]);
});

test('a template says what was written and nothing that was added, and names where a late one says that it is', () => {
  const added = {
    paragraphs: ['O juiz aceitou o pedido. (escrito por inteligência artificial)'],
    footer: [],
  };
  const told = (templateParameters: string) =>
    outboundOf(
      send({ added, channel: 'whatsapp', settings: { templateName: 'aviso', templateParameters } }),
      'ten_1',
      options,
    );
  const both = told('title,text');
  expect(both?.content.paragraphs.map(({ text }) => text)).toContain(added.paragraphs[0] as string);
  expect(both?.template?.variables.join(' ')).not.toContain('O juiz');
  expect(both?.template?.lateIn).toBe(1);
  expect(told('name,title')?.template?.lateIn).toBe(1);
  expect(told('name,link')?.template).not.toHaveProperty('lateIn');
});

test('neither a message nor its template says a line of which a movement was corrected since', () => {
  const content = {
    ...(send().content as Content),
    paragraphs: [{ text: 'Sentença\nO réu foi absolvido.' }],
  };
  const corrected = { sentences: ['O réu foi absolvido.'], note: 'Corrigido.' };
  const settings = { templateName: 'aviso', templateParameters: 'text' };
  const added = { paragraphs: [], footer: [], corrected };
  const told = outboundOf(send({ content, added, channel: 'whatsapp', settings }), 'ten_1', options);
  expect(told?.content.paragraphs).toEqual([{ text: 'Sentença\nCorrigido.' }]);
  expect(told?.template?.variables).toEqual(['Sentença\nCorrigido.']);
});

test('wherever a template is cut, who wrote its sentences stands before them', () => {
  const { footer, ahead } = PHRASES['pt-BR'].sentence;
  const settings = { templateName: 'aviso', templateParameters: 'title,text' };
  const text = 'O juiz aceitou o pedido. '.repeat(60);
  const filled = (under: string[]) => {
    const content = { ...(send().content as Content), paragraphs: [{ text }], footer: under };
    return outboundOf(send({ content, channel: 'whatsapp', settings }), 'ten_1', options)?.template
      ?.variables[1];
  };
  expect(filled([footer.anthropic, footer.local])).toStartWith(`${ahead.anthropic} ${ahead.local} O juiz`);
  expect(filled([footer.local])).toStartWith(`${ahead.local} O juiz`);
  expect(filled([footer.anthropic])).toHaveLength(1_024);
  expect(filled(['Este aviso é informativo.'])).toStartWith('O juiz');
});
