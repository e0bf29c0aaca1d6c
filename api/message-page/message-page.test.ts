import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { openCaseLink } from '../../actors/contracts/case-link.ts';
import type { Importance, MovementFact } from '../../actors/contracts/events.ts';
import { newId } from '../../actors/contracts/ids.ts';
import { type MessageLink, signMessageLink } from '../../actors/contracts/message-link.ts';
import { sentencesOf } from '../../actors/notifier/test-kit/sentences.ts';
import { appendEvents, newEvent } from '../../db/events/append.ts';
import { withTenant } from '../../db/tenant.ts';
import { startTestApi, TEST_SEALING_KEYS, type TestApi } from '../test-kit.ts';

const HOSTILE = `</title></style><script>alert(1)</script>" onmouseover='x' & javascript:alert(1)`;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const NUMBERS = ['0000001-17.2099.8.26.0001', '0000002-02.2099.8.26.0001'];

let api: TestApi;
let firm: Awaited<ReturnType<typeof signUp>>;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.release());
beforeEach(async () => {
  firm = await signUp();
});

let firms = 0;
/** A firm with two cases, whose owner is told by mail. */
async function signUp() {
  const user = { name: 'Ana', email: `message${++firms}@example.com`, password: 'a lanterna verde do farol' };
  const { body } = await api.call('POST', '/v1/tenants', { body: { name: 'Firma', user } });
  const tenant: string = body.tenant.id;
  const call = (method: string, path: string, payload?: unknown) =>
    api.call(method, path, { as: body.session.accessToken, body: payload });
  const sql = (text: string, ...values: unknown[]) =>
    withTenant(api.pool, tenant, async ({ client }) => (await client.query(text, [tenant, ...values])).rows);
  const [owner] = (await call('GET', '/v1/people')).body.data;
  const cases: { id: string; number: string; label: string | null }[] = [];
  for (const number of NUMBERS) {
    const { id, number: digits } = (await call('POST', '/v1/processes', { number })).body;
    cases.push({ id, number: String(digits).replaceAll(/\D/g, ''), label: null });
  }
  let version = 100;
  return {
    tenant,
    personId: owner.id as string,
    cases,
    call,
    sql,
    /** A movement of one of the cases, an hour after the one before. */
    movement: (
      of: number,
      description: string,
      importance: Importance = 'high',
      label: string | null = null,
    ) => {
      const at = `2026-11-20T${String(version++ - 90).padStart(2, '0')}:00:00-03:00`;
      const movement = {
        id: newId('movement'),
        alias: 'tjsp',
        tribunal: 'TJSP',
        grau: 'G1',
        code: 1,
        name: description,
        description,
        occurredAt: at,
        complements: [],
        unitName: '1ª Vara',
        importance,
        group: 'x',
        origin: 'new',
      } satisfies MovementFact;
      const process = { ...(cases[of] ?? cases[0]), label } as (typeof cases)[number];
      return newEvent('movement.detected', {
        aggregate: 'process',
        aggregateId: process.id,
        version,
        data: { process, movement },
      } as Parameters<typeof newEvent<'movement.detected'>>[1]);
    },
    /** A message to a person about some events. */
    message: async (
      personId: string,
      events: ReturnType<typeof newEvent<'movement.detected'>>[],
      needsAck = false,
    ) => {
      const id = newId('notification');
      await withTenant(api.pool, tenant, (tx) => appendEvents(tx, events));
      await sql(
        `insert into notifications (tenant_id, id, person_id, kind, event_class, process_ids, event_ids, content, needs_ack)
         values ($1, $2, $3, 'digest', 'critical', $4, $5, $6, $7)`,
        id,
        personId,
        [...new Set(events.map(({ aggregateId }) => aggregateId))],
        events.map((event) => event.id),
        JSON.stringify({ title: 'Adoção de menor', paragraphs: [], facts: [], buttons: [], footer: [] }),
        needsAck,
      );
      return id;
    },
  };
}

function pathOf(notificationId: string, changes: Partial<MessageLink> = {}): string {
  const { tenant, personId } = firm;
  const expiresAt = new Date(Date.now() + 60_000);
  const link: MessageLink = { tenant, personId, notificationId, channel: 'email', expiresAt, ...changes };
  return `/message/${signMessageLink(TEST_SEALING_KEYS, link)}`;
}
const look = (id: string, changes?: Partial<MessageLink>) => api.call('GET', pathOf(id, changes));

