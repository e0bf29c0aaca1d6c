import { letTimePass } from '../workload/pass-time.ts';
import type { Nemesis } from './nemesis.ts';

/** Every way in which the real one fails (the sandbox's README). */
const KINDS = [
  '429',
  '504',
  'slow',
  'partial-empty',
  'partial-hits',
  'total-without-hits',
  'no-hits',
  'timed-out',
  'garbage',
  'truncated',
  'reset',
  '5xx',
  '400',
  'unauthorized',
] as const;
const AT_ONCE = 3;
/** What a court's rest after failures lasts at the most. */
const REST_MINUTES = 75;

/** DataJud fails at every court, in three ways in turn; or it changes its key, and the operator has to be told. */
export const datajud: Nemesis = {
  name: 'datajud',
  async strike({ cluster }, random) {
    const { control } = cluster.sandbox;
    const kinds = Array.from({ length: AT_ONCE }, () => random.pick(KINDS));
    // Each is met by some requests, then the next; the last one stays.
    for (const [i, kind] of kinds.entries())
      control.run('inject-fault', { kind, ...(i < kinds.length - 1 ? { count: random.int(5, 40) } : {}) });
    return {
      what: `DataJud answers ${kinds.join(', ')}`,
      heal: async () => {
        control.run('clear-faults', {});
        await letTimePass(cluster, REST_MINUTES);
      },
    };
  },
};
