import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The account a server runs under when we are root. `viaSetpriv`: keeps the right to enter directories closed to others. */
export type Identity = { uid: number; gid: number; viaSetpriv: boolean };

const ACCOUNT = 'postgres';

/**
 * Postgres refuses to run as root. For root: the account `postgres`, made if it does not exist; for anyone else: undefined
 * (run as yourself).
 * @param paths what the account must be able to reach: binaries and data. Where a directory above is closed to it (a
 *   checkout under /root), the server keeps one capability, CAP_DAC_OVERRIDE, through setpriv.
 */
export function unprivilegedUser(paths: string[]): Identity | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = lookUp() ?? create();
  const closed = paths.map((path) => closedDirectoryAbove(path, account)).find((path) => path !== undefined);
  if (closed === undefined) return { ...account, viaSetpriv: false };
  if (Bun.which('setpriv') === null) {
    throw new Error(
      `Postgres cannot run as root, and the account ${ACCOUNT} may not enter ${closed}. ` +
        `Open it (chmod o+x ${closed}), run from another directory, or set DATABASE_URL to a Postgres of yours.`,
    );
  }
  return { ...account, viaSetpriv: true };
}

/** The command and the spawn options that run `command` as `identity`. */
export function asIdentity(
  command: string[],
  identity: Identity | undefined,
): { command: string[]; uid?: number; gid?: number } {
  if (identity === undefined) return { command };
  const { uid, gid } = identity;
  if (!identity.viaSetpriv) return { command, uid, gid };
  const account = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  // no_setuid_fixup: without it access(2), which initdb asks about its own binaries, does not count the capability.
  const keep = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { command: ['setpriv', ...account, ...keep, ...command] };
}

function lookUp(): { uid: number; gid: number } | undefined {
  const uid = spawnSync('id', ['-u', ACCOUNT], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', ACCOUNT], { encoding: 'utf8' });
  if (uid.status !== 0 || gid.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function create(): { uid: number; gid: number } {
  const commands = Bun.which('useradd')
    ? [['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', ACCOUNT]]
    : [
        ['addgroup', '-S', ACCOUNT],
        ['adduser', '-S', '-D', '-H', '-s', '/sbin/nologin', '-G', ACCOUNT, ACCOUNT],
      ];
  for (const [file = '', ...args] of commands) {
    const made = spawnSync(file, args, { encoding: 'utf8' });
    if (made.status !== 0) {
      throw new Error(
        `Postgres cannot run as root, and making the account ${ACCOUNT} failed: ${made.stderr}`,
      );
    }
  }
  const account = lookUp();
  if (account === undefined) throw new Error(`the account ${ACCOUNT} was made but cannot be looked up`);
  return account;
}

function closedDirectoryAbove(path: string, account: { uid: number; gid: number }): string | undefined {
  const above = dirname(resolve(path));
  const { mode, uid, gid } = statSync(above);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return above;
  return above === dirname(above) ? undefined : closedDirectoryAbove(above, account);
}
