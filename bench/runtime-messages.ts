import { Type } from '@sinclair/typebox';
import { contract } from '../actors/contracts/contract.ts';
import { message, type OutgoingMessage } from '../actors/runtime/message.ts';

export const counters = contract('counter', {
  add: Type.Object({ n: Type.Number(), probe: Type.Optional(Type.Integer()) }),
});

export function add(tenant: string, probe?: number): OutgoingMessage {
  return message(counters, 'add', { tenant }, probe === undefined ? { n: 1 } : { n: 1, probe });
}
