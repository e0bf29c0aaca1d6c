import { programsOf } from './choose.ts';
import type { Nemesis } from './nemesis.ts';

/** `kill -9` of one process of the API, in the middle of whatever it answers. */
export const killApi: Nemesis = {
  name: 'kill-api',
  async strike({ cluster }, random) {
    const victim = random.pick(programsOf(cluster, 'api'));
    await victim.kill9();
    return { what: `kill -9 ${victim.name}`, takeover: true, heal: () => victim.start() };
  },
};
