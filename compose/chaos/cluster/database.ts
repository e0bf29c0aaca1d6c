import { join } from 'node:path';
import { bootstrap, type DatabaseUrls } from '../../../db/bootstrap.ts';
import { migrate } from '../../../db/migrate.ts';
import { createPool, type Pool } from '../../../db/pool.ts';
import { type RunningPostgres, startPostgres } from '../../stack/postgres.ts';
import { TABLES } from '../workload/tables.ts';
import { type Disk, mountDisk } from './disk.ts';

export interface ChaosDatabase {
  readonly postgres: RunningPostgres;
  /** Straight to the server, by role. */
  readonly urls: DatabaseUrls;
  /** The superuser, past row-level security: what the verdict is read with. */
  readonly admin: Pool;
  readonly disk: Disk | { unavailable: string };
  stop(): Promise<void>;
}

const DISK_MEGABYTES = 1_200;

/** A Postgres with the product's migrations and the books of the harness, on a small disk of its own where one can be had. */
export async function startDatabase(dir: string, port: number): Promise<ChaosDatabase> {
  const dataDir = join(dir, 'postgres');
  const disk = mountDisk(dataDir, DISK_MEGABYTES);
  // Persistent: a stop that is followed by a restart must not delete it.
  const postgres = await startPostgres({ dataDir, fast: true, port });
  const passwords = { owner: 'owner', app: 'app', runtime: 'runtime' };
  const urls = await bootstrap(postgres.url, { database: 'chaos', passwords });
  await migrate(urls.owner);
  const adminUrl = new URL(postgres.url);
  adminUrl.pathname = '/chaos';
  const admin = createPool({
    url: adminUrl.toString(),
    name: 'chaos',
    max: 4,
    statementTimeout: 120_000,
    onError() {},
  });
  await admin.query(TABLES);
  return {
    postgres,
    urls,
    admin,
    disk,
    async stop() {
      await admin.end();
      await postgres.stop();
      if ('unmount' in disk) disk.unmount();
    },
  };
}

/** The same connection string, by another port of this machine. */
export function via(url: string, port: number): string {
  const other = new URL(url);
  other.port = String(port);
  return other.toString();
}
