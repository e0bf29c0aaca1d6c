import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../../db/pool.ts';
import { contract } from '../contracts/contract.ts';
import { actor } from './actor.ts';
import { type CommitFailure, classifyCommitError, commitTurns } from './commit.ts';
import { createGroupCommit } from './group-commit.ts';
import { createMailbox, type Mailbox, type StoredMessage } from './mailbox.ts';
import { message } from './message.ts';
import { insertMessages } from './outbox.ts';
import { registerKind } from './register-kind.ts';
import type { Turn } from './turn.ts';

setDefaultTimeout(60_000);

const messages = contract('k', { note: Type.Object({}) });
const noted = actor({
  contract: messages,
  description: 'Notes.',
  state: { schema: Type.String(), version: 1, initial: () => '' },
  handlers: { note() {} },
});
let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await acquirePostgres();
  pool = createPool({ url: database.urls.runtime, name: 'commit', max: 4, onError() {} });
  await registerKind(pool, 'k');
});
afterAll(async () => {
  await pool.end();
  await database.release();
});
beforeEach(async () => {
  await pool.query('delete from rt.messages');
  await pool.query('delete from rt.actor_states');
  await pool.query(`update rt.leases set owner = 'me', epoch = 7, expires_at = now() + interval '1 hour'`);
});

/** A message in Postgres and the turn that handled it. */
async function handled(tenant: string, write?: (turn: Turn) => void): Promise<Turn> {
  const sent = message(messages, 'note', { tenant }, {});
  await insertMessages(pool, [sent]);
  const { rows } = await pool.query('select position from rt.messages where id = $1', [sent.id]);
  const lease = { partition: sent.partition, epoch: 7, signal: new AbortController().signal };
  const box: Mailbox = createMailbox(tenant, '', lease);
  const stored: StoredMessage = {
    position: rows[0].position,
    id: sent.id,
    tenant,
    key: '',
    type: 'note',
    payload: {},
    attempts: 0,
    retryAt: 0,
    jobId: null,
    trace: null,
    sentAt: Date.now(),
  };
  const effects = {
    sent: [],
    tenantWrites: [],
    platformWrites: [],
    afterCommit: [],
    state: { value: tenant },
  };
  const turn: Turn = { box, done: [{ message: stored, effects }], rest: [] };
  write?.(turn);
  return turn;
}

const commit = (...turns: Turn[]) =>
  commitTurns(pool, noted, 'me', turns).then(
    () => 'committed',
    (error) => classifyCommitError(error),
  );
const left = async () => (await pool.query('select count(*)::int as count from rt.messages')).rows[0].count;
const states = async () =>
  (await pool.query('select tenant from rt.actor_states order by tenant')).rows.map((r) => r.tenant);

describe('a commit', () => {
  test('takes effect once, however often it is sent: what its answer was nobody needs to know', async () => {
    const turn = await handled('a');
    expect(await commit(turn)).toBe('committed');
    expect(await commit(turn)).toBe('conflict');
    const { rows } = await pool.query('select revision from rt.actor_states');
    expect(rows).toEqual([{ revision: 1 }]);
  });

  test('stores a state only over the one that was read, and nothing that was decided on another', async () => {
    expect(await commit(await handled('a'))).toBe('committed');
    const stale = await handled('a');
    expect(await commit(stale)).toBe('conflict');
    const readOnly = (turn: Turn) => {
      turn.box.state = { value: 'a' };
      for (const { effects } of turn.done) effects.state = undefined;
    };
    expect(await commit(await handled('a', readOnly))).toBe('conflict');
    const present = (turn: Turn) => {
      turn.box.revision = 1;
    };
    expect(await commit(await handled('b'), await handled('a', present))).toBe('committed');
    const { rows } = await pool.query('select tenant, revision from rt.actor_states order by tenant');
    expect(rows).toEqual([
      { tenant: 'a', revision: 2 },
      { tenant: 'b', revision: 1 },
    ]);
    const again = (turn: Turn) => {
      readOnly(turn);
      turn.box.revision = 2;
    };
    expect(await commit(await handled('a', again))).toBe('committed');
  });

  test('of two at once on the same message one is kept', async () => {
    const turn = await handled('a');
    const results = await Promise.all([commit(turn), commit(turn), commit(turn)]);
    expect(results.sort()).toEqual(['committed', 'conflict', 'conflict']);
  });

  test.each(["owner = 'other'", 'epoch = 8'])('is refused when the lease has changed: %s', async (change) => {
    const turn = await handled('a');
    await pool.query(`update rt.leases set ${change}`);
    expect(await commit(turn)).toBe('fenced');
    expect([await left(), await states()]).toEqual([1, []]);
  });

  test('whose turns write to tables says as well why it was refused, not what became of its statements', async () => {
    const writes = (turn: Turn) =>
      turn.done[0]?.effects.tenantWrites.push(async (tx) => {
        await tx.client.query({ name: 'write', text: 'select $1::text', values: [tx.tenantId] });
      });
    const [a, b] = [await handled('a', writes), await handled('b', writes)];
    await pool.query('update rt.leases set epoch = 8');
    expect(await commit(a, b)).toBe('fenced');
    await pool.query('update rt.leases set epoch = 7');
    await pool.query(`delete from rt.messages where tenant = 'b'`);
    expect(await commit(a, b)).toBe('conflict');
    expect([await left(), await states()]).toEqual([1, []]);
    expect(await commit(a)).toBe('committed');
  });

  test('keeps nothing when what a write sends cannot be stored', async () => {
    const turn = await handled('a', ({ done }) =>
      done[0]?.effects.tenantWrites.push(async (_, send) => {
        send({ ...message(messages, 'note', { tenant: 'b' }, {}), payload: { amount: 1n } });
      }),
    );
    expect(await commit(turn)).toBe('rejected');
    expect([await left(), await states()]).toEqual([1, []]);
  });

  test('keeps nothing of a group in which one message is gone', async () => {
    const [a, b] = [await handled('a'), await handled('b')];
    await pool.query(`delete from rt.messages where tenant = 'b'`);
    expect(await commit(a, b)).toBe('conflict');
    expect([await left(), await states()]).toEqual([1, []]);
  });
});

test('of a group that fails all are kept but the culprit, found by halves', async () => {
  const turns = [];
  for (let i = 0; i < 20; i++) turns.push(await handled(`ten_${i}`));
  await pool.query(`delete from rt.messages where tenant = 'ten_13'`);
  const failed: [string, CommitFailure][] = [];
  let committed = 0;
  const group = createGroupCommit({
    pool,
    actor: noted,
    owner: 'me',
    maxMessages: 100,
    onCommitted(kept) {
      committed += kept.length;
    },
    onFailed: (turn, failure) => void failed.push([turn.box.tenant, failure]),
  });
  for (const turn of turns) group.add(turn);
  await group.idle();
  expect(failed).toEqual([['ten_13', 'conflict']]);
  expect(committed).toBe(19);
  expect(group.pending).toBe(0);
  expect(await left()).toBe(0);
});
