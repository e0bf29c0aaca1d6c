import { type Static, Type } from '@sinclair/typebox';
import { type Contract, contract } from '../../../actors/contracts/contract.ts';
import { type AnyActor, actor } from '../../../actors/runtime/actor.ts';
import { AccountState, account, accounts, enter } from './account.ts';

/** A later state remembers which versions it went through. */
const LaterState = Type.Composite([AccountState, Type.Object({ upgraded: Type.Array(Type.Integer()) })]);
type LaterState = Static<typeof LaterState>;

/** What version `n` of the accounts understands: all that version 1 does, and `enter-2`, `enter-3` … up to its own. */
export function accountsOf(version: number): Contract {
  const { enter } = accounts.messages;
  const names = Array.from({ length: version - 1 }, (_, i) => `enter-${i + 2}`);
  return contract(accounts.kind, {
    ...accounts.messages,
    ...Object.fromEntries(names.map((name) => [name, enter])),
  });
}

/** The actor of version `n`: as a later release of the same actor would be, with a state of a later shape. */
export function accountOf(version: number): AnyActor {
  if (version === 1) return account;
  const newer = Object.keys(accountsOf(version).messages).filter((name) => name.startsWith('enter-'));
  return actor({
    ...account,
    contract: accountsOf(version),
    state: {
      schema: LaterState,
      version,
      initial: () => ({ entries: 0, cents: 0, passed: 0, upgraded: [] }),
      upgrade: (stored): LaterState => {
        const { upgraded = [], ...older } = stored as Partial<LaterState> & AccountState;
        return { ...older, upgraded: [...upgraded, version] };
      },
    },
    handlers: {
      ...account.handlers,
      ...Object.fromEntries(newer.map((name) => [name, enter])),
    },
  } as AnyActor);
}
