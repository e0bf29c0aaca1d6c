import { type Static, Type } from '@sinclair/typebox';
import { contract, type Payload } from '../../../actors/contracts/contract.ts';
import { actor } from '../../../actors/runtime/actor.ts';
import type { ActorContext } from '../../../actors/runtime/context.ts';

const Place = Type.Object({ tenant: Type.String(), key: Type.String() });

const Entry = Type.Object({
  /** Names this message among all of the run: what it leads to is named after it. */
  cause: Type.String(),
  /** Who sent it, and the how manieth of that sender's messages it is: messages of one sender come in order. */
  sender: Type.String(),
  seq: Type.Integer(),
  cents: Type.Integer(),
  /** The actor passes half of it on. */
  passTo: Type.Optional(Place),
  /** The actor reminds itself after so long. */
  remindMs: Type.Optional(Type.Integer()),
  /** The handler holds up the whole process for so long, so that it can be stopped in the middle. */
  blockMs: Type.Optional(Type.Integer()),
});

/** The accounts of the fault harness: each entry leaves one row, and what it leads to leaves one each. */
export const accounts = contract('chaos-account', {
  enter: Entry,
  remember: Type.Object({ cause: Type.String(), cents: Type.Integer() }),
});

export const AccountState = Type.Object({
  entries: Type.Integer(),
  cents: Type.Integer(),
  /** How many messages were sent to others. */
  passed: Type.Integer(),
});
export type AccountState = Static<typeof AccountState>;

export const account = actor({
  contract: accounts,
  description: 'Keeps the books of the fault harness.',
  messagesPerTurn: 20,
  state: { schema: AccountState, version: 1, initial: () => ({ entries: 0, cents: 0, passed: 0 }) },
  handlers: {
    enter: (ctx, entry) => enter(ctx, entry),
    remember: (ctx, { cause, cents }) => note(ctx, { cause, sender: 'reminder', seq: 0, cents }),
  },
});

/** Notes the entry, and does what it asks for: all in the commit that removes the message. */
export function enter<S extends AccountState>(
  ctx: ActorContext<S>,
  entry: Payload<typeof accounts, 'enter'>,
): void {
  if (entry.blockMs) Bun.sleepSync(entry.blockMs);
  note(ctx, entry);
  const { cause, cents } = entry;
  if (entry.remindMs !== undefined) {
    const at = new Date(Date.now() + entry.remindMs);
    const options = { at, reminder: cause };
    ctx.send(accounts, 'remember', ctx, { cause: `${cause}>remembered`, cents }, options);
  }
  if (entry.passTo) {
    const seq = ctx.state.passed + 1;
    ctx.setState({ ...ctx.state, passed: seq });
    const sender = `${ctx.tenant}/${ctx.key}`;
    ctx.send(accounts, 'enter', entry.passTo, { cause: `${cause}>passed`, sender, seq, cents });
  }
}

/** One entry in the books: the state and a row that says the same. */
export function note<S extends AccountState>(
  ctx: Pick<ActorContext<S>, 'state' | 'setState' | 'write' | 'key'>,
  entry: { cause: string; sender: string; seq: number; cents: number },
): void {
  const { entries, cents } = ctx.state;
  ctx.setState({ ...ctx.state, entries: entries + 1, cents: cents + entry.cents });
  ctx.write(async (tx) => {
    await tx.client.query({
      name: 'chaos-effect',
      text: 'insert into chaos.effects (tenant_id, key, cause, sender, seq, cents) values ($1, $2, $3, $4, $5, $6)',
      values: [tx.tenantId, ctx.key, entry.cause, entry.sender, entry.seq, entry.cents],
    });
  });
}
