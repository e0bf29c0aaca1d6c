import { runEntry } from './entry.ts';
import { runKind } from './run-kind.ts';

await runEntry('process-monitor', (env, log, registry) => runKind('process-monitor', env, log, registry));
