import { runEntry } from '../../../workers/entry.ts';
import { runKind } from '../../../workers/run-kind.ts';
import { accounts } from './account.ts';
import { accountOf } from './account-versions.ts';

// A worker of the accounts, wired as every worker of the product is. CHAOS_VERSION is the release that it is of.
const version = Number(process.env.CHAOS_VERSION ?? 1);
await runEntry(accounts.kind, (env, log, registry) =>
  runKind(accounts.kind, env, log, registry, () => accountOf(version)),
);
