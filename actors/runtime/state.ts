import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { StateDefinition } from './actor.ts';
import { TerminalError, TooNewError } from './errors.ts';
import type { StoredState } from './refill.ts';

/**
 * The state to work with, from what is stored: the initial one, the stored one, or the stored one upgraded.
 * @throws TooNewError when it was stored by a newer version: it is left to that version's workers.
 * @throws TerminalError when it fits no schema, even upgraded.
 */
export function openState(definition: StateDefinition | undefined, stored: StoredState | undefined): unknown {
  if (!definition) return undefined;
  if (!stored) return definition.initial();
  if (stored.version > definition.version) {
    throw new TooNewError(
      `state of version ${stored.version} is newer than this worker's ${definition.version}`,
    );
  }
  let state = stored.state;
  if (stored.version < definition.version) {
    if (!definition.upgrade)
      throw new TerminalError(`no way from state version ${stored.version} to ${definition.version}`);
    state = definition.upgrade(state, stored.version);
  }
  const check = compiled(definition);
  if (check.Check(state)) return state;
  const first = check.Errors(state).First();
  throw new TerminalError(`stored state does not fit its schema: ${first?.path} ${first?.message}`);
}

const checks = new WeakMap<StateDefinition, ReturnType<typeof TypeCompiler.Compile>>();

function compiled(definition: StateDefinition) {
  let check = checks.get(definition);
  if (!check) {
    check = TypeCompiler.Compile(definition.schema);
    checks.set(definition, check);
  }
  return check;
}
