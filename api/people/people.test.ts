import { afterAll, beforeAll, expect, test } from 'bun:test';
import { newId } from '../../actors/contracts/ids.ts';
import { newAckToken } from '../../db/notifications/by-token.ts';
import { withTenant } from '../../db/tenant.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.release());

let emails = 0;
async function signUp() {
  const user = { name: 'Ana', email: `people${++emails}@example.com`, password: 'a lanterna verde do farol' };
  const { body } = await api.call('POST', '/v1/tenants', { body: { name: 'Firma', user } });
  const as: string = body.session.accessToken;
  const call = (method: string, path: string, payload?: unknown, headers?: Record<string, string>) =>
    api.call(method, path, { as, body: payload, headers });
  return { tenant: body.tenant.id as string, email: user.email, call };
}

/** A critical message in the owner's inbox and mailbox. */
async function tell(tenant: string, personId: string) {
  const id = newId('notification');
  const token = newAckToken(tenant, id);
  const content = {
    title: 'Sentença: procedência',
    paragraphs: [{ text: 'Ávila' }],
    facts: [],
    buttons: [],
    footer: ['x'],
  };
  await withTenant(api.pool, tenant, async ({ client }) => {
    await client.query(
      `insert into notifications (tenant_id, id, person_id, kind, event_class, process_ids, event_ids, content, needs_ack, ack_token)
       values ($1, $2, $3, 'single', 'critical', $4, $5, $6, true, $7)`,
      [tenant, id, personId, [newId('process')], [newId('event')], JSON.stringify(content), token],
    );
    for (const [channel, address] of [
      ['inbox', null],
      ['email', 'x@example.com'],
    ])
      await client.query(
        `insert into notification_sends (tenant_id, id, notification_id, person_id, channel, address, state)
         values ($1, $2, $3, $4, $5, $6, 'delivered')`,
        [tenant, newId('send'), id, personId, channel, address],
      );
  });
  return { id, token };
}

test('a new firm’s owner is told of what matters from the first day', async () => {
  const { call, email } = await signUp();
  const [owner] = (await call('GET', '/v1/people')).body.data;
  expect(owner).toMatchObject({ name: 'Ana', email, timeZone: 'America/Sao_Paulo', language: 'pt-BR' });
  const { body } = await call('GET', `/v1/subscriptions?personId=${owner.id}`);
  expect(body.data).toMatchObject([{ include: {}, exclude: { importances: ['low'] }, channels: [] }]);
  const links = (await call('GET', `/v1/people/${owner.id}/links`)).body.data;
  expect(links).toMatchObject([
    { channel: 'email', address: email, status: 'active', optIn: { how: 'email-on-file' } },
  ]);
  expect(JSON.stringify(links)).not.toContain('unsubscribe');
});

test('a person: made, changed against their version, never twice', async () => {
  const { call } = await signUp();
  const made = await call('POST', '/v1/people', {
    name: 'Bia',
    email: 'bia@example.com',
    oabNumbers: ['SP123456'],
    quietHours: { from: '20:00', to: '07:00' },
    preferences: { telegram: { routine: 'off' } },
  });
  expect(made.status).toBe(201);
  const again = await call('POST', '/v1/people', { name: 'Bia de novo', email: 'BIA@example.com' });
  expect([again.status, again.body.errors[0].location]).toEqual([409, 'body.email']);
  const path = `/v1/people/${made.body.id}`;
  const etag = made.headers.get('etag') ?? '';
  const changed = await call(
    'PATCH',
    path,
    { quietHours: null, email: 'nova@example.com' },
    { 'if-match': etag },
  );
  expect(changed.body).toMatchObject({
    quietHours: null,
    email: 'nova@example.com',
    oabNumbers: ['SP123456'],
  });
  expect((await call('PATCH', path, { name: 'X' }, { 'if-match': etag })).status).toBe(412);
  const links = (await call('GET', `${path}/links`)).body.data;
  expect(links.map(({ address }: { address: string }) => address)).toEqual(['nova@example.com']);
});

