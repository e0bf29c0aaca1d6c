import { bootstrap, type DatabaseUrls } from '../../db/bootstrap.ts';
import { migrate } from '../../db/migrate.ts';
import type { DataDir } from './data-dir.ts';
import type { Environment } from './environment.ts';
import { keepRunning } from './keep-running.ts';
import type { Keys } from './keys.ts';
import { onPort } from './on-port.ts';
import { startPostgres } from './postgres.ts';
import type { Say } from './say.ts';
import { StartError } from './start-error.ts';
import type { Teardown } from './teardown.ts';

const DATABASE = 'direito_lux';

/**
 * A database with its roles and every migration: the embedded Postgres, or the one that DATABASE_URL (or the three roles'
 * URLs) name.
 * @throws StartError when that one cannot be reached.
 */
export async function startDatabase(
  env: Environment,
  dir: DataDir,
  keys: Keys,
  say: Say,
  teardown: Teardown,
): Promise<DatabaseUrls> {
  const passwords = { owner: keys.databaseOwner, app: keys.databaseApp, runtime: keys.databaseRuntime };
  const made = madeBeforehand(env);
  const adminUrl = made ? undefined : (env.DATABASE_URL ?? (await startEmbedded(env, dir, say, teardown)));
  try {
    const urls = made ?? (await bootstrap(adminUrl ?? '', { database: DATABASE, passwords }));
    await migrate(urls.owner);
    return urls;
  } catch (error) {
    const { host } = new URL(made?.owner ?? adminUrl ?? '');
    if (!isUnreachable(error)) throw error;
    throw new StartError(`Postgres at ${host} cannot be used: ${(error as Error).message}`);
  }
}

function madeBeforehand(env: Environment): DatabaseUrls | undefined {
  const { DATABASE_OWNER_URL: owner, DATABASE_APP_URL: app, DATABASE_RUNTIME_URL: runtime } = env;
  return owner && app && runtime ? { owner, app, runtime } : undefined;
}

async function startEmbedded(env: Environment, dir: DataDir, say: Say, teardown: Teardown): Promise<string> {
  const postgres = await onPort(env, 'POSTGRES_PORT', 'Postgres', say, (port) =>
    startPostgres({ dataDir: dir.postgres, port }),
  );
  const letGo = keepRunning('Postgres', postgres, say);
  teardown.add('Postgres', async () => {
    await letGo();
    await postgres.stop();
  });
  say(`Postgres 18 on port ${postgres.port}`);
  return postgres.url;
}

// Not reached at all (system errors), refused at the door (class 28), or the database does not exist (3D000).
function isUnreachable(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code ?? '');
  return /^E[A-Z]+$/.test(code) || code.startsWith('28') || code === '3D000';
}
