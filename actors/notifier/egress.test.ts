import { afterAll, beforeAll, expect, test } from 'bun:test';
import { createPublicKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { rotateSecret } from '../../db/webhooks/rotate-secret.ts';
import { loopbackEgress } from './test-kit/loopback-egress.ts';
import { ok, type Post } from './test-kit/receiver.ts';
import { createRunning, type Running } from './test-kit/running.ts';
import { parseSealingKeys, seal } from './webhook/seal.ts';
import { newSecret, newSigningKeyPair } from './webhook/sign.ts';

let running: Running;
// What each name resolves to; changed by tests as an attacker's name server would.
const names = new Map<string, string>();
beforeAll(async () => {
  running = await createRunning();
  const resolver = async (name: string) => [names.get(name) ?? '127.0.0.1'];
  await running.start({ egress: loopbackEgress({ resolver, totalTimeoutMs: 3_000 }) });
});
afterAll(() => running.close());

test('one endpoint that hangs and one that is dead delay no other', async () => {
  const [firm, receiver, hanging] = [running.firm(), await running.receiver(), await running.receiver()];
  const gone = await running.receiver();
  await gone.close();
  const cases = await Promise.all(Array.from({ length: 30 }, () => firm.process()));
  const release: (() => void)[] = [];
  hanging.answer = (post, response) => void release.push(() => ok(post, response));
  const bad = await firm.endpoint({ url: hanging.url });
  await firm.endpoint({ url: gone.url });
  const good = await firm.endpoint({ url: receiver.url });
  for (let round = 0; round < 5; round++)
    await firm.happen(...cases.map((process) => firm.movement(process)));
  await waitFor('all of the good one', () => receiver.posts.length === 150);
  await waitFor('their commits', async () =>
    (await firm.deliveries(good.id)).every((d) => d.state === 'delivered'),
  );
  // None of the hanging one's has ended meanwhile, and no more than eight were begun.
  expect((await firm.deliveries(bad.id)).filter((d) => d.state === 'delivered')).toHaveLength(0);
  expect(hanging.posts.length).toBeLessThanOrEqual(16);
  hanging.answer = ok;
  for (const answer of release) answer();
  await waitFor('the hanging one', async () =>
    (await firm.deliveries(bad.id)).every((d) => d.state === 'delivered'),
  );
});

test('during a rotation old and new secret verify, afterwards only the new one', async () => {
  const [firm, receiver] = [running.firm(), await running.receiver()];
  const process = await firm.process();
  const { id, owner, secret, publicKey } = await firm.endpoint({ url: receiver.url });
  const next = newSecret();
  const pair = newSigningKeyPair();
  const rotation = {
    secret: { sealed: seal(running.keys, owner, next), expiresAt: null },
    signingKey: {
      sealed: seal(running.keys, owner, pair.privateKey),
      publicKey: pair.publicKey,
      expiresAt: null,
    },
  };
  const overlap = new Date(Date.now() + 3_600_000).toISOString();
  await firm.write((tx) => rotateSecret(tx, id, rotation, overlap));
  await firm.happen(firm.movement(process));
  const during = await waitFor('it', () => receiver.posts[0]);
  for (const one of [secret, next])
    expect(new Webhook(one).verify(during.body, during.headers)).toEqual(during.json);
  for (const key of [publicKey, pair.publicKey]) expect(verifiesAsymmetric(during, key)).toBe(true);
  // Two hours on. The reference library refuses what is too far from its own clock, so it is told the time of the attempt.
  running.clock.aheadMs = 2 * 3_600_000;
  await firm.happen(firm.movement(process));
  const after = await waitFor('the second', () => receiver.posts[1]);
  running.clock.aheadMs = 0;
  const signatures = after.headers['webhook-signature']?.split(' ') ?? [];
  const stamp = new Date(Number(after.headers['webhook-timestamp']) * 1_000);
  expect(signatures).toHaveLength(2);
  expect(signatures[0]).toBe(new Webhook(next).sign(after.id, stamp, after.body));
  expect(verifiesAsymmetric(after, pair.publicKey)).toBe(true);
  expect(verifiesAsymmetric(after, publicKey)).toBe(false);
});

function verifiesAsymmetric(post: Post, publicKey: string): boolean {
  const x = Buffer.from(publicKey.slice('whpk_'.length), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signed = Buffer.from(`${post.id}.${post.headers['webhook-timestamp']}.${post.body}`);
  const values =
    post.headers['webhook-signature']?.split(' ').filter((value) => value.startsWith('v1a,')) ?? [];
  return values.some((value) => verify(null, signed, key, Buffer.from(value.slice(4), 'base64')));
}

test('a name that comes to resolve to a private address is refused at connect, and tried again later', async () => {
  const [firm, receiver] = [running.firm(), await running.receiver()];
  const process = await firm.process();
  const port = new URL(receiver.url).port;
  const { id } = await firm.endpoint({ url: `http://rebind.example:${port}/` });
  await firm.happen(firm.movement(process));
  await waitFor('the first', () => receiver.posts.length === 1);
  for (const address of ['10.0.0.7', '169.254.169.254', '::ffff:192.168.0.1']) {
    names.set('rebind.example', address);
    await firm.happen(firm.movement(await firm.process()));
    await running.harness.drained('notifier');
    const last = (await firm.deliveries(id)).at(-1);
    expect(last).toMatchObject({
      state: 'pending',
      attempts: 1,
      lastStatus: null,
      lastError: 'refused-address',
    });
    const told = (await firm.attempts(id)).at(-1);
    expect(told.error).not.toContain(address);
  }
  expect(receiver.posts).toHaveLength(1);
});

test('a redirect is a failure and is not followed', async () => {
  const [firm, receiver, elsewhere] = [running.firm(), await running.receiver(), await running.receiver()];
  const { id } = await firm.endpoint({ url: receiver.url });
  receiver.answer = (_post, response) => void response.writeHead(302, { location: elsewhere.url }).end();
  await firm.happen(firm.movement(await firm.process()));
  await waitFor('the answer', async () => (await firm.deliveries(id))[0]?.attempts === 1);
  expect((await firm.deliveries(id))[0]).toMatchObject({ state: 'pending', lastStatus: 302 });
  expect((await firm.attempts(id))[0].response_headers.location).toBe(elsewhere.url);
  expect(elsewhere.posts).toHaveLength(0);
});

test('secrets that this worker cannot open cost no attempt: the delivery waits', async () => {
  const other = await createRunning();
  try {
    await other.start({ sealingKeys: parseSealingKeys(`k1:${Buffer.alloc(32, 7).toString('base64')}`) });
    const [firm, receiver] = [other.firm(), await other.receiver()];
    const { id } = await firm.endpoint({ url: receiver.url });
    await firm.happen(firm.movement(await firm.process()));
    await waitFor('the fan-out', async () => (await firm.deliveries(id)).length === 1);
    await other.harness.drained('notifier');
    expect((await firm.deliveries(id))[0]).toMatchObject({ state: 'pending', attempts: 0 });
    const { rows } = await other.harness.admin.query(
      "select key, reminder from rt.messages where kind = 'notifier'",
    );
    expect(rows).toEqual([{ key: id, reminder: 'deliver' }]);
    expect(receiver.posts).toHaveLength(0);
  } finally {
    await other.close();
  }
});
