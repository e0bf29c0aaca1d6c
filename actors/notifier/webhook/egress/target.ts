import { type Judgement, judgeAddress, type Network } from './address.ts';
import { EgressError } from './errors.ts';

export interface EgressPolicy {
  /** Plain http. For a local stack; off wherever deliveries leave the machine. */
  allowHttp: boolean;
  /** Networks that may be reached although not public (`WEBHOOK_ALLOW_NETWORKS`). Metadata services stay refused. */
  allowNetworks: readonly Network[];
}

/** A URL that passed, in the parts a connection needs. */
export interface Target {
  secure: boolean;
  /** As in SNI and certificates: lower case, punycode, no trailing dot, no brackets. */
  hostname: string;
  /** Set when the URL names an address instead of a host. Already judged. */
  literal: (Judgement & { allowed: true }) | null;
  port: number;
  /** `Host` header. */
  authority: string;
  /** Request target: path and query. */
  path: string;
}

const MAX_URL = 2048;
// Services that a POST body could be smuggled into (mail, chat, caches, databases, brokers, container engines).
const REFUSED_HIGH_PORTS = new Set([
  1433, 1521, 1719, 1720, 1723, 1883, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4190, 4222, 5060, 5061,
  5432, 5433, 5672, 5984, 6000, 6222, 6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 8222, 9042,
  9092, 9200, 9300, 10080, 10250, 11211, 27017,
]);
const METADATA_NAMES = [
  'metadata',
  'instance-data',
  'metadata.google.internal',
  'metadata.azure.internal',
  'metadata.goog',
];
const PRIVATE_SUFFIXES = [
  'localhost',
  'local',
  'internal',
  'intranet',
  'lan',
  'home',
  'corp',
  'home.arpa',
  'localdomain',
];

/**
 * Is this URL one that deliveries may go to, as far as can be told without resolving it? Used when an endpoint
 * is saved and again at each delivery. Throws EgressError 'invalid-url', 'refused-host' or 'refused-address'.
 */
export function checkUrl(raw: string, policy: EgressPolicy): Target {
  const url = parse(raw);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && policy.allowHttp)) {
    throw new EgressError(
      'invalid-url',
      `The URL must start with https:// (it starts with ${url.protocol}//).`,
    );
  }
  if (url.username !== '' || url.password !== '' || /^[a-z]+:\/\/[^/?#]*@/i.test(raw)) {
    throw new EgressError(
      'invalid-url',
      'The URL must not carry a user name or password (nothing before an @).',
    );
  }
  const secure = url.protocol === 'https:';
  const port = Number(url.port || (secure ? 443 : 80));
  if ((port < 1024 && port !== 443 && port !== 80) || REFUSED_HIGH_PORTS.has(port)) {
    throw new EgressError(
      'invalid-url',
      `Port ${port} is not used for webhooks. Use 443, 8443 or another HTTP port.`,
    );
  }
  const hostname = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const literal = literalAddress(raw, url, hostname, policy);
  if (!literal) checkName(hostname, policy);
  const authority = `${url.hostname.replace(/\.$/, '')}${url.port === '' ? '' : `:${url.port}`}`;
  return { secure, hostname, literal, port, authority, path: `${url.pathname}${url.search}` };
}

function parse(raw: string): URL {
  // URL parsers drop tabs and line breaks and turn backslashes: two readers would see two hosts.
  if (raw.length > MAX_URL || /[\s\\\p{Cc}\p{Cf}]/u.test(raw)) {
    throw new EgressError(
      'invalid-url',
      `The URL is up to ${MAX_URL} characters without spaces, backslashes or control characters.`,
    );
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(raw))
    throw new EgressError('invalid-url', 'The URL must be like https://host/path.');
  try {
    return new URL(raw);
  } catch (cause) {
    throw new EgressError('invalid-url', 'The URL cannot be read: it must be like https://host/path.', {
      cause,
    });
  }
}

function literalAddress(raw: string, url: URL, hostname: string, policy: EgressPolicy): Target['literal'] {
  const isV6 = url.hostname.startsWith('[');
  if (!isV6 && !/^\d+(\.\d+){3}$/.test(hostname)) return null;
  // 2130706433, 0x7f.1, 0177.0.0.1, ①②⑦.⓪.⓪.①: read by this parser as an address, by another as something else.
  const written = raw.slice(url.protocol.length + 2).toLowerCase();
  if (!isV6 && !new RegExp(`^${hostname.replaceAll('.', '\\.')}([:/?#]|$)`).test(written)) {
    throw new EgressError(
      'refused-host',
      'An IP address in a URL is written as four decimal numbers: 203.0.113.7.',
    );
  }
  const judgement = judgeAddress(hostname, policy.allowNetworks);
  if (judgement.allowed) return judgement;
  throw new EgressError(
    'refused-address',
    `The URL names ${judgement.reason}; webhooks go to public addresses.`,
    {
      address: hostname,
    },
  );
}

function checkName(hostname: string, policy: EgressPolicy): void {
  const labels = hostname.split('.');
  if (
    hostname.length > 253 ||
    !labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label))
  ) {
    throw new EgressError('invalid-url', `${hostname} is not a host name.`);
  }
  if (METADATA_NAMES.includes(hostname)) {
    throw new EgressError('refused-host', `${hostname} names a metadata service.`);
  }
  // With an allow-list the addresses decide; without one, a name that is private by its form needs no look-up.
  const isPrivate =
    labels.length === 1 || PRIVATE_SUFFIXES.some((s) => hostname === s || hostname.endsWith(`.${s}`));
  if (isPrivate && policy.allowNetworks.length === 0) {
    throw new EgressError('refused-host', `${hostname} is not a public host name.`);
  }
}
