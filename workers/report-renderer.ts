import { runEntry } from './entry.ts';
import { runKind } from './run-kind.ts';

await runEntry('report-renderer', (env, log, registry) => runKind('report-renderer', env, log, registry));
