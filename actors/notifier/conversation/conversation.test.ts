import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import pino from 'pino';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { listLinks } from '../../../db/channels/links.ts';
import { createPendingLink } from '../../../db/channels/pending-link.ts';
import { hashLinkCode, looksLikeLinkCode, newLinkCode, readLinkCode } from '../../contracts/link-code.ts';
import { createToAdapters } from '../../runtime/nats/to-adapters.ts';
import { startInbound } from '../inbound/start.ts';
import { type FakeAdapter, startFakeAdapter } from '../test-kit/fake-adapter.ts';
import type { Firm } from '../test-kit/firm.ts';
import { type People, peopleOf } from '../test-kit/people.ts';
import { createRunning, type Running } from '../test-kit/running.ts';
import { sentencesOf } from '../test-kit/sentences.ts';

/** Of the platform: no firm owns it. */
const BOT = 'platform-telegram';

let running: Running;
let telegram: FakeAdapter;
let inbound: ReturnType<typeof startInbound>;
let firm: Firm;
let people: People;
let connection: string;
let chat = 4_000;
beforeAll(async () => {
  running = await createRunning();
  await running.start();
  const { harness } = running;
  telegram = await startFakeAdapter(harness, 'telegram');
  inbound = startInbound({
    pool: harness.runtime,
    broker: harness.broker,
    replicas: 1,
    road: harness.road,
    adapters: createToAdapters(harness.broker, 1),
    platformConnections: [],
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await inbound.stop();
  await telegram.close();
  await running.close();
});
beforeEach(async () => {
  running.clock.aheadMs = 0;
  firm = running.firm();
  people = peopleOf(firm);
  connection = await people.connection('telegram');
  chat++;
});

let updates = 0;
const message = (more: object) => ({
  id: `upd-${++updates}`,
  at: new Date().toISOString(),
  from: { chat: String(chat), user: String(chat), name: 'Fulana' },
  private: true,
  ...more,
});
/** Answers in this chat so far. */
const answers = () => telegram.outbound.filter((o) => o.address.to === String(chat));
/** Writes, and waits for the answer. */
async function write(more: object, from = connection) {
  const before = answers().length;
  await telegram.write(from, message(more));
  await waitFor('the answer', () => answers().length > before);
  return answers().at(-1);
}
/** Writes what is answered by nothing. */
async function writeInVain(more: object) {
  const before = answers().length;
  const said = message(more);
  await telegram.write(connection, said);
  await waitFor(
    'the message to be taken',
    async () => (await running.harness.admin.query('select 1 from rt.adoptions')).rowCount !== 0,
  );
  await Bun.sleep(300);
  await running.harness.drained('notifier');
  expect(answers()).toHaveLength(before);
  return said;
}
async function codeFor(
  personId: string,
  expiresAt = new Date(Date.now() + 900_000),
  connectionId: string | null = connection,
): Promise<string> {
  const code = newLinkCode();
  await firm.write((tx) =>
    createPendingLink(tx, {
      personId,
      channel: 'telegram',
      connectionId,
      codeHash: hashLinkCode(code),
      expiresAt,
    }),
  );
  return code;
}
const links = (personId: string) =>
  firm.read(
    async (tx) =>
      (
        await tx.client.query<{
          status: string;
          address: string | null;
          opt_in: unknown;
          reason: string | null;
        }>(
          "select status, address, opt_in, reason from channel_links where person_id = $1 and channel = 'telegram' order by created_at",
          [personId],
        )
      ).rows,
  );

describe('linking', () => {
  test('a code of the firm links the chat, once, and the message that carried it is the proof', async () => {
    const ana = await people.person({ name: 'Ana' });
    const code = await codeFor(ana);
    const welcome = await write({
      command: { name: 'start', argument: code.replace('-', '').toLowerCase() },
    });
    expect(welcome).toMatchObject({
      tenant: firm.tenant,
      connection,
      content: { title: expect.stringContaining('Ana') },
    });
    expect(JSON.stringify(welcome?.content)).toContain('robô');
    const [link] = await links(ana);
    expect(link).toMatchObject({
      status: 'active',
      address: String(chat),
      opt_in: { how: 'code', by: expect.stringMatching(/^upd-/) },
    });
    // Somebody who saw the code is too late.
    chat++;
    expect((await write({ text: code }))?.content.title).toContain('não vale');
    expect(await links(ana)).toHaveLength(1);
  });

  test('an expired code links nobody; after five wrong ones the right one is refused too, for an hour', async () => {
    const ana = await people.person();
    expect(
      (await write({ text: await codeFor(ana, new Date(Date.now() - 1_000)) }))?.content.title,
    ).toContain('não vale');
    for (let i = 0; i < 4; i++) await write({ text: newLinkCode() });
    const good = await codeFor(ana);
    expect((await write({ text: good }))?.content.title).toContain('demais');
    expect((await links(ana)).map((l) => l.status)).toEqual(['pending']);
  });

  test.each([
    ['of one bot', () => connection],
    ['of no bot in particular', () => null],
  ])('through the bot of another firm a code %s is worth nothing', async (_, bot) => {
    const ana = await people.person();
    const code = await codeFor(ana, undefined, bot());
    const other = await peopleOf(running.firm()).connection('telegram');
    expect((await write({ text: code }, other))?.content.title).toContain('não vale');
    expect((await links(ana)).map((l) => l.status)).toEqual(['pending']);
  });

  test('of two chats that send one code at once one is linked, and the other keeps the link that it had', async () => {
    const [ana, bia] = [await people.person(), await people.person()];
    await write({ text: await codeFor(bia) });
    const code = await codeFor(ana);
    const taken = await running.harness.admin.connect();
    try {
      // The other chat's commit is under way while ours looks.
      await taken.query('begin');
      await taken.query(
        `update channel_links set status = 'active', code_hash = null, address = 'other', connection_id = $2
          where person_id = $1`,
        [ana, connection],
      );
      const answer = write({ text: code });
      await waitFor('our commit to wait for theirs', async () => {
        const { rows } = await running.harness.admin.query(
          `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%channel_links%'`,
        );
        return rows.length > 0;
      });
      await taken.query('commit');
      expect((await answer)?.content.title).toContain('não vale');
    } finally {
      taken.release();
    }
    expect((await links(bia)).map((l) => l.status)).toEqual(['active']);
  });

  test('a word ends it, and so does blocking the bot; what is critical goes nowhere from then on', async () => {
    const ana = await people.person();
    await write({ text: await codeFor(ana) });
    expect((await write({ text: ' Pare! ' }))?.content.title).toContain('não receberá mais');
    expect(await links(ana)).toMatchObject([{ status: 'left', reason: 'asked' }]);
    await write({ text: await codeFor(ana) });
    await writeInVain({ left: true });
    expect((await firm.events('channel.disabled')).map(({ data }) => data)).toMatchObject([
      { personId: ana, reason: 'blocked' },
    ]);
    expect((await links(ana)).map((l) => [l.status, l.reason])).toEqual([
      ['left', 'asked'],
      ['left', 'blocked'],
    ]);
  });

  test('a code is read however it is typed, and nothing else is taken for one', () => {
    const prefix = fc.constantFrom('', '/start ', 'vincular ');
    const dash = fc.constantFrom('-', ' ', ' - ', '\u2013', '\u2014', '', '.');
    const around = fc.constantFrom('', '"', '“', '.', ' ', '\u200b');
    fc.assert(
      fc.property(prefix, dash, around, fc.boolean(), (before, between, quote, lower) => {
        const code = newLinkCode();
        const written = quote + code.replace('-', between) + quote;
        const typed = before + (lower ? written.toLowerCase() : written);
        expect(hashLinkCode(readLinkCode(typed) ?? '')).toBe(hashLinkCode(code));
      }),
    );
    for (const text of ['bom dia', '/processos', '0000001-17.2099.8.26.0001', 'ABCDEFGHI', ''])
      expect(readLinkCode(text)).toBeUndefined();
  });

  test('a mistyped code is known as one, and what people write otherwise is not', () => {
    for (const text of [
      'K7QXM-29TP0',
      'k7qxm 29tpo',
      'K7QXM29TP',
      'O0I1L-29TPB',
      'ABCDE-FGHIJ',
      'vincular K7QXM-29TPA',
    ])
      expect([text, readLinkCode(text), looksLikeLinkCode(text)]).toEqual([text, undefined, true]);
    for (const text of [
      'bom dia',
      'obrigado!',
      'certamente',
      'SP123456',
      '11900001001',
      '1004521-43.2025.8.26.0309',
      '',
    ])
      expect([text, looksLikeLinkCode(text)]).toEqual([text, false]);
  });

  test('a mistyped code is answered at once with how a code looks, however often, and is no wrong one', async () => {
    const ana = await people.person();
    expect((await write({ text: 'alô' }))?.content.title).toContain('Olá');
    for (let i = 0; i < 6; i++)
      expect((await write({ text: 'K7QXM-29TP0' }))?.content.title).toContain('não parece um código');
    const asked = await write({ command: { name: 'start', argument: 'K7QXM29TPO' } });
    expect(asked?.content.title).toContain('não parece um código');
    await write({ text: await codeFor(ana) });
    expect(await links(ana)).toMatchObject([{ status: 'active' }]);
    // Whom the bot knows as well.
    expect((await write({ text: 'K7QXM-29TP0' }))?.content.title).toContain('não parece um código');
  });

  test('/start after leaving is answered at once with the way back in', async () => {
    const ana = await people.person();
    await write({ text: await codeFor(ana) });
    await write({ text: 'SAIR' });
    expect((await write({ text: 'ainda aí?' }))?.content.title).toContain('Olá');
    const started = await write({ text: '/start', command: { name: 'start' } });
    expect(JSON.stringify(started?.content)).toContain('código de vínculo');
    await write({ text: await codeFor(ana) });
    expect((await links(ana)).map(({ status }) => status)).toEqual(['left', 'active']);
  });

  test('two robots that ask each other for codes come to an end', async () => {
    for (let i = 0; i < 10; i++) await write({ text: 'K7QXM-29TP0' });
    await writeInVain({ text: 'K7QXM-29TP0' });
  });

  test('a text that Postgres could not store as it is stops nothing', async () => {
    const answer = await write({
      text: 'a\u0000b\ud800 \\u0000',
      command: { name: 'x', input: { 'k\u0000': '\udfff' } },
    });
    expect(answer?.content.title).toContain('Olá');
  });
});

describe('a chat that is linked at two firms through the platform’s bot', () => {
  /** Ana is a person of two firms and has linked the same chat at both. */
  async function twoFirms() {
    const theirs = running.firm();
    const others = peopleOf(theirs);
    const ana = { here: await people.person(), there: await others.person() };
    for (const [one, name] of [
      [firm, 'Silva Advogados'],
      [theirs, 'Souza Advogados'],
    ] as const)
      await running.harness.admin.query(
        `insert into tenants (tenant_id, name, plan) values ($1, $2, 'free') on conflict (tenant_id) do update set name = $2`,
        [one.tenant, name],
      );
    await people.link(ana.here, 'telegram', String(chat), BOT);
    await others.link(ana.there, 'telegram', String(chat), BOT);
    const linksOf = async (of: Firm) =>
      of.read(async (tx) => listLinks(tx, of === firm ? ana.here : ana.there));
    return { theirs, linksOf };
  }

  test('one word ends it at both, the answer names them, and each firm has the proof', async () => {
    const { theirs, linksOf } = await twoFirms();
    // Somebody else’s chat with the same bot is none of it.
    const bia = await people.person();
    await people.link(bia, 'telegram', `${chat}9`, BOT);
    const said = message({ text: 'PARE' });
    const before = answers().length;
    await telegram.write(BOT, said);
    await waitFor('the answer', () => answers().length > before);
    await running.harness.drained('notifier');
    const text = JSON.stringify(answers().at(-1)?.content);
    expect(text).toContain('Silva Advogados');
    expect(text).toContain('Souza Advogados');
    for (const of of [firm, theirs])
      expect(await linksOf(of)).toMatchObject([
        {
          status: 'left',
          reason: 'asked',
          optOut: { how: 'asked', by: said.id },
          optedOutAt: expect.any(Date),
        },
      ]);
    expect((await links(bia)).map(({ status }) => status)).toEqual(['active']);
    expect(await firm.events('channel.disabled')).toEqual([]);
  });

  test('blocking the bot ends it at both, and each firm is told of its own person', async () => {
    const { theirs, linksOf } = await twoFirms();
    await telegram.write(BOT, message({ left: true }));
    for (const of of [firm, theirs]) {
      await waitFor('the end', async () => (await linksOf(of))[0]?.status === 'left');
      const [link] = await linksOf(of);
      expect(link?.optOut).toMatchObject({ how: 'blocked' });
      const told = await of.events('channel.disabled');
      expect(told).toMatchObject([
        { data: { channel: 'telegram', reason: 'blocked', personId: link?.personId } },
      ]);
    }
  });
});

describe('a stranger', () => {
  test('is answered once a day with how to link, and nothing of theirs reaches the firm', async () => {
    const first = await write({ text: 'Quero saber do processo <b>{{firm}}</b>' });
    expect(JSON.stringify(first?.content)).toContain('código de vínculo');
    expect(JSON.stringify(first?.content)).not.toContain('{{firm}}');
    await writeInVain({ text: 'alô?' });
    await writeInVain({ command: { name: 'processos' } });
    running.clock.aheadMs += 25 * 3_600_000;
    expect((await write({ text: 'alô?' }))?.content.title).toContain('Olá');
  });

  test('in a group is met with silence', async () => {
    await writeInVain({ text: '/processos', private: false });
  });
});

describe('in a group', () => {
  const by = (user: string, more: object) => ({
    private: false,
    from: { chat: String(chat), user, name: user },
    ...more,
  });
  const command = (name: string, argument?: string) => ({ text: `/${name}`, command: { name, argument } });
  const ANA = 'ana-at-provider';
  async function linkGroup(): Promise<string> {
    const ana = await people.person({ name: 'Ana' });
    const welcome = await write(by(ANA, command('vincular', await codeFor(ana))));
    expect(JSON.stringify(welcome?.content)).toContain('/pare');
    return ana;
  }

  test('who has linked it is obeyed when they speak to the bot, and nobody else is', async () => {
    const ana = await linkGroup();
    for (const said of [
      by('stranger', { text: 'pare' }),
      by('stranger', command('pare')),
      by('stranger', command('processos')),
      by('stranger', { command: { name: 'ciente', input: {} } }),
      by(ANA, { text: 'pare' }),
      by(ANA, { text: 'ok' }),
      by(ANA, { text: 'bom dia' }),
    ])
      await writeInVain(said);
    expect((await links(ana)).map(({ status }) => status)).toEqual(['active']);
    expect((await write(by(ANA, command('ajuda'))))?.content.title).toContain('Ana');
    expect((await write(by(ANA, command('pare'))))?.content.title).toContain('não receberá mais');
    expect(await links(ana)).toMatchObject([{ status: 'left', reason: 'asked' }]);
  });

  test('that somebody has linked is not taken over by another’s code; after they have left it may be linked', async () => {
    const ana = await linkGroup();
    const bia = await people.person({ name: 'Bia' });
    const code = await codeFor(bia);
    // Written as a word it is talk, and stays unused.
    await writeInVain(by('bia-at-provider', { text: code }));
    const refused = await write(by('bia-at-provider', command('vincular', code)));
    expect(refused?.content.title).toContain('outra pessoa');
    expect((await links(ana)).map(({ status }) => status)).toEqual(['active']);
    expect((await links(bia)).map(({ status }) => status)).toEqual(['pending']);
    await write(by(ANA, command('pare')));
    expect((await write(by('bia-at-provider', command('vincular', code))))?.content.title).toContain('Bia');
  });

  test('nothing of a sealed case is told, whatever the channel may carry', async () => {
    const ana = await linkGroup();
    await people.set(ana, 'sealed_channels', ['telegram']);
    const process = await firm.process({ secrecy: 1 });
    await firm.write((tx) =>
      tx.client.query("update processes set label = 'Horizonte' where id = $1", [process]),
    );
    const seen = await write(by(ANA, command('processos')));
    expect(JSON.stringify(seen?.content)).toContain('segredo de justiça');
    expect(JSON.stringify(seen?.content)).not.toContain('Horizonte');
  });

  test('that was linked before it was known who did it, nobody is obeyed', async () => {
    const ana = await people.person({ name: 'Ana' });
    await people.link(ana, 'telegram', String(chat), connection);
    await writeInVain(by(ANA, command('pare')));
    expect((await links(ana)).map(({ status }) => status)).toEqual(['active']);
  });
});

describe('a linked person', () => {
  test('gives commands, once each however often the provider delivers them, counted against the plan', async () => {
    const ana = await people.person();
    await write({ text: await codeFor(ana) });
    await firm.process();
    const shown = await write({ command: { name: 'processos' } });
    expect(shown?.content.paragraphs).toHaveLength(1);
    const again = { ...message({ text: '/ajuda' }) };
    const before = answers().length;
    for (let i = 0; i < 3; i++) await telegram.write(connection, again);
    await waitFor('the answer', () => answers().length > before);
    await running.harness.drained('notifier');
    expect(answers()).toHaveLength(before + 1);
    const usage = await firm.read(
      async (tx) => (await tx.client.query('select commands from bot_usage')).rows,
    );
    expect(usage).toEqual([{ commands: 2 }]);
  });

  test('is answered within ten minutes or not at all, and what was asked hours ago is done only where it is still meant', async () => {
    const ana = await people.person();
    await write({ text: await codeFor(ana) });
    const id = await firm.process();
    const asked = Date.now();
    const expiresAt = Date.parse((await write({ text: '/processos' }))?.expiresAt ?? '');
    expect(expiresAt).toBeGreaterThan(asked);
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 600_000);
    await people.subscribe(ana);
    await firm.happen(firm.movement(id, 'critical'));
    await waitFor('the notice', () => answers().some((one) => one.content.title === 'Andamento 1'));
    await running.harness.drained('notifier');
    const at = new Date(Date.now() - 2 * 3_600_000).toISOString();
    for (const text of ['/processos', '/resumo', '/silenciar', '/nada']) await writeInVain({ at, text });
    // The notice came after this word was written.
    const newer = await write({ at, text: 'ciente' });
    expect(newer?.content.title).toContain('mais novo do que a sua mensagem');
    const [notice] = await people.notifications(ana);
    expect(notice?.acknowledgedAt).toBeNull();
    const read = <T>(text: string) => firm.read(async (tx) => (await tx.client.query(text)).rows as T[]);
    expect(await read('select commands from bot_usage')).toEqual([{ commands: 2 }]);
    const taken = await write({ at, command: newer?.content.buttons[0]?.command });
    expect(taken?.content.title).toBe('Ciência registrada.');
  });

  test('who wrote hours ago that they know of a notice, want silence or leave is heard, by when they wrote it', async () => {
    const ana = await people.person();
    await write({ text: await codeFor(ana) });
    const id = await firm.process();
    await people.subscribe(ana);
    for (const count of [1, 2]) {
      await firm.happen(firm.movement(id, 'critical'));
      await waitFor('the notice', async () => (await people.notifications(ana)).length === count);
      await running.harness.drained('notifier');
    }
    const [first, second] = (await people.notifications(ana)).map((one) => one.id);
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const query = async <T>(text: string, values: unknown[]) =>
      (await firm.write((tx) => tx.client.query(text, values))).rows as T[];
    await query('update notifications set created_at = $2 where id = $1', [first, hoursAgo(3)]);
    const taken = await write({ at: hoursAgo(2), text: 'ciente' });
    expect(taken?.content.title).toBe('Ciência registrada.');
    const told = await people.notifications(ana);
    expect(told.find((one) => one.id === first)?.acknowledgedAt).not.toBeNull();
    expect(told.find((one) => one.id === second)?.acknowledgedAt).toBeNull();
    const muted = async () =>
      (await query<{ at: Date | null }>('select muted_until as at from people where id = $1', [ana]))[0]?.at;
    const asked = hoursAgo(2);
    await write({ at: asked, text: '/silenciar 8 horas' });
    expect((await muted())?.getTime()).toBe(Date.parse(asked) + 8 * 3_600_000);
    expect((await write({ at: asked, text: '/silenciar 1' }))?.content.title).toContain('já terminou');
    await write({ at: asked, text: '/silenciar 0' });
    expect(await muted()).toBeNull();
    expect((await write({ at: hoursAgo(20), text: 'sair' }))?.content.title).toContain('não receberá mais');
    expect(await links(ana)).toMatchObject([{ status: 'left', reason: 'asked' }]);
  });

  test('reads with the newest movements what was written about them, and who wrote it', async () => {
    const ana = await people.person();
    await write({ text: await codeFor(ana) });
    const id = await firm.process();
    const [movement, older] = [firm.movement(id, 'high'), firm.movement(id, 'high')];
    const words = sentencesOf(firm);
    await words.notice([older], ['O juiz deu um despacho.']);
    await words.notice([movement], ['O juiz aceitou o pedido.'], { engine: 'anthropic' });
    const shown = async () => JSON.stringify((await write({ text: `/processo ${id}` }))?.content.paragraphs);
    expect(await shown()).toContain(
      'Em outras palavras: O juiz aceitou o pedido. (escrito por inteligência artificial; um advogado precisa conferir)',
    );
    await words.amend(movement, 'withdrawn');
    expect(await shown()).toContain('Em outras palavras: O juiz deu um despacho. (montado por regras fixas');
    await words.sealCase(id);
    expect(await shown()).not.toContain('palavras');
  });

  test('over the plan is told so, and the firm is still told of its cases', async () => {
    const ana = await people.person();
    await write({ text: await codeFor(ana) });
    await firm.write((tx) =>
      tx.client.query(
        `insert into bot_usage (tenant_id, month, commands) values ($1, to_char(now() at time zone 'America/Sao_Paulo', 'YYYY-MM'), 1000000)`,
        [firm.tenant],
      ),
    );
    expect((await write({ text: '/processos' }))?.content.title).toContain('já usou todos os comandos');
  });

  test('acknowledges a critical notice with its button, and only their own', async () => {
    const [ana, bia] = [await people.person({ name: 'Ana' }), await people.person({ name: 'Bia' })];
    await write({ text: await codeFor(ana) });
    for (const person of [ana, bia]) await people.subscribe(person);
    const process = await firm.process();
    await firm.happen(firm.movement(process, 'critical'));
    await waitFor('the notice', () =>
      answers().some((o) => o.content.buttons.some((b) => b.command?.name === 'ciente')),
    );
    await running.harness.drained('notifier');
    const [ofBia] = await people.notifications(bia);
    const stolen = await write({ command: { name: 'ciente', input: { notification: ofBia?.id ?? '' } } });
    expect(stolen?.content.title).toContain('Não há aviso');
    expect((await people.notifications(bia))[0]?.acknowledgedAt).toBeNull();
    const notice = answers().find((o) =>
      o.content.buttons.some((b) => b.command?.name === 'ciente'),
    )?.content;
    expect(notice?.buttons.at(-1)?.url).toMatch(/^https:\/\/lux\.example\/case\/[\w-]+\.[\w-]+$/);
    const button = notice?.buttons.find((b) => b.command?.name === 'ciente');
    const registered = await write({ command: button?.command });
    expect(registered?.content.title).toBe('Ciência registrada.');
    expect(registered?.content.paragraphs).toEqual([{ text: notice?.title ?? '' }]);
    expect(registered?.content.facts).toContainEqual(['Processo', expect.any(String)]);
    expect(registered?.content.facts).toEqual(notice?.facts ?? []);
    expect((await people.notifications(ana))[0]?.acknowledgedAt).not.toBeNull();
  });

  test('acknowledges the newest by a word; of what is sealed by then nothing is repeated', async () => {
    const ana = await people.person();
    await write({ text: await codeFor(ana) });
    await people.subscribe(ana);
    const process = await firm.process();
    await firm.happen(firm.movement(process, 'critical'));
    const ofAna = () => answers().filter((o) => o.content.buttons.some((b) => b.command?.name === 'ciente'));
    await waitFor('the notice', () => ofAna().length > 0);
    await running.harness.drained('notifier');
    const [notice] = ofAna();
    await firm.write((tx) => tx.client.query('update processes set secrecy = 1 where id = $1', [process]));
    const registered = (await write({ text: 'ciente' }))?.content;
    expect(registered?.title).toBe('Ciência registrada.');
    expect(JSON.stringify(registered)).toContain('segredo de justiça');
    expect(JSON.stringify(registered)).not.toContain(notice?.content.title ?? '');
    expect(registered?.facts).toEqual([]);
  });

  test('silences the bot for a while, on their own clock', async () => {
    const ana = await people.person();
    await write({ text: await codeFor(ana) });
    expect((await write({ text: '/silenciar 8 horas' }))?.content.title).toContain('Silêncio até');
    const muted = async () =>
      (
        await firm.read(
          async (tx) => (await tx.client.query('select muted_until from people where id = $1', [ana])).rows,
        )
      )[0].muted_until;
    expect(await muted()).not.toBeNull();
    await write({ text: '/silenciar 0' });
    expect(await muted()).toBeNull();
  });

  test('of a firm’s bot hears nothing of another firm', async () => {
    const ana = await people.person();
    await write({ text: await codeFor(ana) });
    const stranger = running.firm();
    const theirs = await stranger.process({ tags: ['alheia'] });
    const text = JSON.stringify([
      await write({ text: '/processos' }),
      await write({ text: `/processo ${theirs}` }),
    ]);
    expect(text).not.toContain('alheia');
  });

  test('who writes what is no command is told once a minute that this is a robot', async () => {
    const ana = await people.person();
    await write({ text: await codeFor(ana) });
    expect((await write({ text: 'bom dia' }))?.content.title).toContain('robô');
    await writeInVain({ text: 'bom dia!' });
  });
});
