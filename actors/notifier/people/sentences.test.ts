import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import type { NewEvent } from '../../../db/events/append.ts';
import { createJob } from '../../../db/jobs/create.ts';
import { notifier } from '../../contracts/notifier.ts';
import type { Firm } from '../test-kit/firm.ts';
import { peopleOf } from '../test-kit/people.ts';
import { sentencesOf } from '../test-kit/sentences.ts';
import { startTelling, type Telling } from '../test-kit/telling.ts';
import { readHappenings, readHappeningsLater } from './lane.ts';

const HOUR = 3_600_000;
const WORDS = 'O juiz aceitou o pedido.';
const BY_RULES = 'montado por regras fixas, sem inteligência artificial';
const BY_AI = 'escrito por inteligência artificial; um advogado precisa conferir';
let telling: Telling;
beforeAll(async () => {
  telling = await startTelling();
});
afterAll(() => telling.close());
// Ten in the morning of a Wednesday in Brasília.
beforeEach(() => {
  telling.running.clock.aheadMs = Date.parse('2099-11-25T13:00:00Z') - Date.now();
});

/** A person who is told by telegram alone. */
async function setUp(fields: Parameters<ReturnType<typeof peopleOf>['person']>[0] = {}) {
  const firm = telling.running.firm();
  const people = peopleOf(firm);
  const id = await people.person(fields);
  await people.link(id, 'telegram', '1', await people.connection('telegram'));
  await people.subscribe(id, { channels: ['telegram'] });
  const texts = async (of = id) =>
    (await people.notifications(of)).map(({ content }) =>
      [...(content?.paragraphs.map(({ text }) => text) ?? []), ...(content?.footer ?? [])].join('\n'),
    );
  return { firm, people, id, texts, words: sentencesOf(firm), process: await firm.process() };
}

const lastTold = ({ tenant }: Firm) =>
  telling.telegram.outbound.filter((one) => one.tenant === tenant).at(-1);

async function sendAgain(firm: Firm, personId: string, notificationId: string) {
  const { job } = await firm.write((tx) => createJob(tx, { type: 'notification.resend' }));
  const order = { notificationId, jobId: job.id };
  await telling.running.harness.send(notifier, 'sendAgain', { tenant: firm.tenant, key: personId }, order);
  await telling.drained();
}

const QUIET = {
  quietHours: { from: '09:00', to: '12:00' },
  preferences: { telegram: { important: 'instant' } },
} as const;

describe('a message that is written after a sentence has it, and says who wrote it', () => {
  test('what is told at once has none; what quiet hours held has', async () => {
    const { firm, texts, words, process } = await setUp(QUIET);
    const [held, urgent] = [firm.movement(process, 'high'), firm.movement(process, 'critical')];
    await words.notice([held], [WORDS], { engine: 'anthropic' });
    await words.notice([urgent], ['O réu foi preso.'], { engine: 'anthropic' });
    await firm.happen(held, urgent);
    await telling.drained();
    const [atOnce] = await texts();
    expect(atOnce).not.toContain('preso');
    expect(atOnce).not.toContain('inteligência artificial');
    await telling.pass(2 * HOUR + 60_000);
    const released = (await texts()).at(-1);
    expect(released).toContain(`${WORDS} (${BY_AI})`);
    expect(released).toContain('Um advogado precisa conferi-las antes do uso.');
  });

  test.each([
    ['the digest of a window', { digestMinutes: 30 }, 'high', 31 * 60_000],
    ['the summary of the day', { summaryHour: '18:00' }, 'medium', 8 * HOUR + 60_000],
    [
      'the summary of the week',
      { summaryHour: '18:00', summaryDay: 4, preferences: { telegram: { important: 'weekly' } } },
      'high',
      33 * HOUR,
    ],
  ] as const)('%s, once for two movements that it tells of', async (_, fields, importance, wait) => {
    const { firm, texts, words, process } = await setUp(fields as object);
    const movements = [1, 2, 3].map(() => firm.movement(process, importance));
    const [, ...later] = movements as [NewEvent, NewEvent, NewEvent];
    for (const one of movements) await firm.happen(one);
    await telling.drained();
    await words.notice(later, [WORDS]);
    await telling.pass(wait);
    const last = (await texts()).at(-1) ?? '';
    expect(last.split(`${WORDS} (${BY_RULES})`)).toHaveLength(2);
    expect(last).toContain('frases montadas por regras fixas');
    expect(last).not.toContain('Um advogado precisa conferi-las');
  });

  test('what the next person is told, and one more send of the first message', async () => {
    const { firm, people, id, texts, words, process } = await setUp();
    const bia = await people.person({ name: 'Bia' });
    await people.policy([{ afterMinutes: 30 }, { afterMinutes: 60, personId: bia }]);
    const movement = firm.movement(process, 'critical');
    await firm.happen(movement);
    await telling.drained();
    await words.notice([movement], [WORDS], { engine: 'anthropic', proved: false });
    await telling.pass(61 * 60_000);
    expect((await texts(bia))[0]).toContain(`${WORDS} [não comprovado nos movimentos] (${BY_AI})`);
    expect((await texts())[0]).not.toContain(WORDS);

    const [first] = await people.notifications(id);
    const notificationId = first?.id ?? '';
    const again = async () => {
      await sendAgain(firm, id, notificationId);
      return JSON.stringify(lastTold(firm)?.content);
    };
    expect(await again()).toContain(WORDS);
    expect(await again()).toContain('Um advogado precisa conferi-las');
    // The message itself stays what was told first.
    expect((await people.notifications(id))[0]?.content).toEqual(first?.content ?? null);
    await words.amend(movement, 'withdrawn');
    expect(await again()).not.toContain(WORDS);
  });

  test('what a template alone told of, when the window opens', async () => {
    const { firm, people, id, words, process } = await setUp();
    const movement = firm.movement(process, 'critical');
    await firm.happen(movement);
    await telling.drained();
    await words.notice([movement], [WORDS]);
    await firm.write((tx) =>
      tx.client.query(
        `update notification_sends set form = 'template', state = 'sent', next_attempt_at = null where tenant_id = $1 and channel = 'telegram'`,
        [firm.tenant],
      ),
    );
    const [send] = (await people.sends(id)).filter(({ channel }) => channel === 'telegram');
    const order = { linkId: send?.linkId ?? '' };
    await telling.running.harness.send(notifier, 'windowOpened', { tenant: firm.tenant, key: id }, order);
    await telling.drained();
    expect(JSON.stringify(lastTold(firm)?.content)).toContain(WORDS);
  });
});

