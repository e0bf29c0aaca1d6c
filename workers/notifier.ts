import { runEntry } from './entry.ts';
import { runKind } from './run-kind.ts';

await runEntry('notifier', (env, log, registry) => runKind('notifier', env, log, registry));
