/**
 * Partitions of every actor kind, fixed for life: a tenant always maps to the same one, and its messages
 * carry the number. Changing it would need every waiting message to be renumbered.
 */
export const PARTITIONS = 16;

/** What may stand for a tenant in a subject: a firm's id, or a platform-owned actor such as `court-tjsp`. */
const TENANT_TOKEN = /^[A-Za-z0-9_-]{1,36}$/;

/** The partition of a tenant's actors: FNV-1a of its id. */
export function partitionOf(tenant: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < tenant.length; i++) {
    hash ^= tenant.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % PARTITIONS;
}

export function isTenantToken(text: string): boolean {
  return TENANT_TOKEN.test(text);
}

/** `lux.jobs.<kind>.<partition>.<tenant>` */
export function jobSubject(kind: string, tenant: string): string {
  return `lux.jobs.${kind}.${partitionOf(tenant)}.${tenant}`;
}

/** `lux.wake.<kind>.<partition>`: somebody has sent; no stream keeps it. */
export function wakeSubject(kind: string, partition: number): string {
  return `lux.wake.${kind}.${partition}`;
}

/** The two halves of a job subject, or undefined when it is not one. */
export function parseJobSubject(
  subject: string,
): { kind: string; partition: number; tenant: string } | undefined {
  const [lux, jobs, kind, partition, tenant, rest] = subject.split('.');
  if (lux !== 'lux' || jobs !== 'jobs' || !kind || !tenant || rest !== undefined) return undefined;
  const number = Number(partition);
  if (!Number.isInteger(number) || !isTenantToken(tenant)) return undefined;
  return { kind, partition: number, tenant };
}

/** `lux.events.<tenant>.<aggregate>.<event>`, where the event is two tokens: `lux.events.ten_1.movement.detected`. */
export function eventSubject(tenant: string, type: string): string {
  return `lux.events.${tenant}.${type}`;
}

/** `lux.dlq.<kind>.<tenant>` */
export function deadLetterSubject(kind: string, tenant: string): string {
  return `lux.dlq.${kind}.${tenant}`;
}

/** The platform-owned tenant token of a court's gateway. */
export function courtTenant(alias: string): string {
  return `court-${alias}`;
}

/** `lux.channels.<channel>.<connection>`; with `*` every connection of the channel. */
export function channelSubject(channel: string, connection: string): string {
  return `lux.channels.${channel}.${connection}`;
}

/** `lux.out.<channel>.<tenant>` */
export function outboundSubject(channel: string, tenant: string): string {
  return `lux.out.${channel}.${tenant}`;
}

/** What an adapter says about one connection. */
export const INBOUND_KINDS = ['receipt', 'message', 'standing'] as const;
export type InboundKind = (typeof INBOUND_KINDS)[number];

/** `lux.in.<channel>.<connection>.receipt`, `.message` or `.standing` */
export function inboundSubject(channel: string, connection: string, what: InboundKind): string {
  return `lux.in.${channel}.${connection}.${what}`;
}

/** `lux.in.<channel>.hello`: an adapter has started and wants CHANNELS told again. */
export function helloSubject(channel: string): string {
  return `lux.in.${channel}.hello`;
}

/** `lux.bridges.<channel>.<key>`: what the adapters of a channel remember between them. */
export function bridgeSubject(channel: string, key: string): string {
  return `lux.bridges.${channel}.${key}`;
}

/** The parts of `lux.in.<channel>.<connection>.<kind>` or `lux.in.<channel>.hello`; undefined when it is neither. */
export function parseInboundSubject(
  subject: string,
):
  | { channel: string; what: 'hello' }
  | { channel: string; what: InboundKind; connection: string }
  | undefined {
  const [lux, into, channel, connection, what, rest] = subject.split('.');
  if (lux !== 'lux' || into !== 'in' || !channel || !connection || rest !== undefined) return undefined;
  if (what === undefined) return connection === 'hello' ? { channel, what: 'hello' } : undefined;
  const kind = INBOUND_KINDS.find((one) => one === what);
  return kind && { channel, what: kind, connection };
}
