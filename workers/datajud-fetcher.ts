import { runEntry } from './entry.ts';
import { runKind } from './run-kind.ts';

await runEntry('datajud-fetcher', (env, log, registry) => runKind('datajud-fetcher', env, log, registry));
