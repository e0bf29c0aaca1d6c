import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type RunningNats, startNats } from '../../stack/nats.ts';
import type { NatsPasswords } from '../../stack/nats-config.ts';
import { NATS_ROLES, type NatsRole } from '../../stack/nats-permissions.ts';
import type { Link } from '../network/link.ts';

export interface NatsCluster {
  readonly nodes: readonly RunningNats[];
  readonly passwords: NatsPasswords;
  /** The leader of the streams' metadata is known to a majority. */
  hasLeader(): Promise<boolean>;
  stop(): Promise<void>;
}

// As a container's limit would be told to it: without, Go lets garbage grow with what a catch-up once needed, and a soak cannot
// tell that from a leak.
const MEMORY_TARGET_MB = 64;

/**
 * Three nodes that reach each other through links only: each has a way of its own to each other one, and what they tell each other
 * of addresses (`advertise`) leads nowhere, so that a cut is a cut.
 */
export async function startNatsCluster(
  dir: string,
  nextPort: () => Promise<number>,
  openRoute: (name: string, target: number) => Promise<Link>,
): Promise<NatsCluster> {
  const passwords = Object.fromEntries(
    NATS_ROLES.map((role) => [role, randomBytes(12).toString('hex')]),
  ) as NatsPasswords;
  const ports = [await nextPort(), await nextPort(), await nextPort()];
  const nowhere = await nextPort();
  const nodes = await Promise.all(
    ports.map(async (clusterPort, i) => {
      const others = ports.map((_, j) => j).filter((j) => j !== i);
      const routes = await Promise.all(
        others.map((j) => openRoute(`nats-${i + 1} > nats-${j + 1}`, ports[j] ?? 0)),
      );
      return startNats({
        storeDir: join(dir, `nats-${i + 1}`),
        port: await nextPort(),
        monitorPort: await nextPort(),
        passwords,
        memoryTarget: MEMORY_TARGET_MB,
        cluster: {
          serverName: `nats-${i + 1}`,
          port: clusterPort,
          routes: routes.map((link) => `127.0.0.1:${link.port}`),
          advertise: `127.0.0.1:${nowhere}`,
        },
      });
    }),
  );
  return {
    nodes,
    passwords,
    hasLeader: () => hasLeader(nodes),
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

/** The address list of a role, by the ports that lead to the nodes. */
export function natsUrl(passwords: NatsPasswords, role: NatsRole, ports: readonly number[]): string {
  return ports.map((port) => `nats://${role}:${passwords[role]}@127.0.0.1:${port}`).join(',');
}

async function hasLeader(nodes: readonly RunningNats[]): Promise<boolean> {
  const leaders = await Promise.all(
    nodes.map(async (node) => {
      if (!node.isUp()) return undefined;
      try {
        const answer = await fetch(`http://127.0.0.1:${node.monitorPort}/jsz`, {
          signal: AbortSignal.timeout(1_000),
        });
        const { meta_cluster } = (await answer.json()) as { meta_cluster?: { leader?: string } };
        return meta_cluster?.leader;
      } catch {
        // Not listening yet, or stopped: it knows of no leader then.
        return undefined;
      }
    }),
  );
  return leaders.filter((leader) => leader !== undefined && leader !== '').length > nodes.length / 2;
}