describe('the page of a message', () => {
  test('shows what moved by case, what is critical first, each with the way to its own page', async () => {
    const id = await firm.message(firm.personId, [
      firm.movement(0, 'Conclusão', 'medium', 'Ávila x Município'),
      firm.movement(0, 'Despacho', 'high', 'Ávila x Município'),
      firm.movement(1, 'Sentença: procedência', 'critical'),
    ]);
    await firm.sql(`update processes set tribunal = 'TJSP' where tenant_id = $1`);
    const { status, body, headers } = await look(id);
    expect(status).toBe(200);
    const words = [
      '3 movimentações em 2 processos',
      NUMBERS[1] ?? '',
      'Sentença: procedência',
      'Ávila x Município',
      NUMBERS[0] ?? '',
      'Despacho',
      'Conclusão',
      'não é citação nem intimação',
    ];
    expect(words.map((word) => body.indexOf(word))).not.toContain(-1);
    const order = words.map((word) => body.lastIndexOf(word));
    expect(order.slice(1)).toEqual(order.slice(1).toSorted((a, b) => a - b));
    const links = [...body.matchAll(/href="http:\/\/localhost:3000(\/case\/[^"]+)"/g)].map(
      ([, path]) => path,
    );
    const opened = links.map((path) => openCaseLink(TEST_SEALING_KEYS, path.slice('/case/'.length)));
    expect(opened).toMatchObject([
      { processId: firm.cases[1]?.id, personId: firm.personId, channel: 'email' },
      { processId: firm.cases[0]?.id, personId: firm.personId, channel: 'email' },
    ]);
    for (const path of links) expect((await api.call('GET', path)).status).toBe(200);
    expect(body).not.toContain('<form');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
  });

  test('tells a movement in the words that were written since, and says who wrote them, for as long as they may be told', async () => {
    const { tenant } = firm;
    const words = sentencesOf({ tenant, write: (work) => withTenant(api.pool, tenant, work) });
    const [first, second] = [firm.movement(0, 'Sentença', 'critical'), firm.movement(1, 'Despacho')];
    const id = await firm.message(firm.personId, [first, second]);
    await words.notice([first], [`O juiz aceitou o pedido. ${HOSTILE}`], { engine: 'anthropic' });
    await words.notice([second], ['O juiz deu um despacho.']);
    const { body } = await look(id);
    expect(body).toContain('O juiz aceitou o pedido. &lt;/title');
    expect(body).toContain('(escrito por inteligência artificial; um advogado precisa conferir)');
    expect(body).toContain('O juiz deu um despacho. <span class="when">(montado por regras fixas');
    await words.amend(first, 'withdrawn');
    await words.sealCase(second.aggregateId);
    expect((await look(id)).body).not.toMatch(/aceitou|deu um despacho|regras fixas|artificial/);
  });

  describe('of a summary alone, when that', () => {
    const SPENT = 'O que este aviso dizia em outras palavras não vale mais; veja o processo';
    const told = async (label: string | null = null) => {
      const { tenant } = firm;
      const words = sentencesOf({ tenant, write: (work) => withTenant(api.pool, tenant, work) });
      const moved = firm.movement(0, 'Sentença', 'critical', label);
      const answerId = await words.notice([moved], ['O juiz aceitou o pedido.']);
      const summary = words.told(answerId, [moved], 'O juiz aceitou o pedido.');
      const id = await firm.message(firm.personId, [summary as ReturnType<typeof firm.movement>]);
      expect((await look(id)).body).toContain('O juiz aceitou o pedido.');
      return { id, moved, words };
    };

    test.each(['withdrawn', 'active'] as const)(
      'rests on a movement that is now %s and another, says that it does not hold any more',
      async (status) => {
        const { id, moved, words } = await told();
        await words.amend(moved, status);
        const { body } = await look(id);
        expect(body).toContain(SPENT);
        expect(body).toContain(NUMBERS[0]);
        expect(body).toMatch(/<h1>Aviso<\/h1>/);
        expect(body).not.toMatch(/aceitou|não são mais acompanhados|Novas movimentações/);
        const [, path = ''] = /href="http:\/\/localhost:3000(\/case\/[^"]+)"/.exec(body) ?? [];
        expect((await api.call('GET', path)).status).toBe(200);
        await firm.sql(`update people set language = 'en' where tenant_id = $1`);
        const english = (await look(id)).body;
        expect(english).toContain(
          '<p lang="en">What this message said in other words does not hold any more',
        );
        expect(english).not.toContain(SPENT);
      },
    );

    test('is of a case that was sealed, hides the case as ever', async () => {
      const { id, moved, words } = await told('Adoção de menor');
      await words.sealCase(moved.aggregateId);
      const { body } = await look(id);
      expect(body).toContain('Processo em segredo de justiça');
      expect(body).not.toMatch(/aceitou|Adoção|0000001-17|não são mais acompanhados|não vale mais/);
    });

    test('is of a case that is not followed any more, says that', async () => {
      const { id } = await told();
      await firm.call('DELETE', `/v1/processes/${firm.cases[0]?.id}`);
      const { body } = await look(id);
      expect(body).toContain('não são mais acompanhados');
      expect(body).not.toMatch(/aceitou|não vale mais/);
    });
  });

  test('shows nothing that identifies a sealed case, unless the channel of the link may carry it', async () => {
    const id = await firm.message(firm.personId, [
      firm.movement(0, 'Adoção deferida', 'high', 'Adoção de menor'),
      firm.movement(1, 'Despacho'),
    ]);
    await firm.sql(
      `update processes set secrecy = 2, tribunal = 'TJRS' where tenant_id = $1 and id = $2`,
      firm.cases[0]?.id,
    );
    const hidden = (await look(id)).body;
    expect(hidden).toContain('segredo de justiça');
    expect(hidden).toContain('2 movimentações em 2 processos');
    expect(hidden).toContain('Despacho');
    expect(hidden).not.toMatch(/Adoção|0000001-17|TJRS/);
    await firm.sql(`update people set sealed_channels = '{telegram}' where tenant_id = $1`);
    expect((await look(id)).body).not.toContain('Adoção');
    await firm.sql(`update people set sealed_channels = '{email}' where tenant_id = $1`);
    expect((await look(id)).body).toContain('Adoção deferida');
  });

  test('leaves out a case that the firm does not follow any more', async () => {
    const id = await firm.message(firm.personId, [firm.movement(0, 'Ida'), firm.movement(1, 'Volta')]);
    await firm.call('DELETE', `/v1/processes/${firm.cases[0]?.id}`);
    const { body } = await look(id);
    expect([body.includes('Ida'), body.includes('Volta')]).toEqual([false, true]);
    await firm.call('DELETE', `/v1/processes/${firm.cases[1]?.id}`);
    expect((await look(id)).body).toContain('não são mais acompanhados');
  });

  test('runs nothing and loads nothing, whatever a court or a firm has written', async () => {
    const id = await firm.message(firm.personId, [firm.movement(0, HOSTILE, 'critical', HOSTILE)], true);
    const { body } = await look(id);
    expect(body.match(/alert\(1\)/g)?.length).toBeGreaterThan(2);
    for (const [, name, attributes] of body.matchAll(/<([a-z0-9]+)((?:\s[^<>]*)?)>/gi)) {
      expect(['script', 'img', 'iframe', 'object', 'link']).not.toContain(name);
      expect(attributes).not.toMatch(/\son|javascript:|src=|style=/i);
    }
  });

  test('shows a thousand movements and says how many more there are', async () => {
    const [first] = [firm.movement(0, 'Primeiro')];
    const id = await firm.message(firm.personId, [first]);
    await firm.sql(
      `update notifications set event_ids = event_ids || array(select 'evt_' || i from generate_series(1, 1002) as i)
       where tenant_id = $1 and id = $2`,
      id,
    );
    expect((await look(id)).body).toContain('trata de mais 3.');
  });

  test('has a button while the message waits for its person, which takes notice once', async () => {
    const id = await firm.message(firm.personId, [firm.movement(0, 'Sentença', 'critical')], true);
    expect((await look(id)).body).toContain('<form method="post">');
    const acknowledged = async () => (await firm.call('GET', `/v1/notifications/${id}`)).body.acknowledgement;
    expect(await acknowledged()).toBeNull();
    for (let times = 0; times < 2; times++) {
      const { status, body } = await api.call('POST', pathOf(id), { headers: FORM });
      expect([status, body.includes('<form')]).toEqual([200, false]);
    }
    expect(await acknowledged()).toMatchObject({ by: firm.personId, how: 'link' });
    expect((await firm.call('GET', '/v1/events?types=notification.acknowledged')).body.data).toHaveLength(1);
  });

  test.each([
    ['its time is over', async () => ({ expiresAt: new Date(Date.now() - 1_000) })],
    [
      'nothing is sent to the person there any more',
      async () => void (await firm.sql(`update channel_links set status = 'left' where tenant_id = $1`)),
    ],
    [
      'the person leaves the firm',
      async () => void (await firm.sql('update people set erased_at = now() where tenant_id = $1')),
    ],
    [
      'it names somebody else’s message',
      async () => {
        const bia = await firm.call('POST', '/v1/people', { name: 'Bia', email: `m${firms}@example.com` });
        return { notificationId: await firm.message(bia.body.id, [firm.movement(0, 'De Bia')], true) };
      },
    ],
    [
      'it names another firm’s message',
      async () => {
        const other = await signUp();
        return { notificationId: await other.message(other.personId, [other.movement(0, 'De outra')], true) };
      },
    ],
  ])('ends when %s: for reading and for the button', async (_, end) => {
    const id = await firm.message(firm.personId, [firm.movement(0, 'Sentença', 'critical')], true);
    expect((await look(id)).status).toBe(200);
    const changes = (await end()) ?? {};
    for (const method of ['GET', 'POST']) {
      const headers = method === 'POST' ? FORM : {};
      const { status, body } = await api.call(method, pathOf(id, changes), { headers });
      expect([status, body.includes('não vale mais')]).toEqual([410, true]);
    }
    const taken = 'select 1 from notifications where tenant_id = $1 and acknowledged_at is not null';
    expect(await firm.sql(taken)).toEqual([]);
  });
});
