import { bootstrap, type DatabaseUrls } from '../../db/bootstrap.ts';
import { migrate } from '../../db/migrate.ts';
import { type RunningPostgres, startPostgres } from '../stack/postgres.ts';
import { inItsDirectory, onTheList, shared, sweep } from './servers.ts';

export type TestDatabase = {
  /** A connection string per role, of a database with every migration applied. */
  readonly urls: DatabaseUrls;
  /** The superuser's, on the same database: to look behind row-level security, to terminate backends. */
  readonly adminUrl: string;
  /** The server. Shared between files unless the database came from `ownPostgres`: only then kill or restart it. */
  readonly postgres: RunningPostgres;
  /** Drops the database; the connections to it must be closed or are terminated. */
  release(): Promise<void>;
};

const PASSWORDS = { owner: 'owner', app: 'app', runtime: 'runtime' };
const TEMPLATE = 'lux_template';

/**
 * A fresh migrated database, for one test file: a clone of a template on the one Postgres of this test run.
 * Call it in `beforeAll` and `release` it in `afterAll`; what is not released goes when the run ends.
 */
export async function acquirePostgres(): Promise<TestDatabase> {
  return cloneDatabase(await shared('postgres', startMigrated, ({ postgres }) => postgres.isUp()));
}

/** As `acquirePostgres`, on a server of its own that the test may kill, stop and restart. Costs about a second. */
export async function ownPostgres(): Promise<TestDatabase> {
  const { postgres, stop } = await startMigrated();
  const database = await cloneDatabase({ postgres });
  return { ...database, release: stop };
}

async function startMigrated(): Promise<{ postgres: RunningPostgres; stop: () => Promise<void> }> {
  await sweep();
  const postgres = await inItsDirectory((dataDir) =>
    startPostgres({ dataDir, persistent: false, fast: true }),
  );
  const stop = onTheList(() => postgres.stop());
  const urls = await bootstrap(postgres.url, { database: TEMPLATE, passwords: PASSWORDS });
  await migrate(urls.owner);
  return { postgres, stop };
}

async function cloneDatabase({ postgres }: { postgres: RunningPostgres }): Promise<TestDatabase> {
  const database = `test_${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const urls = await bootstrap(postgres.url, { database, passwords: PASSWORDS, template: TEMPLATE });
  const adminUrl = new URL(postgres.url);
  adminUrl.pathname = `/${database}`;
  return {
    urls,
    adminUrl: adminUrl.toString(),
    postgres,
    release: () => dropDatabase(postgres.url, database),
  };
}

async function dropDatabase(serverUrl: string, database: string): Promise<void> {
  const sql = new Bun.SQL(serverUrl, { max: 1 });
  try {
    await sql.unsafe(`drop database if exists ${database} with (force)`);
  } finally {
    await sql.close();
  }
}
