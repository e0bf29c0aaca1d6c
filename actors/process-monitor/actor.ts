import { processMonitor } from '../contracts/process-monitor.ts';
import { actor } from '../runtime/actor.ts';
import { importLines } from './handlers/import.ts';
import { observed } from './handlers/observed.ts';
import { refresh } from './handlers/refresh.ts';
import { unwatch } from './handlers/unwatch.ts';
import { monitorState } from './parts.ts';
import { watchMessages } from './watch-lists.ts';

/** The owner of a firm's watch list and of the history of its cases. */
export function createProcessMonitor() {
  return actor({
    contract: processMonitor,
    description: "Keeps a firm's watch list and the history of its cases.",
    state: monitorState,
    handlers: {
      watch(ctx, { processId, number }) {
        ctx.sendAll(watchMessages(ctx.tenant, [{ processId, number }], true, ctx.messageId));
      },
      unwatch,
      refresh,
      import: importLines,
      observed,
    },
  });
}