describe('a send that goes out further tells what may be told then', () => {
  test('of what the message says already, a line about a movement that was withdrawn since is left out', async () => {
    const { firm, people, id, texts, words, process } = await setUp(QUIET);
    const movement = firm.movement(process, 'high');
    await words.notice([movement], [WORDS]);
    await firm.happen(movement);
    await telling.drained();
    await telling.pass(2 * HOUR + 60_000);
    expect((await texts())[0]).toContain(WORDS);
    const [first] = await people.notifications(id);
    const again = async () => {
      await sendAgain(firm, id, first?.id ?? '');
      return JSON.stringify(lastTold(firm)?.content);
    };
    expect(await again()).toContain(WORDS);
    await words.amend(movement, 'withdrawn');
    expect(await again()).not.toContain(WORDS);
    expect(JSON.stringify(lastTold(firm)?.content)).toContain('o tribunal retirou ou corrigiu o movimento');
    // The message itself stays what was told.
    expect((await texts())[0]).toContain(WORDS);
  });

  /** One message in telegram, and a mailbox for when telegram fails. */
  async function setUpMailed() {
    const world = await setUp({ email: `${crypto.randomUUID()}@example.com` });
    const { firm, people, id } = world;
    await people.connection('email');
    const movement = firm.movement(world.process, 'critical');
    await firm.happen(movement);
    await telling.drained();
    return {
      ...world,
      movement,
      mailedAfterFailure: async () => {
        const { id: failed, connection = '' } = lastTold(firm) ?? {};
        const error = { class: 'switch', code: '403', detail: 'blocked' };
        const at = new Date().toISOString();
        await telling.telegram.say(connection, { id: failed, at, state: 'failed', error });
        return waitFor('the mail', async () =>
          (await people.sends(id)).find(({ channel }) => channel === 'email'),
        );
      },
    };
  }

  test('after a failure: the sentences that were written since', async () => {
    const { words, movement, mailedAfterFailure } = await setUpMailed();
    await words.notice([movement], [WORDS]);
    expect((await mailedAfterFailure()).added?.paragraphs).toEqual([`${WORDS} (${BY_RULES})`]);
  });

  test('after a failure: not those that the failed send had, once the movement was corrected', async () => {
    const { firm, people, id, words, movement, mailedAfterFailure } = await setUpMailed();
    await words.notice([movement], [WORDS]);
    await sendAgain(firm, id, (await people.notifications(id))[0]?.id ?? '');
    expect(JSON.stringify(lastTold(firm)?.content)).toContain(WORDS);
    await words.amend(movement, 'active');
    expect((await mailedAfterFailure()).added).toBeNull();
  });
});

