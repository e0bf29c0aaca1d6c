import ipaddr from 'ipaddr.js';

/** A network as `ipaddr.js` matches it: base address and prefix length. */
export type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

export type Judgement =
  /** `address` is canonical, without IPv4-in-IPv6 mapping: connect to exactly this text. */
  { allowed: true; address: string; family: 4 | 6 } | { allowed: false; reason: string };

// Never reachable, whatever is allow-listed: they hand out the credentials of the machine.
const METADATA = [
  '169.254.169.254/32', // AWS, Azure, GCP, OpenStack, DigitalOcean
  '169.254.170.2/32', // AWS ECS task credentials
  '169.254.170.23/32', // AWS EKS pod identity
  '100.100.100.200/32', // Alibaba
  '192.0.0.192/32', // Oracle
  '168.63.129.16/32', // Azure platform, a public-looking address
  'fd00:ec2::/32', // AWS over IPv6: ::254, and ::23 of EKS
  'fd20:ce::254/128', // GCP over IPv6
].map((cidr) => ipaddr.parseCIDR(cidr) as Network);

const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR('2000::/3') as Network;
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96') as Network;

/**
 * Reads a comma-separated list of CIDR networks (`127.0.0.0/8, ::1/128`; a bare address is a network of one).
 * Empty text is no network. Throws RangeError naming every bad part.
 */
export function parseNetworks(text: string): Network[] {
  const bad: string[] = [];
  const networks = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part): Network[] => {
      const cidr = part.includes('/') ? part : `${part}/${part.includes(':') ? 128 : 32}`;
      // isValidCIDR takes `10.1/16`, which people read in two ways.
      if (ipaddr.isValidCIDR(cidr) && (cidr.includes(':') || /^\d+(\.\d+){3}\//.test(cidr))) {
        return [ipaddr.parseCIDR(cidr) as Network];
      }
      bad.push(part);
      return [];
    });
  if (bad.length > 0) throw new RangeError(`Not networks in CIDR form: ${bad.join(', ')}. Write 10.0.0.0/8.`);
  return networks;
}

/**
 * May a delivery connect to this IP address? Public unicast yes; everything with another meaning no, unless it
 * lies in an allow-listed network; metadata services never. Forms that carry an IPv4 address inside (mapped,
 * NAT64) are judged by that address; 6to4 and Teredo are refused whole, since a relay picks the way.
 */
export function judgeAddress(text: string, allow: readonly Network[]): Judgement {
  if (text.includes('%') || !ipaddr.isValid(text)) return refused('not a plain IP address');
  if (!text.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(text))
    return refused('not a plain IP address');
  const parsed = unmap(ipaddr.parse(text));
  const inner = embedded(parsed);
  if ([parsed, inner].some((address) => address && within(address, METADATA)))
    return refused('a metadata service');
  if (within(parsed, allow)) return accepted(parsed);
  if (inner) {
    if (inner.range() !== 'unicast') return refused(`an IPv6 form of a ${words(inner.range())} address`);
    if (within(parsed, [NAT64])) return accepted(parsed);
  }
  const range = parsed.range();
  if (range !== 'unicast') return refused(`a ${words(range)} address`);
  if (parsed.kind() === 'ipv6' && !within(parsed, [GLOBAL_UNICAST_V6]))
    return refused('not a public address');
  return accepted(parsed);
}

/** One text for each address, IPv4-in-IPv6 mapping removed; null when it is none. */
export function canonicalAddress(text: string): string | null {
  return ipaddr.isValid(text) ? unmap(ipaddr.parse(text)).toString() : null;
}

function accepted(address: ipaddr.IPv4 | ipaddr.IPv6): Judgement {
  return { allowed: true, address: address.toString(), family: address.kind() === 'ipv4' ? 4 : 6 };
}

function refused(reason: string): Judgement {
  return { allowed: false, reason };
}

function unmap(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** The IPv4 address that an IPv6 form is routed to: NAT64, 6to4, Teredo, SIIT, ISATAP, IPv4-compatible. */
function embedded(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | null {
  if (!(address instanceof ipaddr.IPv6)) return null;
  const p = address.parts as number[];
  const pair = (at: number, mask = 0) => {
    const [high = 0, low = 0] = [(p[at] ?? 0) ^ mask, (p[at + 1] ?? 0) ^ mask];
    return new ipaddr.IPv4([high >> 8, high & 0xff, low >> 8, low & 0xff]);
  };
  const range = address.range();
  if (range === '6to4') return pair(1);
  if (range === 'teredo') return pair(6, 0xffff);
  if (range === 'rfc6052' || range === 'rfc6145') return pair(6);
  if (((p[4] ?? 0) | 0x200) === 0x200 && p[5] === 0x5efe) return pair(6);
  if (range === 'unicast' && p.slice(0, 6).every((part) => part === 0)) return pair(6);
  return null;
}

function within(address: ipaddr.IPv4 | ipaddr.IPv6, networks: readonly Network[]): boolean {
  return networks.some(
    ([base, bits]) => address.kind() === base.kind() && address.match(base as never, bits),
  );
}

function words(range: string): string {
  const named: Record<string, string> = {
    linkLocal: 'link-local',
    carrierGradeNat: 'carrier-grade NAT',
    uniqueLocal: 'unique local',
    unspecified: 'unspecified',
  };
  return named[range] ?? range;
}
