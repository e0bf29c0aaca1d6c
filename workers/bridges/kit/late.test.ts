import { expect, test } from 'bun:test';
import type { Outbound } from '../../../actors/contracts/channels.ts';
import { content } from '../test-kit/platform.ts';
import { asSentAt } from './late.ts';

const late = { after: '2026-11-25T13:00:00Z', text: 'Aviso atrasado: foi escrito em 25/11/2026 às 09:00.' };
const NOW = Date.parse('2026-11-25T14:00:00Z');
const template = { name: 'novo_andamento', language: 'pt_BR', variables: ['Ana', 'Sentença: procedência'] };
const outbound = (over: Partial<Outbound> = {}): Outbound => ({
  id: 'snd_1',
  tenant: 'ten_a',
  connection: 'con_1',
  address: { to: '1001' },
  content: content(),
  late,
  ...over,
});

test('a message that was held up says so first, and a mail is laid out anew for it', () => {
  const told = asSentAt(outbound({ content: content({ html: '<p>Olá</p>' }) }), NOW).content;
  expect(told.paragraphs).toEqual([{ text: late.text, emphasis: true }, ...content().paragraphs]);
  expect(told).not.toHaveProperty('html');
});

test('in time it is as it was written', () => {
  const one = outbound({ template: { ...template, lateIn: 1 } });
  expect(asSentAt(one, NOW - 2 * 3_600_000)).toEqual(one);
});

test('a template says it where it has room for words, and nowhere else', () => {
  const told = (over: object) => asSentAt(outbound({ template: { ...template, ...over } }), NOW).template;
  expect(told({ lateIn: 1 })?.variables).toEqual(['Ana', `${late.text} Sentença: procedência`]);
  expect(told({})?.variables).toEqual(template.variables);
});
