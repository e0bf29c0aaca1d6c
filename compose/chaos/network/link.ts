import { connect, createServer, type Socket } from 'node:net';
import { FAIR, type Lane, openLane, type Weather } from './lane.ts';

export type Direction = 'both' | 'there' | 'back';

/** The way from one program to one server: a port of its own that leads there, and can be broken. */
export interface Link {
  /** `worker notifier-1 > Postgres`: who, to whom. */
  readonly name: string;
  readonly port: number;
  /** Where it leads; may be set again when the server has moved. */
  target: number;
  /** Cut, slow or lossy from now on, in one direction or both. */
  set(weather: Partial<Weather>, direction?: Direction): void;
  /** What is answered to whoever connects from now on, instead of the server. */
  refuse(how: 'reset' | 'garbage' | undefined): void;
  /** Resets the connections that there are. */
  reset(): void;
  /** Fair weather. */
  heal(): void;
  close(): void;
}

/** Opens a link to a port of this machine. Works without any right, on every system. */
export async function openLink(name: string, target: number, random: () => number): Promise<Link> {
  const connections = new Set<{ sockets: Socket[]; lanes: Lane[] }>();
  let there: Weather = FAIR;
  let back: Weather = FAIR;
  let refusal: 'reset' | 'garbage' | undefined;
  const link = { name, target, port: 0 };

  const server = createServer({ allowHalfOpen: true, pauseOnConnect: false }, (client) => {
    client.on('error', () => client.destroy());
    if (refusal) {
      client.on('data', () => {});
      if (refusal === 'reset') client.resetAndDestroy();
      else client.end('\u0000\u0001 no protocol that anybody speaks \r\n\r\n');
      return;
    }
    const upstream = connect({ host: '127.0.0.1', port: link.target, allowHalfOpen: true });
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    const connection = {
      sockets: [client, upstream],
      lanes: [
        openLane(client, upstream, () => there, random),
        openLane(upstream, client, () => back, random),
      ],
    };
    connections.add(connection);
    const end = (one: Socket, other: Socket) => {
      one.on('error', () => other.resetAndDestroy());
      // A clean end comes through the lane, behind what is still held.
      one.on('close', () => {
        if (other.destroyed) connections.delete(connection);
      });
    };
    end(client, upstream);
    end(upstream, client);
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  link.port = (server.address() as { port: number }).port;

  function look(): void {
    for (const { lanes } of connections) for (const lane of lanes) lane.look();
  }

  return Object.assign(link, {
    set(weather: Partial<Weather>, direction: Direction = 'both') {
      if (direction !== 'back') there = { ...there, ...weather };
      if (direction !== 'there') back = { ...back, ...weather };
      look();
    },
    refuse(how: 'reset' | 'garbage' | undefined) {
      refusal = how;
    },
    reset() {
      for (const { sockets } of connections) for (const socket of sockets) socket.resetAndDestroy();
      connections.clear();
    },
    heal() {
      there = FAIR;
      back = FAIR;
      refusal = undefined;
      look();
    },
    close() {
      server.close();
      for (const { sockets } of connections) for (const socket of sockets) socket.destroy();
    },
  });
}
