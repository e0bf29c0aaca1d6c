import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { connect, type NatsConnection } from 'nats';
import { acquireNats, type TestNats } from '../test-kit/nats.ts';
import { inboxPrefix, NATS_ROLES, type NatsRole } from './nats-permissions.ts';
import { ACTS, type Act, type ActName, MAY } from './nats-subjects.fixtures.ts';

let nats: TestNats;
const connections = new Map<NatsRole, NatsConnection>();
const refusals = new Map<NatsRole, string[]>();
beforeAll(async () => {
  nats = await acquireNats();
  for (const role of NATS_ROLES) {
    const url = new URL(nats.urls[role]);
    const connection = await connect({
      servers: url.host,
      user: url.username,
      pass: url.password,
      inboxPrefix: inboxPrefix(role),
    });
    connections.set(role, connection);
    refusals.set(role, []);
    (async () => {
      for await (const status of connection.status())
        refusals.get(role)?.push(String(status.permissionContext?.subject));
    })();
  }
});
afterAll(async () => {
  for (const connection of connections.values()) await connection.close();
  await nats.release();
});

/** What the broker says to an act of a role. The errors of what was sent before a flush arrive before its answer. */
async function isAllowed(role: NatsRole, { verb, subject }: Act): Promise<boolean> {
  const connection = connections.get(role) as NatsConnection;
  const refused = refusals.get(role) as string[];
  refused.length = 0;
  // The answer of JetStream would go nowhere: whether it was asked is what matters, and an empty request changes nothing.
  if (verb === 'say') connection.publish(subject, '', { reply: `${inboxPrefix(role)}.none` });
  const subscription = verb === 'hear' ? connection.subscribe(subject, { callback() {} }) : undefined;
  await connection.flush();
  // The client tells of an error in a later turn of the loop.
  await Bun.sleep(0);
  if (subscription && !subscription.isClosed()) subscription.unsubscribe();
  return !refused.includes(subject);
}

describe.each([...NATS_ROLES])('the user %s', (role) => {
  test('may do what is declared, and is refused everything else', async () => {
    const allowed: string[] = [];
    for (const [name, act] of Object.entries(ACTS)) if (await isAllowed(role, act)) allowed.push(name);
    expect(allowed.sort()).toEqual([...MAY[role]].sort() as string[]);
  });

  test('cannot listen to the answers of any other', async () => {
    for (const other of NATS_ROLES.filter((one) => one !== role)) {
      for (const subject of [
        `${inboxPrefix(other)}.>`,
        `${inboxPrefix(other)}.*.*`,
        `${inboxPrefix(other)}.abc.1`,
      ])
        expect([subject, await isAllowed(role, { what: '', verb: 'hear', subject })]).toEqual([
          subject,
          false,
        ]);
    }
  });
});

test('every role is in the table, and nothing is in it that nobody may do and nobody must not', () => {
  expect(Object.keys(MAY).sort()).toEqual([...NATS_ROLES].sort());
  const somebody = new Set(Object.values(MAY).flat());
  const nobody: ActName[] = ['hearEverything', 'hearAnyToken', 'system', 'hearSystem'];
  expect((Object.keys(ACTS) as ActName[]).filter((name) => !somebody.has(name)).sort()).toEqual(
    nobody.sort(),
  );
});

test('strangers, wrong passwords and the user of another role are not let in', async () => {
  const host = new URL(nats.urls.api).host;
  const password = new URL(nats.urls.api).password;
  for (const credentials of [
    {},
    { user: 'operator', pass: 'wrong' },
    { user: 'operator', pass: password },
    { user: '', pass: '' },
  ])
    await expect(connect({ servers: host, ...credentials, reconnect: false })).rejects.toMatchObject({
      code: 'AUTHORIZATION_VIOLATION',
    });
});
