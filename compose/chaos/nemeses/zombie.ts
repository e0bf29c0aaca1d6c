import { accounts } from '../workload/account.ts';
import { programsOf, workersOf } from './choose.ts';
import type { Nemesis } from './nemesis.ts';

const BLOCK_MS = 1_500;
const IN_THE_MIDDLE_MS = 400;

/**
 * SIGSTOP of a worker past its lease, and SIGCONT: a zombie that believes it owns its partitions. A worker of the accounts is stopped in the
 * middle of a handler, behind which there is nothing but the commit, which must be refused.
 */
export const zombie: Nemesis = {
  name: 'zombie',
  async strike({ cluster, prober }, random) {
    const ofAccounts = programsOf(cluster, accounts.kind);
    const victim =
      random.chance(0.7) && ofAccounts.length > 0 ? random.pick(ofAccounts) : random.pick(workersOf(cluster));
    if (victim.role === accounts.kind) {
      await prober.block(BLOCK_MS);
      await Bun.sleep(IN_THE_MIDDLE_MS);
    }
    victim.signal('SIGSTOP');
    return {
      what: `SIGSTOP ${victim.name}`,
      takeover: true,
      heal: async () => victim.signal('SIGCONT'),
    };
  },
};
