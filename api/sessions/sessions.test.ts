import { afterAll, beforeAll, describe, expect, spyOn, test } from 'bun:test';
import { SignJWT } from 'jose';
import { Registry } from 'prom-client';
import { withTenant } from '../../db/tenant.ts';
import { createApi } from '../app.ts';
import { startTestApi, TEST_LIMITS, type TestApi } from '../test-kit.ts';

const secret = crypto.getRandomValues(new Uint8Array(32));
let api: TestApi;
let clock = 0;
beforeAll(async () => {
  api = await startTestApi({ secret, now: () => Date.now() + clock });
});
afterAll(() => api.release());

const PASSWORD = 'a lanterna verde do farol';
let people = 0;

async function signUp() {
  const email = `ana${++people}@example.com`;
  const body = { name: 'Silva Advogados', user: { name: 'Ana Silva', email, password: PASSWORD } };
  const answer = await api.call('POST', '/v1/tenants', { body });
  expect(answer.status).toBe(201);
  return { email, ...answer.body };
}

describe('signing up', () => {
  test('makes a firm, its owner and a session, and tells it as an event', async () => {
    const { tenant, user, session } = await signUp();
    const read = await api.call('GET', '/v1/tenant', { as: session.accessToken });
    expect(read.status).toBe(200);
    expect(read.body).toEqual(tenant);
    expect(user.role).toBe('owner');
    const sql = new Bun.SQL(api.database.adminUrl, { max: 1 });
    const events = await sql`select type, version, data from events where tenant_id = ${tenant.id}`;
    await sql.close();
    expect([...events]).toEqual([
      { type: 'tenant.provisioned', version: 1, data: { name: 'Silva Advogados', plan: 'professional' } },
    ]);
  });

  test('answers 304 to whoever has it already', async () => {
    const { session } = await signUp();
    const first = await api.call('GET', '/v1/tenant', { as: session.accessToken });
    const etag = first.headers.get('etag') as string;
    const again = await api.call('GET', '/v1/tenant', {
      as: session.accessToken,
      headers: { 'if-none-match': etag },
    });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', etag]);
  });

  test('refuses an address that is taken, in whatever case', async () => {
    const { email } = await signUp();
    const user = { name: 'Ana', email: email.toUpperCase(), password: PASSWORD };
    const answer = await api.call('POST', '/v1/tenants', { body: { name: 'Outra', user } });
    expect([answer.status, answer.body.type]).toEqual([409, 'http://localhost:3000/problems/email-taken']);
  });

  test.each(['senha12345', 'aaaaaaaaaaaa', 'ana.maria@example.com', 'ana.maria1', 'short'])(
    'refuses the password %s',
    async (password) => {
      const user = { name: 'Ana', email: 'ana.maria@example.com', password };
      const answer = await api.call('POST', '/v1/tenants', { body: { name: 'Firma', user } });
      expect(answer.status).toBe(422);
      expect(answer.body.errors[0].location).toBe('body.user.password');
    },
  );
});

describe('signing in', () => {
  test('answers the same for an unknown address and a wrong password', async () => {
    const { email } = await signUp();
    const wrong = await api.call('POST', '/v1/sessions', { body: { email, password: 'wrong' } });
    const unknown = await api.call('POST', '/v1/sessions', {
      body: { email: 'x@example.com', password: 'wrong' },
    });
    expect(wrong.status).toBe(401);
    const { requestId: _a, ...first } = wrong.body;
    const { requestId: _b, ...second } = unknown.body;
    expect(first).toEqual(second);
    expect((await api.call('POST', '/v1/sessions', { body: { email, password: PASSWORD } })).status).toBe(
      201,
    );
  });

  test('limits guessing from one address without locking the person out', async () => {
    const { email } = await signUp();
    const login = { name: 'login', limit: 3, windowSeconds: 3_600 };
    let address = 'attacker';
    const parts = {
      ...api.parts,
      metrics: new Registry(),
      limits: { ...TEST_LIMITS, login },
      addressOf: () => address,
    };
    const app = createApi(parts);
    const attempt = (password: string) =>
      app.handle(
        new Request('http://localhost/v1/sessions', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email, password }),
        }),
      );
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await attempt('guess')).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    address = 'office';
    expect((await attempt(PASSWORD)).status).toBe(201);
  });
});

