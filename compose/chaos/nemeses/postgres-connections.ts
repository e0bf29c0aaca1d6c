import type { Nemesis } from './nemesis.ts';

const EVERY_MS = 500;

/** `pg_terminate_backend` of every connection but the harness's own reads, again and again. */
export const postgresConnections: Nemesis = {
  name: 'postgres-connections',
  async strike({ cluster }, random) {
    const { admin } = cluster.database;
    let under: Promise<unknown> = Promise.resolve();
    const timer = setInterval(() => {
      // Postgres may be away at this moment: then there are no connections to end.
      under = admin.query(TERMINATE, [random.next()]).catch(() => {});
    }, EVERY_MS);
    return {
      what: 'connections to Postgres terminated',
      heal: async () => {
        clearInterval(timer);
        await under;
      },
    };
  },
};

const TERMINATE = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name <> 'chaos' and random() < $1`;
