import type { Nemesis } from './nemesis.ts';

const AWAY_MS = 3_000;

/** Postgres is stopped in an orderly way, or killed, and comes back after a while: to the same port, with what was committed. */
export const postgresRestart: Nemesis = {
  name: 'postgres-restart',
  async strike({ cluster, say }, random) {
    const { postgres } = cluster.database;
    const kills = random.chance(0.5);
    if (kills) await postgres.kill9();
    else await postgres.stop();
    let back = Bun.sleep(AWAY_MS).then(() => postgres.restart());
    back.catch((error) => say(`Postgres did not come back: ${error}`));
    return {
      what: `Postgres ${kills ? 'killed' : 'restarted'}`,
      async heal() {
        await back.catch(() => {});
        // Its disk may have been full as well.
        if (!postgres.isUp()) back = postgres.restart();
        await back;
      },
    };
  },
};
