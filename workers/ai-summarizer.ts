import { runEntry } from './entry.ts';
import { runKind } from './run-kind.ts';

await runEntry('ai-summarizer', (env, log, registry) => runKind('ai-summarizer', env, log, registry));
