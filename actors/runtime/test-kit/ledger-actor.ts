import { Type } from '@sinclair/typebox';
import { contract } from '../../contracts/contract.ts';
import { actor } from '../actor.ts';

/** Notes numbered messages of several senders: what it stores tells loss, doubling and disorder apart. */
export const ledgers = contract('ledger', {
  note: Type.Object({
    sender: Type.String(),
    seq: Type.Integer(),
    /** Blocks the process, as a stopped or overloaded one is blocked. */
    blockMs: Type.Optional(Type.Integer()),
    /** Waits politely. */
    waitMs: Type.Optional(Type.Integer()),
    /** Sends this many more notes to another tenant. */
    relayTo: Type.Optional(Type.String()),
  }),
});

export const LedgerState = Type.Object({
  count: Type.Integer(),
  /** Last number of each sender. */
  last: Type.Record(Type.String(), Type.Integer()),
  disorder: Type.Array(Type.String()),
});

/** The table is made by `createLedgerTable`; it has no key, so that a doubled effect shows. */
export const ledger = actor({
  contract: ledgers,
  description: 'Notes what it was sent.',
  messagesPerTurn: 20,
  state: { schema: LedgerState, version: 1, initial: () => ({ count: 0, last: {}, disorder: [] }) },
  handlers: {
    async note(ctx, { sender, seq, blockMs, waitMs, relayTo }) {
      const before = ctx.state.last[sender] ?? 0;
      const disorder =
        seq === before + 1
          ? ctx.state.disorder
          : [...ctx.state.disorder, `${sender}: ${seq} after ${before}`];
      ctx.setState({ count: ctx.state.count + 1, last: { ...ctx.state.last, [sender]: seq }, disorder });
      if (blockMs) Bun.sleepSync(blockMs);
      if (waitMs) await Bun.sleep(waitMs);
      const { tenant, key } = ctx;
      ctx.writePlatform(async (client) => {
        await client.query('insert into rt.ledger (tenant, key, sender, seq) values ($1, $2, $3, $4)', [
          tenant,
          key,
          sender,
          seq,
        ]);
      });
      if (relayTo) ctx.send(ledgers, 'note', { tenant: relayTo }, { sender: `${tenant}/${sender}`, seq });
    },
  },
});

export const LEDGER_TABLE = `
  create table rt.ledger (at bigint generated always as identity, tenant text, key text, sender text, seq int);
  grant select, insert on rt.ledger to lux_runtime`;
