import { workersOf } from './choose.ts';
import type { Nemesis } from './nemesis.ts';

/** `kill -9` of a worker process of any kind. It is started again when the strike ends: until then the others do its work. */
export const killWorker: Nemesis = {
  name: 'kill-worker',
  async strike({ cluster }, random) {
    const victim = random.pick(workersOf(cluster));
    await victim.kill9();
    return { what: `kill -9 ${victim.name}`, takeover: true, heal: () => victim.start() };
  },
};
