import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { SendFailure } from '../kit/failures.ts';

export type Networks = readonly [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number][];

/** `10.0.0.0/8,fd00::/8`. Throws Error on what is no network. */
export function parseNetworks(text: string): Networks {
  const parts = text.split(',').map((part) => part.trim());
  return parts.filter(Boolean).map((part) => ipaddr.parseCIDR(part));
}

/**
 * The address to connect to. A firm names its own mail server, so what it names must not lead into our own network: only public
 * addresses and `allowed` ones. Resolved once and connected to as it is, so that a second answer of the DNS changes nothing.
 * @throws SendFailure
 */
export async function reachable(
  host: string,
  tenant: string | undefined,
  allowed: Networks,
): Promise<string> {
  const found = await lookup(host, { all: true }).catch((cause) => {
    throw new SendFailure('retry', 'dns', `The mail server ${host} cannot be resolved.`, {
      scope: 'connection',
      cause,
    });
  });
  const [first] = found;
  if (!first)
    throw new SendFailure('retry', 'dns', `The mail server ${host} has no address.`, { scope: 'connection' });
  // The operator's own server may be anywhere.
  if (tenant === undefined) return first.address;
  const refused = found.find(({ address }) => !isAllowed(ipaddr.process(address), allowed));
  if (refused) {
    const detail = `The mail server ${host} is in a network that firms may not name.`;
    throw new SendFailure('disable-connection', 'refused-host', detail);
  }
  return first.address;
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