test('what is wrong with a person is said, field by field', async () => {
  const { call } = await signUp();
  const locations = async (body: object) => {
    const answer = await call('POST', '/v1/people', { name: 'Bia', ...body });
    return [answer.status, ...(answer.body.errors ?? []).map((e: { location: string }) => e.location)];
  };
  expect(await locations({ timeZone: 'America/Atlantis' })).toEqual([422, 'body.timeZone']);
  expect(await locations({ quietHours: { from: '25:00', to: '07:00' } })).toEqual([422, 'body.quietHours']);
  expect(await locations({ oabNumbers: ['123'] })).toEqual([422, 'body.oabNumbers.0']);
  expect(await locations({ userId: newId('user') })).toEqual([422, 'body.userId']);
  expect(await locations({ preferences: { email: { critical: 'off' } } })).toEqual([
    422,
    'body.preferences.email.critical',
  ]);
});

test('an erased person leaves proof without a name', async () => {
  const { call, tenant } = await signUp();
  const { body: bia } = await call('POST', '/v1/people', { name: 'Beatriz', email: 'beatriz@example.com' });
  await call('POST', '/v1/subscriptions', { personId: bia.id, name: 'Tudo' });
  const { id } = await tell(tenant, bia.id);
  expect((await call('DELETE', `/v1/people/${bia.id}`)).status).toBe(204);
  expect((await call('GET', `/v1/people/${bia.id}`)).status).toBe(404);
  const { body } = await call('GET', `/v1/notifications/${id}`);
  expect(body).toMatchObject({ id, personId: bia.id, content: null, state: 'queued' });
  expect(JSON.stringify(body)).not.toContain('example.com');
  const { rows } = await withTenant(api.pool, tenant, ({ client }) =>
    client.query(
      `select p::text as row from people p where id = $1 union all select s::text from notification_sends s where person_id = $1
       union all select l::text from channel_links l where person_id = $1`,
      [bia.id],
    ),
  );
  expect(rows.map(({ row }) => row).join()).not.toMatch(/beatriz|x@example/i);
});

test('an inbox: read, followed from the last message seen, marked as read', async () => {
  const { call, tenant } = await signUp();
  const [owner] = (await call('GET', '/v1/people')).body.data;
  const first = await tell(tenant, owner.id);
  const second = await tell(tenant, owner.id);
  const { body } = await call('GET', '/v1/inbox');
  expect(body.data.map(({ id }: { id: string }) => id)).toEqual([second.id, first.id]);
  expect(JSON.stringify(body)).not.toContain(first.token);
  expect((await call('POST', `/v1/inbox/${first.id}/read`)).status).toBe(204);
  const unread = (await call('GET', '/v1/inbox?unread=true')).body.data;
  expect(unread.map(({ id }: { id: string }) => id)).toEqual([second.id]);
  expect((await call('GET', `/v1/notifications/${first.id}`)).body.ledger).toMatchObject([{ state: 'read' }]);
});

test('an inbox is followed over SSE', async () => {
  const { tenantId, key } = await makeFirm(api.pool);
  const { body: bia } = await api.call('POST', '/v1/people', { as: key, body: { name: 'Bia' } });
  const first = await tell(tenantId, bia.id);
  const aborted = new AbortController();
  const stream = await api.app.handle(
    new Request(`http://localhost/v1/inbox/stream?personId=${bia.id}&lastEventId=${first.id}`, {
      headers: { authorization: `Bearer ${key}` },
      signal: aborted.signal,
    }),
  );
  const second = await tell(tenantId, bia.id);
  let text = '';
  const reader = stream.body?.getReader();
  while (!text.includes('event: notification')) {
    const { value, done } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) break;
    text += new TextDecoder().decode(value);
  }
  aborted.abort();
  await reader?.cancel();
  expect(text).toContain(`id: ${second.id}`);
  expect(text).not.toContain(`id: ${first.id}`);
  const nobody = await api.call('GET', '/v1/inbox', { as: key });
  expect(nobody.body).toEqual({ data: [], nextCursor: null });
});

