import { promises as dns } from 'node:dns';
import { judgeAddress } from './address.ts';
import { EgressError } from './errors.ts';
import type { EgressPolicy, Target } from './target.ts';

/** All A and AAAA addresses of a host name, as text. Rejects when there is none. */
export type Resolver = (hostname: string) => Promise<string[]>;

/** An address that was checked. A connection goes to this very text, so no second look-up can change it. */
export interface PinnedAddress {
  address: string;
  family: 4 | 6;
}

/**
 * Asks the name servers directly (c-ares), not getaddrinfo: a dead zone then holds a socket, not one of the few
 * threads that every other look-up of the process waits for. `/etc/hosts` and search domains are not read;
 * `localhost` is loopback by RFC 6761. `servers` as `ip` or `ip:port`, default the system's.
 */
export function nameServers(
  options: { timeoutMs?: number; tries?: number; servers?: string[] } = {},
): Resolver {
  const resolver = new dns.Resolver({ timeout: options.timeoutMs ?? 2000, tries: options.tries ?? 2 });
  if (options.servers) resolver.setServers(options.servers);
  return async (hostname) => {
    if (hostname === 'localhost' || hostname.endsWith('.localhost')) return ['127.0.0.1', '::1'];
    const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length > 0) return addresses;
    // An empty AAAA answer says nothing when the A question failed, so the first failure is the one to tell.
    throw answers.find((answer) => answer.status === 'rejected')?.reason ?? new Error('no address');
  };
}

/** Remembers answers (not failures) for `ttlMs` and joins look-ups under way. Bounded: oldest out first. */
export function remembered(
  resolver: Resolver,
  options: { ttlMs?: number; maxNames?: number } = {},
): Resolver {
  const { ttlMs = 10_000, maxNames = 2000 } = options;
  const known = new Map<string, { until: number; answer: Promise<string[]> }>();
  return (hostname) => {
    const hit = known.get(hostname);
    if (hit && hit.until > performance.now()) return hit.answer;
    const entry = { until: performance.now() + ttlMs, answer: resolver(hostname) };
    known.delete(hostname);
    known.set(hostname, entry);
    entry.answer.catch(() => known.get(hostname) === entry && known.delete(hostname));
    const oldest = known.size > maxNames ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return entry.answer;
  };
}

/**
 * The addresses a delivery may connect to, IPv4 first. One refused address refuses the name: a name that is
 * both public and private is either an attack or a mistake. Throws EgressError 'dns' or 'refused-address'.
 */
export async function pinAddresses(
  target: Target,
  policy: EgressPolicy,
  resolver: Resolver,
): Promise<PinnedAddress[]> {
  if (target.literal) return [{ address: target.literal.address, family: target.literal.family }];
  const answers = await lookUp(target.hostname, resolver);
  const pinned = new Map<string, PinnedAddress>();
  for (const answer of answers) {
    const judgement = judgeAddress(answer, policy.allowNetworks);
    if (!judgement.allowed) {
      const message = `${target.hostname} does not resolve to public addresses only; webhooks go to public addresses.`;
      throw new EgressError('refused-address', message, { address: answer, cause: judgement.reason });
    }
    pinned.set(judgement.address, { address: judgement.address, family: judgement.family });
  }
  return [...pinned.values()].sort((a, b) => a.family - b.family);
}

async function lookUp(hostname: string, resolver: Resolver): Promise<string[]> {
  try {
    const answers = await resolver(hostname);
    if (answers.length > 0) return answers;
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOTFOUND' || code === 'ENODATA'
        ? 'does not exist or has no address'
        : 'cannot be resolved now';
    throw new EgressError('dns', `${hostname} ${why}${code ? ` (${code})` : ''}.`, { cause });
  }
  throw new EgressError('dns', `${hostname} does not exist or has no address.`);
}
