import { afterAll, beforeAll, expect, test } from 'bun:test';
import { newId } from '../../actors/contracts/ids.ts';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../pool.ts';
import { type TenantTx, withTenant } from '../tenant.ts';
import { insertNotifications, insertSends, type NewNotification } from './insert.ts';
import { listNotifications, readInbox } from './read.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  pool = createPool({ url: database.urls.app, name: 'test', max: 4, onError: () => {} });
});
afterAll(async () => {
  await pool.end();
  await database.release();
});

const [tenant, other] = [newId('tenant'), newId('tenant')];
const personId = newId('person');
const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => withTenant(pool, tenant, work);
const content = { title: 'Sentença', paragraphs: [], facts: [], buttons: [], footer: [] };

async function tell(of: string, processIds: string[], more: Partial<NewNotification> = {}): Promise<string> {
  const id = newId('notification');
  const told: NewNotification = {
    id,
    personId,
    kind: 'single',
    eventClass: 'important',
    processIds,
    hiddenProcessIds: [],
    eventIds: [newId('event')],
    state: 'delivered',
    content,
    needsAck: false,
    ackToken: null,
    rootId: null,
    step: null,
    createdAt: '2026-11-25T12:00:00Z',
    ...more,
  };
  await withTenant(pool, of, (tx) => insertNotifications(tx, [told]));
  return id;
}

test('the messages of a case are found, newest first and page by page, whatever else they are about; not another firm’s', async () => {
  const [a, b] = [newId('process'), newId('process')];
  const first = await tell(tenant, [a]);
  const both = await tell(tenant, [b, a, a]);
  const second = await tell(tenant, [b]);
  await tell(other, [a]);
  await tell(tenant, []);
  const list = async (processId: string, page: { limit: number; after?: number } = { limit: 9 }) =>
    inTenant((tx) => listNotifications(tx, { processId }, page));
  expect((await list(a)).map(({ id }) => id)).toEqual([both, first]);
  expect((await list(b)).map(({ id }) => id)).toEqual([second, both]);
  const [newest] = await list(a, { limit: 1 });
  expect((await list(a, { limit: 1, after: newest?.position })).map(({ id }) => id)).toEqual([first]);
  expect(await list(newId('process'))).toEqual([]);
});

test('what failed, and what waits for a word, is found among the rest', async () => {
  const failed = await tell(tenant, [], { state: 'failed' });
  const waiting = await tell(tenant, [], { needsAck: true });
  const ids = (filters: Parameters<typeof listNotifications>[1]) =>
    inTenant(async (tx) => (await listNotifications(tx, filters, { limit: 9 })).map(({ id }) => id));
  expect(await ids({ state: 'failed' })).toEqual([failed]);
  expect(await ids({ unacknowledged: true })).toEqual([waiting]);
});

test('an inbox shows all, or what was not read', async () => {
  const [read, unread] = [await tell(tenant, []), await tell(tenant, [])];
  const sends = [read, unread].map((notificationId) => ({
    id: newId('send'),
    notificationId,
    personId,
    channel: 'inbox' as const,
    linkId: null,
    connectionId: null,
    address: null,
    state: 'delivered' as const,
    nextAttemptAt: null,
    sealed: false,
    added: null,
    createdAt: '2026-11-25T12:00:00Z',
    deliveredAt: '2026-11-25T12:00:00Z',
  }));
  await inTenant(async (tx) => {
    await insertSends(tx, sends);
    await tx.client.query(
      'update notification_sends set read_at = now() where tenant_id = $1 and notification_id = $2',
      [tenant, read],
    );
  });
  const inbox = (more: { unread?: boolean; after?: number } = {}) =>
    inTenant((tx) => readInbox(tx, personId, { limit: 9, ...more }));
  expect((await inbox()).map(({ id }) => id)).toEqual([unread, read]);
  expect((await inbox({ unread: true })).map(({ id }) => id)).toEqual([unread]);
  expect((await inbox({ after: 0 })).map(({ id }) => id)).toEqual([read, unread]);
});