describe('what is handed over long after it was written tells what may be told then', () => {
  const later = { class: 'retry', code: '429', detail: 'slow down', retryAfterMs: HOUR } as const;
  afterEach(() => {
    telling.telegram.answer = () => undefined;
  });

  /** A message with a sentence, which its adapter could not send for an hour. */
  async function setUpRefused() {
    const world = await setUp(QUIET);
    const { firm, words, process } = world;
    const movement = firm.movement(process, 'high');
    await words.notice([movement], [WORDS], { engine: 'anthropic' });
    await firm.happen(movement);
    await telling.drained();
    telling.telegram.answer = () => ({ state: 'failed', error: later });
    await telling.pass(2 * HOUR + 60_000);
    await refused(world);
    expect(JSON.stringify(lastTold(firm)?.content)).toContain(`${WORDS} (${BY_AI})`);
    return { ...world, movement };
  }
  const refused = ({ people, id }: Pick<Awaited<ReturnType<typeof setUp>>, 'people' | 'id'>, attempts = 1) =>
    waitFor('the refusal', async () =>
      (await people.sends(id)).every((one) => one.channel !== 'telegram' || one.attempts >= attempts),
    );

  test('a first send: not what was corrected while it waited, nor who wrote it', async () => {
    const { firm, words, movement, texts } = await setUpRefused();
    await words.amend(movement, 'withdrawn');
    await telling.pass(HOUR + 60_000);
    const told = JSON.stringify(lastTold(firm)?.content);
    expect(told).toContain('o tribunal retirou ou corrigiu o movimento');
    expect(told).not.toContain(WORDS);
    expect(told).not.toContain('inteligência artificial');
    // The message itself stays what was written.
    expect((await texts())[0]).toContain(WORDS);
  });

  test('a first send of which nothing was corrected: the same as before, whatever was written since', async () => {
    const { firm, words, movement } = await setUpRefused();
    const before = lastTold(firm);
    await words.notice([movement], ['Outra frase.']);
    await telling.pass(HOUR + 60_000);
    expect(lastTold(firm)).not.toBe(before);
    expect(lastTold(firm)?.content).toEqual(before?.content);
  });

  test('a first send of a case that was sealed while it waited: nothing of it', async () => {
    const { firm, words, process } = await setUpRefused();
    await words.sealCase(process);
    await telling.pass(HOUR + 60_000);
    const told = JSON.stringify(lastTold(firm)?.content);
    expect(told).toContain('segredo de justiça');
    expect(told).not.toContain(WORDS);
  });

  test('with a later message that goes at once: what waited is not handed over beside it as it was', async () => {
    const { firm, words, movement, process } = await setUpRefused();
    await words.amend(movement, 'withdrawn');
    telling.running.clock.aheadMs += HOUR + 60_000;
    await firm.happen(firm.movement(process, 'critical'));
    await telling.drained();
    const told = telling.telegram.outbound.filter((one) => one.tenant === firm.tenant).slice(1);
    expect(told.length).toBeGreaterThan(1);
    expect(JSON.stringify(told)).not.toContain(WORDS);
  });

  test('a further send: not what it added, once that was corrected', async () => {
    const world = await setUp();
    const { firm, people, id, words, process } = world;
    const movement = firm.movement(process, 'critical');
    await firm.happen(movement);
    await telling.drained();
    await words.notice([movement], [WORDS]);
    telling.telegram.answer = () => ({ state: 'failed', error: later });
    await sendAgain(firm, id, (await people.notifications(id))[0]?.id ?? '');
    expect(JSON.stringify(lastTold(firm)?.content)).toContain(WORDS);
    await waitFor('the refusal', async () => (await people.sends(id)).some(({ attempts }) => attempts === 1));
    await words.amend(movement, 'withdrawn');
    await telling.pass(HOUR + 60_000);
    expect(JSON.stringify(lastTold(firm)?.content)).not.toContain(WORDS);
  });
});

