import { afterAll, beforeAll, expect, test } from 'bun:test';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { codeIn, createPendingLink, newLinkCode } from '../../../db/channels/link-codes.ts';
import { listLinks } from '../../../db/channels/links.ts';
import type { Inbound } from '../../contracts/channels.ts';
import { peopleOf } from '../test-kit/people.ts';
import { startTelling, type Telling } from '../test-kit/telling.ts';
import { understand } from './understand.ts';

let telling: Telling;
beforeAll(async () => {
  telling = await startTelling();
});
afterAll(() => telling.close());

let updates = 0;
async function setUp() {
  const firm = telling.running.firm();
  const people = peopleOf(firm);
  const ana = await people.person();
  const bot = await people.connection('telegram');
  const code = async (expiresAt = new Date(Date.now() + 60_000)) => {
    const code = newLinkCode();
    const link = { personId: ana, channel: 'telegram' as const, connectionId: bot, code, expiresAt };
    await firm.write((tx) => createPendingLink(tx, link));
    return code;
  };
  const say = async (chat: string, more: Partial<Inbound>) => {
    const from = { chat, user: chat, name: 'Ana' };
    const message = { id: `u${++updates}`, at: new Date().toISOString(), from, private: true, ...more };
    await telling.telegram.write(bot, message);
    // At least once: providers repeat what they believe was not heard.
    await telling.telegram.write(bot, message);
    return message.id;
  };
  const answers = (chat: string) =>
    telling.telegram.outbound
      .filter((o) => o.connection === bot && o.address.to === chat)
      .map((o) => o.content.title);
  const answered = (chat: string, count: number) =>
    waitFor(`${count} answers`, () => answers(chat).length === count);
  const links = () => firm.read((tx) => listLinks(tx, ana));
  return { firm, people, ana, bot, code, say, answers, answered, links };
}

test('a code links the chat it is sent from, once, and the opt-in can be shown', async () => {
  const { code, say, answers, answered, links } = await setUp();
  const good = await code();
  const update = await say('7', { command: { name: 'start', argument: good } });
  await answered('7', 1);
  expect(answers('7')[0]).toStartWith('Pronto');
  expect(await links()).toMatchObject([
    { status: 'active', address: '7', optIn: { how: 'code', by: update }, optedInAt: expect.any(Date) },
  ]);
  await say('8', { text: good });
  await answered('8', 1);
  expect(answers('8')[0]).toContain('não vale mais');
});

test('a code that has expired, or of another bot, links nothing', async () => {
  const { code, say, answers, answered, links } = await setUp();
  await say('7', { text: await code(new Date(Date.now() - 1)) });
  await answered('7', 1);
  const other = await setUp();
  await say('7', { text: await other.code() });
  await answered('7', 2);
  expect(answers('7').every((text) => text.includes('não vale mais'))).toBe(true);
  expect((await links()).map(({ status }) => status)).toEqual(['pending']);
});

test('a word ends it, and nothing goes there any more', async () => {
  const { firm, people, ana, code, say, answers, answered, links } = await setUp();
  await people.subscribe(ana);
  await say('7', { text: await code() });
  await answered('7', 1);
  const update = await say('7', { text: 'Sair.' });
  await answered('7', 2);
  expect(answers('7')[1]).toContain('não receberá mais');
  expect(await links()).toMatchObject([
    { status: 'left', reason: `opt-out: ${update}`, optedOutAt: expect.any(Date) },
  ]);
  await firm.happen(firm.movement(await firm.process(), 'critical'));
  await telling.drained();
  expect((await people.sends(ana)).map(({ channel }) => channel)).toEqual(['inbox']);
});

test('«Ciente» acknowledges one’s own notice and nobody else’s', async () => {
  const { firm, people, ana, code, say, answers, answered } = await setUp();
  await people.subscribe(ana);
  await say('7', { text: await code() });
  await answered('7', 1);
  const bia = await people.person({ name: 'Bia' });
  await people.subscribe(bia);
  await firm.happen(firm.movement(await firm.process(), 'critical'));
  await telling.drained();
  const [mine] = await people.notifications(ana);
  const [theirs] = await people.notifications(bia);
  const press = (id: string | undefined) =>
    say('7', { command: { name: 'ciente', input: { notification: id ?? '' } } });
  const before = answers('7').length;
  await press(theirs?.id);
  await answered('7', before + 1);
  await press(mine?.id);
  await answered('7', before + 2);
  expect(answers('7').slice(before)).toEqual([
    'Este aviso não é seu, ou não existe mais.',
    'Ciência registrada.',
  ]);
  expect((await people.notifications(ana))[0]?.acknowledgedAt).not.toBeNull();
  expect((await people.notifications(bia))[0]?.acknowledgedAt).toBeNull();
});

test('a stranger is told once how to link, however much they write', async () => {
  const { say, answers, answered } = await setUp();
  await say('99', { text: 'oi' });
  await answered('99', 1);
  for (const text of ['oi?', '/processos', '{{ item.text }}']) await say('99', { text });
  await telling.drained();
  expect(answers('99')).toHaveLength(1);
});

test('what was meant', () => {
  const meant = (more: Partial<Inbound>) =>
    understand({ id: '1', at: '', from: { chat: '1', user: '1' }, private: true, ...more }).what;
  const code = newLinkCode();
  expect(codeIn(`${code.slice(0, 5)} ${code.slice(5)}`.toLowerCase())).toBe(code);
  expect(meant({ text: `/start ${code}` })).toBe('code');
  expect(meant({ text: 'STOP' })).toBe('opt-out');
  // It takes a case: to stop following it is another thing.
  expect(meant({ command: { name: 'parar', argument: '1' } })).toBe('other');
  expect(meant({ text: 'quero sair mais cedo' })).toBe('other');
  expect(meant({ left: true })).toBe('left');
});
