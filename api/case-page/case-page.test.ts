import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { type CaseLink, signCaseLink } from '../../actors/contracts/case-link.ts';
import { newId } from '../../actors/contracts/ids.ts';
import { withTenant } from '../../db/tenant.ts';
import { startTestApi, TEST_SEALING_KEYS, type TestApi } from '../test-kit.ts';

const HOSTILE = `</title></style><script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover='x' & javascript:alert(1)`;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

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
/** A firm with a case that has moved, and its owner, who is told by mail. */
async function signUp() {
  const user = { name: 'Ana', email: `page${++firms}@example.com`, password: 'a lanterna verde do farol' };
  const { body } = await api.call('POST', '/v1/tenants', { body: { name: 'Firma', user } });
  const tenant: string = body.tenant.id;
  const call = (method: string, path: string, payload?: unknown) =>
    api.call(method, path, { as: body.session.accessToken, body: payload });
  const sql = (text: string, ...values: unknown[]) =>
    withTenant(api.pool, tenant, async ({ client }) => (await client.query(text, [tenant, ...values])).rows);
  const [owner] = (await call('GET', '/v1/people')).body.data;
  const created = await call('POST', '/v1/processes', { number: '0000001-17.2099.8.26.0001' });
  const processId: string = created.body.id;
  let movements = 0;
  return {
    tenant,
    personId: owner.id as string,
    processId,
    call,
    sql,
    movement: (facts: Record<string, unknown>) => {
      const row: Record<string, unknown> = {
        importance: 'medium',
        origin: 'new',
        status: 'active',
        amended_at: null,
        ...facts,
      };
      return sql(
        `insert into movements (tenant_id, process_id, id, alias, grau, code, name, description, occurred_at, complements, importance, "group", origin, status, detected_at, amended_at)
         values ($1, $2, $3, 'tjsp', 'G1', 1, 'x', $4, now() - make_interval(hours => $9), '[]', $5, 'x', $6, $7, now(), $8)`,
        processId,
        newId('movement'),
        row.description,
        row.importance,
        row.origin,
        row.status,
        row.amended_at,
        ++movements,
      );
    },
    /** A critical notice to a person about the case. */
    notice: async (personId: string, title: string) => {
      const id = newId('notification');
      await sql(
        `insert into notifications (tenant_id, id, person_id, kind, event_class, process_ids, event_ids, content, needs_ack)
         values ($1, $2, $3, 'single', 'critical', array[$4], '{}', $5, true)`,
        id,
        personId,
        processId,
        JSON.stringify({ title, paragraphs: [], facts: [], buttons: [], footer: [] }),
      );
      return id;
    },
  };
}

function pathOf(changes: Partial<CaseLink> = {}): string {
  const { tenant, personId, processId } = firm;
  const expiresAt = new Date(Date.now() + 60_000);
  const link: CaseLink = { tenant, personId, processId, channel: 'email', expiresAt, ...changes };
  return `/case/${signCaseLink(TEST_SEALING_KEYS, link)}`;
}
const look = async (changes?: Partial<CaseLink>) => api.call('GET', pathOf(changes));