describe('guessing', () => {
  const signIn = (app: typeof api.app, email: string, password: string) =>
    app.handle(
      new Request('http://localhost/v1/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      }),
    );

  test('costs the same work for an unknown address, a wrong password and a person who was switched off', async () => {
    const { email } = await signUp();
    const off = await signUp();
    await withTenant(api.pool, off.tenant.id, ({ client }) =>
      client.query('update users set disabled_at = now()'),
    );
    const verifications = spyOn(Bun.password, 'verify');
    const hashes = spyOn(Bun.password, 'hash');
    try {
      const work: unknown[] = [];
      for (const [address, password] of [
        ['nobody@example.com', PASSWORD],
        [email, 'wrong'],
        [off.email, PASSWORD],
        ['nobody@example.com', PASSWORD],
      ] as const) {
        verifications.mockClear();
        const { status } = await signIn(api.app, address, password);
        work.push([status, verifications.mock.calls.length]);
      }
      expect(work).toEqual(Array(4).fill([401, 1]));
      // The decoy at the most.
      expect(hashes.mock.calls.length).toBeLessThanOrEqual(1);
    } finally {
      verifications.mockRestore();
      hashes.mockRestore();
    }
  });

  test('from everywhere locks the person out nowhere else', async () => {
    const { email } = await signUp();
    let address = '';
    const login = { name: 'login', limit: 2, windowSeconds: 3_600 };
    const limits = { ...TEST_LIMITS, login };
    const app = createApi({ ...api.parts, metrics: new Registry(), limits, addressOf: () => address });
    for (let i = 0; i < 10; i++) {
      address = `203.0.113.${i}`;
      for (const expected of [401, 401, 429])
        expect((await signIn(app, email, 'guess')).status).toBe(expected);
      // The same person by other spellings of the address is the same person.
      expect((await signIn(app, email.toUpperCase(), 'guess')).status).toBe(429);
    }
    address = '198.51.100.1';
    expect((await signIn(app, email, PASSWORD)).status).toBe(201);
  });
});

describe('sessions', () => {
  test('a refresh token is good once, and using it twice ends the session', async () => {
    const { session } = await signUp();
    const refresh = (refreshToken: string) =>
      api.call('POST', '/v1/sessions/refresh', { body: { refreshToken } });
    const second = await refresh(session.refreshToken);
    expect(second.status).toBe(200);
    expect(second.body.sessionId).toBe(session.sessionId);
    expect((await refresh(session.refreshToken)).status).toBe(401);
    expect((await refresh(second.body.refreshToken)).status).toBe(401);
    const read = await api.call('GET', '/v1/tenant', { as: second.body.accessToken });
    expect(read.status).toBe(401);
  });

  test('of two that spend a token at once, one gets new tokens', async () => {
    const { session } = await signUp();
    const body = { refreshToken: session.refreshToken };
    const both = await Promise.all([1, 2].map(() => api.call('POST', '/v1/sessions/refresh', { body })));
    expect(both.map((a) => a.status).sort()).toEqual([200, 401]);
  });

  test('are listed, and end when the person signs out', async () => {
    const { email, session } = await signUp();
    const other = await api.call('POST', '/v1/sessions', { body: { email, password: PASSWORD } });
    const listed = await api.call('GET', '/v1/sessions', { as: other.body.accessToken });
    const shown = listed.body.data.map((s: { id: string; current: boolean }) => [s.id, s.current]);
    expect(shown).toEqual([
      [other.body.sessionId, true],
      [session.sessionId, false],
    ]);
    expect((await api.call('DELETE', '/v1/sessions/current', { as: session.accessToken })).status).toBe(204);
    clock += 6_000;
    expect((await api.call('GET', '/v1/tenant', { as: session.accessToken })).status).toBe(401);
    expect((await api.call('GET', '/v1/tenant', { as: other.body.accessToken })).status).toBe(200);
  });

  test('say when they began, also when their first tokens were swept long since', async () => {
    const { tenant, session } = await signUp();
    const sql = new Bun.SQL(api.database.adminUrl, { max: 1 });
    await sql`update sessions set created_at = created_at - interval '70 days', expires_at = expires_at - interval '70 days',
      started_at = started_at - interval '70 days' where tenant_id = ${tenant.id}`;
    await sql`update sessions set expires_at = now() + interval '1 day' where tenant_id = ${tenant.id}`;
    const next = await api.call('POST', '/v1/sessions/refresh', {
      body: { refreshToken: session.refreshToken },
    });
    const list = async () => (await api.call('GET', '/v1/sessions', { as: next.body.accessToken })).body.data;
    const before = await list();
    expect(Date.parse(before[0].startedAt)).toBeLessThan(Date.now() - 69 * 86_400_000);
    await sql`delete from sessions where tenant_id = ${tenant.id} and spent_at is not null`;
    await sql.close();
    expect(await list()).toEqual(before);
  });

  test('a person cannot end another person’s session', async () => {
    const [ana, eva] = [await signUp(), await signUp()];
    const path = `/v1/sessions/${ana.session.sessionId}`;
    expect((await api.call('DELETE', path, { as: eva.session.accessToken })).status).toBe(404);
    expect((await api.call('DELETE', path, { as: ana.session.accessToken })).status).toBe(204);
  });
});

describe('access tokens', () => {
  const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test('are refused when forged, unsigned, for somebody else, or expired', async () => {
    const { tenant, user, session } = await signUp();
    const claims = { ten: tenant.id, ses: session.sessionId };
    const token = (
      change: { alg?: string; aud?: string; iss?: string; exp?: string; typ?: string; key?: Uint8Array } = {},
    ) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: change.alg ?? 'HS256', typ: change.typ ?? 'at+jwt' })
        .setSubject(user.id)
        .setIssuer(change.iss ?? 'direito-lux')
        .setAudience(change.aud ?? 'direito-lux-api')
        .setIssuedAt()
        .setExpirationTime(change.exp ?? '5m')
        .sign(change.key ?? secret);
    const status = async (as: string) => (await api.call('GET', '/v1/tenant', { as })).status;
    expect(await status(await token())).toBe(200);
    const payload = {
      ...claims,
      sub: user.id,
      iss: 'direito-lux',
      aud: 'direito-lux-api',
      iat: 1,
      exp: 9_999_999_999,
    };
    const refused = [
      await token({ key: crypto.getRandomValues(new Uint8Array(32)) }),
      await token({ aud: 'somebody-else' }),
      await token({ iss: 'somebody-else' }),
      await token({ exp: '-1s' }),
      await token({ alg: 'HS512', key: crypto.getRandomValues(new Uint8Array(64)) }),
      await token({ typ: 'JWT' }),
      `${b64({ alg: 'none', typ: 'at+jwt' })}.${b64(payload)}.`,
      'not-a-token',
      `lux_${'A'.repeat(43)}`,
      '',
    ];
    for (const as of refused) expect(await status(as)).toBe(401);
  });

  test('stop working when they expire, cached or not', async () => {
    const { session } = await signUp();
    const status = async () => (await api.call('GET', '/v1/tenant', { as: session.accessToken })).status;
    expect(await status()).toBe(200);
    clock += 901_000;
    expect(await status()).toBe(401);
  });
});
