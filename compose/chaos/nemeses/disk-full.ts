import type { Nemesis } from './nemesis.ts';

const AGAIN_MS = 500;
const RESTART_AFTER_MS = 500;

/**
 * The disk of Postgres is full: files cannot grow, the log of transactions cannot be written. Postgres may end for it; it is started again when
 * there is room, as a service manager does.
 */
export const diskFull: Nemesis = {
  name: 'disk-full',
  unavailable(cluster) {
    const { disk } = cluster.database;
    return 'unavailable' in disk ? disk.unavailable : undefined;
  },
  async strike({ cluster }) {
    const { disk, postgres } = cluster.database;
    if ('unavailable' in disk) throw new Error(disk.unavailable);
    let filling = disk.fill();
    // What Postgres gives back meanwhile is taken as well.
    const timer = setInterval(() => {
      filling = filling.then(disk.fill);
    }, AGAIN_MS);
    return {
      what: 'disk of Postgres full',
      heal: async () => {
        clearInterval(timer);
        await filling;
        disk.free();
        await Bun.sleep(RESTART_AFTER_MS);
        if (!postgres.isUp()) await postgres.restart();
      },
    };
  },
};
