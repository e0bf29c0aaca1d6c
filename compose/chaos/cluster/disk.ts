import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of limited size under a directory, that can be filled up. */
export interface Disk {
  /** Leaves no byte free. */
  fill(): void;
  free(): void;
  unmount(): void;
}

const PIECE = 4 * 1024 * 1024;

/** Mounts a tmpfs. Answers why not where the system does not allow it. */
export function mountDisk(path: string, megabytes: number): Disk | { unavailable: string } {
  mkdirSync(path, { recursive: true });
  const mounted = spawnSync(
    'mount',
    ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'lux-chaos', path],
    {
      encoding: 'utf8',
    },
  );
  if (mounted.status !== 0) {
    return { unavailable: `a tmpfs cannot be mounted: ${(mounted.stderr || String(mounted.error)).trim()}` };
  }
  const ballast = join(path, 'ballast');
  return {
    fill() {
      mkdirSync(ballast, { recursive: true });
      for (let i = 0; ; i++) {
        const { bavail, bsize } = statfsSync(path);
        const bytes = Math.min(PIECE, bavail * bsize);
        if (bytes === 0) return;
        try {
          writeFileSync(join(ballast, String(i)), new Uint8Array(bytes));
        } catch (error) {
          // Postgres was quicker: the disk is as full as it was to be.
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
          return;
        }
      }
    },
    free: () => rmSync(ballast, { recursive: true, force: true }),
    unmount() {
      const done = spawnSync('umount', [path], { encoding: 'utf8' });
      // Something may still have a file open there; the mount goes when that ends.
      if (done.status !== 0) spawnSync('umount', ['--lazy', path]);
    },
  };
}