test('the link of a mail acknowledges only when its button is pressed, and then once', async () => {
  const { call, tenant } = await signUp();
  const [owner] = (await call('GET', '/v1/people')).body.data;
  const { id, token } = await tell(tenant, owner.id);
  const state = async () => (await call('GET', `/v1/notifications/${id}`)).body.acknowledgement;
  const page = await api.call('GET', `/acknowledge/${token}`);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.body).toContain('Estou ciente');
  expect(await state()).toBeNull();
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await api.call('POST', `/acknowledge/${token}`, { headers: form })).body).toContain(
    'Ciência registrada',
  );
  expect(await state()).toMatchObject({ by: owner.id, how: 'link' });
  expect((await api.call('GET', `/acknowledge/${token}`)).body).not.toContain('<form');
  await api.call('POST', `/acknowledge/${token}`, { headers: form });
  expect((await call('GET', '/v1/events?types=notification.acknowledged')).body.data).toHaveLength(1);
  const wrong = `${token.slice(0, -4)}AAAA`;
  for (const bad of [wrong, 'ten_x.ntf_y.zzzzzzzzzzzzzzzzzzzz'])
    expect((await api.call('POST', `/acknowledge/${bad}`, { headers: form })).status).toBe(404);
});

test('one click unsubscribes a mailbox, and a look at the address does not', async () => {
  const { call, tenant } = await signUp();
  const [owner] = (await call('GET', '/v1/people')).body.data;
  const { rows } = await withTenant(api.pool, tenant, ({ client }) =>
    client.query('select unsubscribe_token as token from channel_links where tenant_id = $1', [tenant]),
  );
  const path = `/unsubscribe/${rows[0].token}`;
  const link = async () => (await call('GET', `/v1/people/${owner.id}/links`)).body.data[0];
  await api.call('GET', path);
  expect((await link()).status).toBe('active');
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await api.call('POST', path, { body: 'List-Unsubscribe=One-Click', headers })).status).toBe(200);
  expect(await link()).toMatchObject({
    status: 'left',
    reason: 'unsubscribed',
    optedOutAt: expect.any(String),
  });
});

test('templates have versions, say which variable is missing, and keep the legal sentences', async () => {
  const { call } = await signUp();
  const good = { name: 'single', title: 'Novo: {{ item.text }}', body: '{{ item.label }}' };
  expect((await call('POST', '/v1/templates', good)).body).toMatchObject({ version: 1, language: 'pt-BR' });
  expect((await call('POST', '/v1/templates', { ...good, title: 'Outro' })).body.version).toBe(2);
  const inUse = (await call('GET', '/v1/templates')).body.data;
  expect(inUse).toHaveLength(10);
  expect(
    inUse.find((t: { name: string; language: string }) => t.name === 'single' && t.language === 'pt-BR')
      .title,
  ).toBe('Outro');
  const versions = (await call('GET', '/v1/templates/versions?name=single')).body.data;
  expect(versions.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
  const wrong = await call('POST', '/v1/templates', { ...good, body: '{{ item.nome }}' });
  expect([wrong.status, wrong.body.errors[0].location]).toEqual([422, 'body.body']);
  expect(wrong.body.errors[0].message).toContain('"item.nome"');
  const preview = await call('POST', '/v1/templates/preview', { title: '{{ item.text }}', body: '' });
  expect(preview.body).toMatchObject({ title: 'Sentença: procedência', paragraphs: [] });
  expect(preview.body.footer.join(' ')).toContain('não é citação nem intimação');
});

test('an escalation policy has its steps in order and names people of the firm', async () => {
  const { call } = await signUp();
  const [owner] = (await call('GET', '/v1/people')).body.data;
  const usual = await call('GET', '/v1/escalation-policy');
  expect(usual.body).toEqual({ steps: [{ afterMinutes: 30 }], updatedAt: null });
  const put = (steps: object[], etag: string) =>
    call('PUT', '/v1/escalation-policy', { steps }, { 'if-match': etag });
  const steps = [{ afterMinutes: 15 }, { afterMinutes: 45, personId: owner.id }];
  const made = await put(steps, usual.headers.get('etag') ?? '');
  expect([made.status, made.body.steps]).toEqual([200, steps]);
  expect((await put(steps, usual.headers.get('etag') ?? '')).status).toBe(412);
  const wrong = await put([{ afterMinutes: 20 }, { afterMinutes: 20, personId: newId('person') }], '*');
  expect(wrong.body.errors.map((e: { location: string }) => e.location)).toEqual([
    'body.steps.1.afterMinutes',
    'body.steps.1.personId',
  ]);
});
