import ipaddr from 'ipaddr.js';

/**
 * The address that limits count a caller by: the socket's, or what the last of `trustedProxies` proxies wrote into
 * X-Forwarded-For. An IPv6 caller owns a /64 at least, so that is what counts.
 */
export function callerAddress(
  socket: string | undefined,
  forwarded: string | null,
  trustedProxies: number,
): string {
  const hops = trustedProxies > 0 ? (forwarded ?? '').split(',').map((hop) => hop.trim()) : [];
  // Each proxy appends who called it; what stands before the trusted ones is the caller's to invent.
  const written = hops.at(-trustedProxies);
  const address = written && ipaddr.isValid(written) ? written : socket;
  if (!address || !ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
