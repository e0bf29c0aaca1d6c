import { letTimePass } from '../workload/pass-time.ts';
import { CHARACTERS } from '../workload/receivers.ts';
import type { Nemesis } from './nemesis.ts';

/** Of the simulated hour in which receivers are out of order; retries fall due after 5 and 35 minutes. */
const MINUTES = [10, 50];
const BETWEEN_MS = 3_000;

/** Four of five receivers hang, reset, answer garbage or 500: for as long as the strike lasts, which is an hour of simulated time. */
export const receivers: Nemesis = {
  name: 'receivers',
  async strike({ receivers, cluster }) {
    const bad = CHARACTERS.filter((character) => character !== 'good');
    receivers.misbehave(bad);
    return {
      what: `receivers ${bad.join(', ')}`,
      heal: async () => {
        for (const minutes of MINUTES) {
          await letTimePass(cluster, minutes);
          await Bun.sleep(BETWEEN_MS);
        }
        receivers.behave();
      },
    };
  },
};
