import { accounts } from '../workload/account.ts';
import type { Nemesis } from './nemesis.ts';

/** A deploy that waits for somebody to look at the first of the new ones. */
const PATIENT_MS = 60_000;

/**
 * A newer version of the accounts is rolled out: at first one worker is of the new one while the others are still of the old, and messages come that only the
 * new one knows. The new one takes on the states of the old, and the old leaves what it does not know. Then the rest follow.
 */
export const rollingDeploy: Nemesis = {
  name: 'rolling-deploy',
  async strike({ cluster, prober, patient }) {
    const programs = cluster.programs.filter(({ role }) => role === accounts.kind);
    const version = ++versions(cluster).of;
    const [first, ...rest] = programs;
    const roll = async (program = first) => {
      await program?.stop();
      program?.give({ CHAOS_VERSION: String(version) });
      await program?.start();
    };
    await roll();
    await prober.sendNewer(`deploy-${version}`, version);
    return {
      what: `version ${version} of the accounts is rolled out`,
      holdAtLeastMs: patient ? PATIENT_MS : 0,
      heal: async () => {
        for (const program of rest) await roll(program);
        await prober.sendNewer(`deployed-${version}`, version);
      },
    };
  },
};

/** Which version a cluster has come to. */
const reached = new WeakMap<object, { of: number }>();

function versions(cluster: object): { of: number } {
  const present = reached.get(cluster) ?? { of: 1 };
  reached.set(cluster, present);
  return present;
}
