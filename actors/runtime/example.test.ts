import { expect, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import { contract } from '../contracts/contract.ts';
import { actor } from './actor.ts';
import { TerminalError } from './errors.ts';
import { given } from './test-kit/given.ts';

// A whole actor: its contract, its state, its handlers. `startWorker({ actor: wallet, ... })` runs it.
const wallets = contract('wallet', {
  deposit: Type.Object({ cents: Type.Integer({ minimum: 1 }) }),
  pay: Type.Object({ cents: Type.Integer({ minimum: 1 }), to: Type.String() }),
});

const wallet = actor({
  contract: wallets,
  description: 'Keeps the balance of a firm.',
  state: { schema: Type.Object({ cents: Type.Integer() }), version: 1, initial: () => ({ cents: 0 }) },
  handlers: {
    deposit(ctx, { cents }) {
      ctx.setState({ cents: ctx.state.cents + cents });
    },
    pay(ctx, { cents, to }) {
      if (ctx.state.cents < cents) throw new TerminalError('the balance does not suffice');
      ctx.setState({ cents: ctx.state.cents - cents });
      ctx.send(wallets, 'deposit', { tenant: to }, { cents });
    },
  },
});

test('a payment takes from one wallet and is sent to the other, in one commit', async () => {
  const { state, sent } = await given(wallet, { cents: 100 }).when('pay', { cents: 30, to: 'ten_b' });
  expect(state).toEqual({ cents: 70 });
  expect(sent).toMatchObject([{ kind: 'wallet', type: 'deposit', tenant: 'ten_b', payload: { cents: 30 } }]);
});

test('a payment beyond the balance is given up, and nothing changes', async () => {
  const { state, sent, failure } = await given(wallet, { cents: 10 }).when('pay', { cents: 30, to: 'ten_b' });
  expect(failure).toMatchObject({ retry: false, reason: 'terminal' });
  expect({ state, sent }).toEqual({ state: { cents: 10 }, sent: [] });
});

test('a message that does not fit the contract never reaches the handler', async () => {
  const { failure } = await given(wallet).when('deposit', { cents: -1 });
  expect(failure).toMatchObject({ retry: false, error: expect.stringContaining('/cents') });
});

test('a state changed in place is an error of the handler, not half a change', async () => {
  const careless = actor({
    ...wallet,
    handlers: {
      ...wallet.handlers,
      deposit(ctx, { cents }) {
        ctx.state.cents += cents;
      },
    },
  });
  const { state, failure } = await given(careless, { cents: 1 }).when('deposit', { cents: 5 });
  expect(failure?.retry).toBe(true);
  expect(state).toEqual({ cents: 1 });
});