describe('it is not told', () => {
  type World = Awaited<ReturnType<typeof setUp>> & { movement: NewEvent };
  test.each([
    [
      'of a movement that was withdrawn since',
      ({ words, movement }: World) => words.amend(movement, 'withdrawn'),
    ],
    [
      'of a movement that was corrected since',
      ({ words, movement }: World) => words.amend(movement, 'active'),
    ],
    ['of a case that was sealed since', ({ words, process }: World) => words.sealCase(process)],
    ['of a case that was sealed in a grau', ({ words, process }: World) => words.sealGrau(process)],
    [
      'of a case that the firm does not follow any more',
      ({ firm, process }: World) =>
        firm.write((tx) =>
          tx.client.query('update processes set deleted_at = now() where id = $1', [process]),
        ),
    ],
  ])('%s: neither with the movement nor by itself', async (_, change) => {
    const preferences = { telegram: { important: 'instant', summary: 'instant' } } as const;
    const world = await setUp({ ...QUIET, preferences, sealedChannels: ['telegram'] });
    const { firm, people, id, texts, words, process } = world;
    const movement = firm.movement(process, 'high');
    const answerId = await words.notice([movement], [WORDS]);
    await firm.happen(movement, words.told(answerId, [movement], WORDS));
    await telling.drained();
    await change({ ...world, movement });
    await telling.pass(2 * HOUR + 60_000);
    expect(await texts()).toHaveLength(1);
    expect((await texts())[0]).not.toContain(WORDS);
    const summary = (await people.notices(id)).find(({ eventClass }) => eventClass === 'summary');
    expect(summary).toMatchObject({ outcome: 'suppressed', reason: 'not-to-be-told' });
  });

  test('to another firm, whatever movements its events name', async () => {
    const [mine, theirs] = [await setUp(), await setUp()];
    const movement = mine.firm.movement(mine.process, 'high');
    await mine.words.notice([movement], [WORDS]);
    await theirs.firm.happen(movement);
    const [found] = await theirs.firm.read((tx) => readHappeningsLater(tx, [movement.id]));
    expect(found?.movementId).not.toBeNull();
    expect(found?.sentences).toEqual([]);
  });
});

describe('the news that movements were put into words', () => {
  test('is in the inbox, and in no chat unless the person wants it there', async () => {
    const firm = telling.running.firm();
    const people = peopleOf(firm);
    const words = sentencesOf(firm);
    const [ana, bia] = [
      await people.person(),
      await people.person({ name: 'Bia', preferences: { telegram: { summary: 'instant' } } }),
    ];
    for (const [person, chat] of [
      [ana, '1'],
      [bia, '2'],
    ] as const) {
      await people.link(person, 'telegram', chat, await people.connection('telegram'));
      await people.subscribe(person, { include: { classes: ['summary'], importances: ['high'] } });
    }
    const movement = firm.movement(await firm.process(), 'high');
    const answerId = await words.notice([movement], [WORDS], { engine: 'anthropic' });
    await firm.happen(movement, words.told(answerId, [movement], WORDS));
    await telling.drained();
    const outcomes = async (person: string) =>
      Object.fromEntries(
        (await people.notices(person)).map((one) => [one.channel, one.reason ?? one.outcome]),
      );
    expect(await outcomes(ana)).toEqual({ inbox: 'sent', telegram: 'preference' });
    expect(await outcomes(bia)).toEqual({ inbox: 'sent', telegram: 'sent' });
    const [message] = await people.notifications(bia);
    expect(message).toMatchObject({
      kind: 'single',
      content: { title: 'Novas movimentações em outras palavras' },
    });
    expect(message?.content?.paragraphs.map(({ text }) => text)).toContain(`${WORDS} (${BY_AI})`);
    expect(message?.content?.footer[0]).toContain('Um advogado precisa conferi-las');
  });

  test('is no entry of its own beside the movements that it speaks of', async () => {
    const daily = { important: 'daily', summary: 'daily' } as const;
    const { firm, texts, people, id, words, process } = await setUp({ preferences: { telegram: daily } });
    const movement = firm.movement(process, 'high');
    const answerId = await words.notice([movement], [WORDS]);
    await firm.happen(movement, words.told(answerId, [movement], WORDS));
    await telling.drained();
    await telling.pass(24 * HOUR);
    const [only, ...more] = await texts();
    expect(more).toEqual([]);
    expect(only?.split(WORDS)).toHaveLength(2);
    expect(only).not.toContain('em outras palavras');
    expect((await people.notices(id)).map(({ outcome }) => outcome)).toEqual(['sent', 'sent']);
  });
});

test('what is told at once asks for no sentences of a movement: one look-up less where speed counts', async () => {
  const { firm, process } = await setUp();
  const [id = ''] = await firm.happen(firm.movement(process, 'critical'));
  const asked = async (look: typeof readHappenings) => {
    const names: unknown[] = [];
    await firm.read((tx) => {
      const query = (statement: { name?: string }) => {
        names.push(statement.name);
        return tx.client.query(statement as never);
      };
      return look({ ...tx, tenantId: tx.tenantId, client: { query } } as never, [id]);
    });
    return names;
  };
  expect(await asked(readHappenings)).toEqual(['read-events', 'read-case-facts']);
  expect(await asked(readHappeningsLater)).toContain('ai-sentences');
});
