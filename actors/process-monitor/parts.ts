import { type Static, Type } from '@sinclair/typebox';
import type { StateDefinition } from '../runtime/actor.ts';
import type { ActorContext } from '../runtime/context.ts';

const MonitorStateSchema = Type.Object({
  /** Refreshes under way: which courts have not answered yet, and what the others said. */
  refreshes: Type.Record(
    Type.String(),
    Type.Object({
      number: Type.String(),
      processId: Type.String(),
      waitingFor: Type.Array(Type.String()),
      failures: Type.Array(Type.String()),
      answered: Type.Boolean(),
    }),
  ),
});

export type MonitorState = Static<typeof MonitorStateSchema>;
export type MonitorContext = ActorContext<MonitorState>;

export const monitorState: StateDefinition<typeof MonitorStateSchema> = {
  schema: MonitorStateSchema,
  version: 1,
  initial: () => ({ refreshes: {} }),
};
