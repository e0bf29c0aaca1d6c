import { join } from 'node:path';
import { NATS_PERMISSIONS, NATS_ROLES, type NatsRole } from './nats-permissions.ts';

export type NatsPasswords = Record<NatsRole, string>;

/** Where a broker keeps its things, all inside one directory. */
export function natsFiles(storeDir: string) {
  return {
    config: join(storeDir, 'nats.conf'),
    pid: join(storeDir, 'nats.pid'),
    ports: join(storeDir, 'ports'),
    log: join(storeDir, 'nats.log'),
    passwords: join(storeDir, 'passwords.json'),
  };
}

/** One node's place in a cluster. All nodes of a cluster know the same passwords. */
export type NatsClusterPlace = {
  serverName: string;
  /** Where the other nodes connect to this one. */
  port: number;
  /** `host:port` of the other nodes, as this one reaches them. */
  routes: string[];
  /** `host:port` told to the others for connections of their own making; default: host and port. */
  advertise?: string;
};

/**
 * The text of nats.conf. Only what nats-server 2.9 knows: `sync_interval` came with 2.10 and is an error before; the default
 * is enough because Postgres can send every message again.
 * @param port -1: the server takes a free one
 */
export function natsConfig(options: {
  storeDir: string;
  port: number;
  monitorPort: number;
  passwords: NatsPasswords;
  cluster?: NatsClusterPlace;
}): string {
  const files = natsFiles(options.storeDir);
  const users = NATS_ROLES.map((role) => {
    const { publish, subscribe } = NATS_PERMISSIONS[role];
    const permissions = `publish: ${list(publish)}, subscribe: ${list(subscribe)}`;
    return `    { user: ${role}, password: ${text(options.passwords[role])}, permissions: { ${permissions} } }`;
  });
  return `server_name: ${options.cluster?.serverName ?? 'lux'}
host: 127.0.0.1
port: ${options.port}
http: "127.0.0.1:${options.monitorPort}"
pid_file: ${text(files.pid)}
ports_file_dir: ${text(files.ports)}
max_payload: 1MB
jetstream: {
  store_dir: ${text(options.storeDir)}
  max_memory_store: 128MB
  max_file_store: 20GB
}
authorization: {
  users: [
${users.join('\n')}
  ]
}
${options.cluster ? clusterBlock(options.cluster) : ''}`;
}

// Clients are given all addresses of the cluster beforehand, and keep to them.
function clusterBlock({ port, routes, advertise }: NatsClusterPlace): string {
  return `cluster: {
  name: lux
  host: 127.0.0.1
  port: ${port}
  no_advertise: true
${advertise === undefined ? '' : `  advertise: ${text(advertise)}\n`}  routes: ${list(routes.map((route) => `nats-route://${route}`))}
}
`;
}

function list(subjects: string[]): string {
  return `[${[...new Set(subjects)].map(text).join(', ')}]`;
}

function text(value: string): string {
  return JSON.stringify(value);
}
