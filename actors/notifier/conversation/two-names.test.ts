import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { createPendingLink } from '../../../db/channels/pending-link.ts';
import { hashLinkCode, newLinkCode } from '../../contracts/link-code.ts';
import { type Chats, startChats } from '../test-kit/chat.ts';
import type { Firm } from '../test-kit/firm.ts';
import { type People, peopleOf } from '../test-kit/people.ts';
import { createRunning, type Running } from '../test-kit/running.ts';

/** A chat with two names, as WhatsApp has them: a phone, and the user id of people who hide theirs. */
let running: Running;
let chats: Chats;
let firm: Firm;
let people: People;
let connection: string;
let ana: string;
let [phone, userId] = ['', ''];
let number = 5_511_900_000_000;
beforeAll(async () => {
  running = await createRunning();
  await running.start();
  chats = await startChats(running.harness);
});
afterAll(async () => {
  await chats.close();
  await running.close();
});
beforeEach(async () => {
  firm = running.firm();
  people = peopleOf(firm);
  connection = await people.connection('telegram');
  ana = await people.person({ name: 'Ana' });
  phone = String(++number);
  userId = `BR.${number}`;
});

/** Writes under one name, or under both. */
const write = (text: string, chat: string, alias?: string) =>
  chats.ask(connection, chat, { text, from: { chat, user: chat, ...(alias ? { alias } : {}) } });

async function link(chat: string, alias?: string): Promise<void> {
  const code = newLinkCode();
  const expiresAt = new Date(Date.now() + 900_000);
  const wanted = {
    personId: ana,
    channel: 'telegram',
    connectionId: connection,
    codeHash: hashLinkCode(code),
    expiresAt,
  } as const;
  await firm.write((tx) => createPendingLink(tx, wanted));
  expect((await write(code, chat, alias)).title).toContain('Ana');
}

const isKnown = async (chat: string, alias?: string) =>
  !(await write('/ajuda', chat, alias)).paragraphs.some(
    ({ text }) => /escritório/.test(text) && /código/.test(text),
  );
const links = () =>
  firm.read(
    async (tx) =>
      (await tx.client.query('select address, other_address as other, status from channel_links')).rows,
  );

test('linked by the phone, known by the user id once both were told together', async () => {
  await link(phone);
  expect(await isKnown(userId)).toBe(false);
  expect(await isKnown(phone, userId)).toBe(true);
  expect(await links()).toEqual([{ address: phone, other: userId, status: 'active' }]);
  expect(await isKnown(userId)).toBe(true);
  expect(await isKnown(phone)).toBe(true);
});

test('linked by the user id, known by the phone once both were told together', async () => {
  await link(userId);
  expect(await isKnown(phone)).toBe(false);
  expect(await isKnown(phone, userId)).toBe(true);
  expect(await isKnown(phone)).toBe(true);
  expect(await links()).toEqual([{ address: userId, other: phone, status: 'active' }]);
});

test('linked with both, known by either', async () => {
  await link(phone, userId);
  expect(await isKnown(userId)).toBe(true);
});

describe('a number that has changed hands', () => {
  const ended = { address: expect.any(String), other: expect.any(String), status: 'disabled' };

  test.each([
    ['its user id is another', () => [phone, `${userId}0`]],
    ['the other way around', () => [`${userId}0`, phone]],
    ['and so is a user id with another phone', () => [`${phone}0`, userId]],
  ] as const)('is nobody’s, %s, and nothing more is told there', async (_, names) => {
    await link(phone, userId);
    const [chat, alias] = names();
    expect(await isKnown(chat as string, alias)).toBe(false);
    expect(await links()).toEqual([ended]);
    expect((await firm.events('channel.disabled')).map(({ data }) => data)).toMatchObject([
      { channel: 'telegram', reason: 'number-changed-hands', personId: ana },
    ]);
    expect(await isKnown(userId)).toBe(false);
  });

  test('whoever it was taken from hears of it elsewhere, whatever they subscribe to, and so does who looks after the setup', async () => {
    const [bia, caio] = [await people.person({ name: 'Bia' }), await people.person({ name: 'Caio' })];
    await people.subscribe(bia, { include: { classes: ['operation'] } });
    await people.subscribe(caio, { include: { classes: ['critical'] } });
    await link(phone, userId);
    await isKnown(phone, `${userId}0`);
    await running.harness.drained('notifier');
    const titles = async (id: string) =>
      (await people.notifications(id)).map(({ content }) => content?.title);
    const told = 'O número em que uma pessoa recebia avisos passou a ser de outra (Telegram): Ana';
    expect(await titles(ana)).toEqual([told]);
    expect(await titles(bia)).toEqual([told]);
    expect(await titles(caio)).toEqual([]);
    const [notification] = await people.notifications(ana);
    const channels = (await people.sends(ana)).map(({ channel }) => channel);
    expect(notification?.state).toBe('delivered');
    expect(channels).toEqual(['inbox']);
  });

  test('is told that it has ended when its new owner wants it to, and nothing of the firm', async () => {
    await running.harness.admin.query(
      `insert into tenants (tenant_id, name, plan) values ($1, 'Silva Advogados', 'free')
       on conflict (tenant_id) do update set name = 'Silva Advogados'`,
      [firm.tenant],
    );
    await link(phone, userId);
    const said = await write('SAIR', phone, `${userId}0`);
    expect(said.title).toContain('não receberá mais');
    expect(JSON.stringify(said)).not.toMatch(/Ana|Silva/);
    expect(await links()).toEqual([ended]);
  });

  test('may be linked by its new owner', async () => {
    await link(phone, userId);
    await link(phone, `${userId}0`);
    expect((await links()).map(({ status }) => status).sort()).toEqual(['active', 'disabled']);
    expect(await isKnown(phone, `${userId}0`)).toBe(true);
  });

  test('ends at every firm that the platform’s bot has linked it for, and not where its new owner is known', async () => {
    const BOT = 'platform-telegram';
    const theirs = running.firm();
    const [old, anew] = [await peopleOf(theirs).person(), await people.person({ name: 'Nova' })];
    const linkTo = async (of: Firm, personId: string, other: string) => {
      const id = await peopleOf(of).link(personId, 'telegram', phone, BOT);
      await of.write((tx) =>
        tx.client.query('update channel_links set other_address = $2 where id = $1', [id, other]),
      );
    };
    await linkTo(firm, ana, userId);
    await linkTo(theirs, old, userId);
    await linkTo(firm, anew, `${userId}0`);
    const from = { chat: phone, user: phone, alias: `${userId}0` };
    expect((await chats.ask(BOT, phone, { text: '/ajuda', from })).title).toContain('Nova');
    await running.harness.drained('notifier');
    expect(await links()).toEqual(
      expect.arrayContaining([ended, { address: phone, other: `${userId}0`, status: 'active' }]),
    );
    expect(await theirs.events('channel.disabled')).toMatchObject([{ data: { personId: old } }]);
  });
});

test('who leaves under one name has left, whichever the link has', async () => {
  await link(phone, userId);
  await write('SAIR', userId);
  expect(await links()).toEqual([{ address: phone, other: userId, status: 'left' }]);
  expect(await isKnown(phone)).toBe(false);
});

test('who links anew under the other name ends the link that there was', async () => {
  await link(phone, userId);
  await link(userId);
  expect((await links()).map(({ status }) => status).sort()).toEqual(['active', 'left']);
});
