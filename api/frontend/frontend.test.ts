import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { Registry } from 'prom-client';
import { type CaseLink, signCaseLink } from '../../actors/contracts/case-link.ts';
import { createApi } from '../app.ts';
import { startTestApi, TEST_SEALING_KEYS, type TestApi } from '../test-kit.ts';

const OWN = 'https://app.example.com/processos/{processId}?de=lux';

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
/** A firm with a case, and the page of it that its owner is led to. */
async function signUp() {
  const user = { name: 'Ana', email: `front${++firms}@example.com`, password: 'a lanterna verde do farol' };
  const { body } = await api.call('POST', '/v1/tenants', { body: { name: 'Firma', user } });
  const as: string = body.session.accessToken;
  const call = (method: string, path: string, payload?: unknown, headers?: Record<string, string>) =>
    api.call(method, path, { as, body: payload, headers });
  const [owner] = (await call('GET', '/v1/people')).body.data;
  const { body: created } = await call('POST', '/v1/processes', { number: '0000001-17.2099.8.26.0001' });
  const link: CaseLink = {
    tenant: body.tenant.id,
    personId: owner.id,
    processId: created.id,
    channel: 'email',
    expiresAt: new Date(Date.now() + 60_000),
  };
  return {
    processId: created.id as string,
    path: `/case/${signCaseLink(TEST_SEALING_KEYS, link)}`,
    call,
    put: (caseUrl: unknown, ifMatch = '*') =>
      call('PUT', '/v1/frontend', { caseUrl }, { 'if-match': ifMatch }),
    open: (method = 'GET', changes: Partial<CaseLink> = {}) =>
      api.call(method, `/case/${signCaseLink(TEST_SEALING_KEYS, { ...link, ...changes })}`, {
        headers: method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {},
      }),
  };
}

describe('the frontend of a firm', () => {
  test('is none at first, and is changed by whoever has read it last', async () => {
    const first = await firm.call('GET', '/v1/frontend');
    expect([first.status, first.body]).toEqual([200, { caseUrl: null, updatedAt: null }]);
    const etag = first.headers.get('etag') ?? '';
    const changed = await firm.put(OWN, etag);
    expect([changed.status, changed.body.caseUrl]).toEqual([200, OWN]);
    expect((await firm.put(null, etag)).status).toBe(412);
    expect((await firm.put(null, '"7"')).status).toBe(412);
    expect((await firm.call('PUT', '/v1/frontend', { caseUrl: null })).status).toBe(428);
    const read = await firm.call('GET', '/v1/frontend');
    expect([read.body.caseUrl, read.headers.get('etag')]).toEqual([OWN, changed.headers.get('etag')]);
    const again = { 'if-none-match': read.headers.get('etag') ?? '' };
    expect((await firm.call('GET', '/v1/frontend', undefined, again)).status).toBe(304);
    expect((await firm.put(null, read.headers.get('etag') ?? '')).body.caseUrl).toBeNull();
  });

  test.each([
    'http://app.example.com/{processId}',
    'https://app.example.com/',
    'https://{processId}.example.com/',
    'https://ana@app.example.com/{processId}',
    `https://app.example.com/${'x'.repeat(500)}/{processId}`,
    7,
    undefined,
  ])('is not %p', async (caseUrl) => {
    const { status, body } = await firm.put(caseUrl);
    expect([status, body.errors?.[0]?.location]).toEqual([422, 'body.caseUrl']);
    expect(body.errors[0].fix).not.toBe('');
  });
});

describe('the page of a case', () => {
  test('leads on to the frontend, with the id of the case and nothing else of the link', async () => {
    expect((await firm.open()).status).toBe(200);
    await firm.put(OWN);
    const { status, headers, body } = await firm.open();
    const page = `https://app.example.com/processos/${firm.processId}?de=lux`;
    expect([status, headers.get('location')]).toEqual([302, page]);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toContain(`href="${page}"`);
    await firm.put(null);
    expect((await firm.open()).status).toBe(200);
  });

  test('leads on after its time too, but not by a link that is none', async () => {
    await firm.put(OWN);
    expect((await firm.open('GET', { expiresAt: new Date(0) })).status).toBe(302);
    expect((await api.call('GET', '/case/x')).status).toBe(404);
  });

  test('leads on to the installation’s frontend while the firm has none', async () => {
    const installed = createApi({
      ...api.parts,
      metrics: new Registry(),
      caseUrl: 'https://all.example.com/{processId}',
    });
    const at = (path: string) => installed.handle(new Request(`http://localhost${path}`));
    const where = async () => (await at(firm.path)).headers.get('location');
    expect(await where()).toBe(`https://all.example.com/${firm.processId}`);
    await firm.put(OWN);
    expect(await where()).toBe(`https://app.example.com/processos/${firm.processId}?de=lux`);
    expect((await at('/case/x')).status).toBe(404);
  });

  test('leads nobody of another firm on', async () => {
    const other = await signUp();
    await other.put(OWN);
    expect((await firm.open()).status).toBe(200);
    expect((await firm.call('GET', '/v1/frontend')).body.caseUrl).toBeNull();
  });

  test('that was open before still takes notice', async () => {
    await firm.put(OWN);
    const pressed = await firm.open('POST');
    expect([pressed.status, pressed.headers.get('location')]).toEqual([200, null]);
  });
});
