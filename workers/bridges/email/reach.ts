import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { SendFailure } from '../kit/failures.ts';

export type Networks = readonly [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number][];

/** The addresses of a host, in the order in which the resolver wants them tried. */
export type Resolve = (host: string) => Promise<string[]>;

export const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** `10.0.0.0/8,fd00::/8`. Throws Error on what is no network. */
export function parseNetworks(text: string): Networks {
  const parts = text.split(',').map((part) => part.trim());
  return parts.filter(Boolean).map((part) => ipaddr.parseCIDR(part));
}

/**
 * The addresses that may be connected to. A firm names its own mail server, so what it names must not lead into our own network: only
 * public addresses and `allowed` ones, all of them. Each connection asks anew and connects to an address of this very answer, so that
 * a second answer of the DNS cannot lead elsewhere.
 * @throws SendFailure
 */
export async function reachable(
  host: string,
  tenant: string | undefined,
  { allowNetworks, resolve = systemResolve }: { allowNetworks: Networks; resolve?: Resolve | undefined },
): Promise<string[]> {
  const found = await resolve(host).catch((cause) => {
    throw new SendFailure('retry', 'dns', `The mail server ${host} cannot be resolved.`, {
      scope: 'connection',
      cause,
    });
  });
  if (found.length === 0)
    throw new SendFailure('retry', 'dns', `The mail server ${host} has no address.`, { scope: 'connection' });
  // The operator's own server may be anywhere.
  if (tenant === undefined || found.every((address) => isAllowed(ipaddr.process(address), allowNetworks)))
    return found;
  const detail = `The mail server ${host} is in a network that firms may not name.`;
  throw new SendFailure('disable-connection', 'refused-host', detail);
}

function isAllowed(address: ipaddr.IPv4 | ipaddr.IPv6, allowed: Networks): boolean {
  if (address.range() === 'unicast') return true;
  return allowed.some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network as never, bits),
  );
}

export function isLoopback(address: string): boolean {
  return ipaddr.process(address).range() === 'loopback';
}