describe('the page of a case', () => {
  test('shows where it is, when the court was asked, and each movement with what became of it', async () => {
    await firm.sql(
      `update processes set label = 'Ávila x Município', class_name = 'Procedimento Comum Cível', tribunal = 'TJSP',
         unit_name = '1ª Vara Cível', court_status = 'found' where tenant_id = $1`,
    );
    await firm.movement({ description: 'Sentença: procedência', importance: 'critical' });
    await firm.movement({ description: 'Juntada tardia', origin: 'late' });
    await firm.movement({ description: 'Despacho refeito', amended_at: '2026-11-20T13:00:00Z' });
    await firm.movement({ description: 'Publicado por engano', status: 'withdrawn' });
    const { status, body, headers } = await look();
    expect(status).toBe(200);
    for (const word of [
      'Ávila x Município',
      '0000001-17.2099.8.26.0001',
      'TJSP, 1ª Vara Cível',
      'Procedimento Comum Cível',
      'Última consulta',
      'Sentença: procedência',
      'Lançado com atraso',
      'Corrigido pelo tribunal em 20/11/2026 às 10:00',
      'Retirado pelo tribunal',
      'não é citação nem intimação',
    ])
      expect(body).toContain(word);
    expect(body.indexOf('Sentença')).toBeLessThan(body.indexOf('Publicado por engano'));
    expect(body).not.toContain('<form');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toContain('noindex');
  });

  test('runs nothing and loads nothing, whatever a court or a firm has written', async () => {
    await firm.sql(
      `update processes set label = $2, class_name = $2, tribunal = $2, unit_name = $2, subjects = jsonb_build_array($2::text), tags = array[$2]
       where tenant_id = $1`,
      HOSTILE,
    );
    await firm.movement({ description: HOSTILE, importance: 'critical' });
    await firm.notice(firm.personId, HOSTILE);
    const { body, headers } = await look();
    expect(body.match(/alert\(1\)/g)?.length).toBeGreaterThan(10);
    const tags = [...body.matchAll(/<([a-z0-9]+)((?:\s[^<>]*)?)>/gi)];
    const allowed =
      'html head meta title style body main header h1 h2 p section ul ol li form button dl dt dd div time span footer'.split(
        ' ',
      );
    expect(
      [...new Set(tags.map(([, name]) => name))].filter((name) => !allowed.includes(name ?? '')),
    ).toEqual([]);
    for (const [, , attributes] of tags)
      expect(attributes).not.toMatch(/\son|javascript:|src=|href=|style=/i);
    const style = /<style>([\s\S]*?)<\/style>/.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
  });

  test('has a button where something waits for the person, which takes notice once and of nobody else’s', async () => {
    const [bia] = [await firm.call('POST', '/v1/people', { name: 'Bia', email: `bia${firms}@example.com` })];
    const mine = await firm.notice(firm.personId, 'Sentença publicada');
    const theirs = await firm.notice(bia.body.id, 'Aviso de Bia');
    const acknowledged = async (id: string) =>
      (await firm.call('GET', `/v1/notifications/${id}`)).body.acknowledgement;
    const seen = await look();
    expect(seen.body).toContain('Sentença publicada');
    expect(seen.body).not.toContain('Aviso de Bia');
    expect(await acknowledged(mine)).toBeNull();
    for (let times = 0; times < 2; times++) {
      const pressed = await api.call('POST', pathOf(), { headers: FORM });
      expect([pressed.status, pressed.body.includes('<form')]).toEqual([200, false]);
    }
    expect(await acknowledged(mine)).toMatchObject({ by: firm.personId, how: 'link' });
    expect(await acknowledged(theirs)).toBeNull();
    expect((await firm.call('GET', '/v1/events?types=notification.acknowledged')).body.data).toHaveLength(1);
  });

  test('of a sealed case shows nothing that identifies it, unless the channel of the link may carry it', async () => {
    await firm.sql(
      `update processes set label = 'Adoção de menor', class_name = 'Adoção', secrecy = 2 where tenant_id = $1`,
    );
    await firm.movement({ description: 'Adoção deferida' });
    await firm.notice(firm.personId, 'Adoção deferida');
    const hidden = (await look()).body;
    expect(hidden).toContain('segredo de justiça');
    expect(hidden).toContain('<form');
    expect(hidden).not.toMatch(/Adoção|0000001-17|TJSP/);
    await firm.sql(`update people set sealed_channels = '{telegram}' where tenant_id = $1`);
    expect((await look()).body).not.toContain('Adoção');
    await firm.sql(`update people set sealed_channels = '{email}' where tenant_id = $1`);
    expect((await look()).body).toContain('Adoção deferida');
  });
});

describe('a link', () => {
  test.each([
    ['its time is over', async () => ({ expiresAt: new Date(Date.now() - 1_000) })],
    ['the case is deleted', async () => void (await firm.call('DELETE', `/v1/processes/${firm.processId}`))],
    [
      'the person leaves the firm',
      async () => void (await firm.sql('update people set erased_at = now() where tenant_id = $1')),
    ],
    [
      'the person may not sign in any more',
      async () => void (await firm.sql('update users set disabled_at = now() where tenant_id = $1')),
    ],
    [
      'nothing is sent to the person there any more',
      async () => void (await firm.sql(`update channel_links set status = 'left' where tenant_id = $1`)),
    ],
    ['it names another firm’s case', async () => ({ processId: (await signUp()).processId })],
  ])('ends when %s: for reading and for the button', async (_, end) => {
    const id = await firm.notice(firm.personId, 'Sentença publicada');
    expect((await look()).status).toBe(200);
    const path = pathOf((await end()) ?? {});
    for (const method of ['GET', 'POST']) {
      const { status, body } = await api.call(method, path, { headers: method === 'POST' ? FORM : {} });
      expect([status, body.includes('não vale mais'), body.includes('Sentença')]).toEqual([410, true, false]);
    }
    expect(
      await firm.sql('select 1 from notifications where tenant_id = $1 and acknowledged_at is not null'),
    ).toEqual([]);
    expect(id).toBeString();
  });

  test('that was changed, or is none, leads to a page for people as well', async () => {
    const path = pathOf();
    for (const wrong of [`${path.slice(0, -3)}AAA`, '/case/x', '/case/a.b.c']) {
      const { status, body, headers } = await api.call('GET', wrong);
      expect([wrong, status, body.includes('não existe')]).toEqual([wrong, 404, true]);
      expect(headers.get('content-type')).toContain('text/html');
    }
  });
});
