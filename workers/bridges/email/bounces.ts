import { createHash } from 'node:crypto';
import type { Outbound, Receipt } from '../../../actors/contracts/channels.ts';
import type { Memory } from '../../../actors/runtime/nats/bridge/memory.ts';
import { judge } from './smtp-errors.ts';

/** Of which mail a bounce is. */
export interface Bounced {
  connection: string;
  id: string;
}

const LOCAL_PART = /^b-([0-9a-f]{40})$/;

/**
 * A sender's address of this one mail (VERP): what comes back to it is about that mail, whatever the bounce looks like. It is
 * remembered for eight days; mail servers give up after five.
 */
export async function returnPath(outbound: Outbound, domain: string, memory: Memory): Promise<string> {
  const { connection, id } = outbound;
  const token = createHash('sha256')
    .update(JSON.stringify([connection, id]))
    .digest('hex')
    .slice(0, 40);
  await memory.write(`bounce.${token}`, { connection, id } satisfies Bounced);
  return `b-${token}@${domain}`;
}

/** undefined when we have sent no such mail. */
export async function bouncedMail(
  address: string,
  domain: string,
  memory: Memory,
): Promise<Bounced | undefined> {
  const [local = '', at] = address.split('@');
  const token = LOCAL_PART.exec(local.toLowerCase())?.[1];
  if (!token || at?.toLowerCase() !== domain.toLowerCase()) return undefined;
  return (await memory.read(`bounce.${token}`))?.value as Bounced | undefined;
}

/** What a delivery status notification says (RFC 3464), by its part `message/delivery-status`. undefined: nothing final. */
export function readStatus(deliveryStatus: string, id: string, at: string): Receipt | undefined {
  const field = (name: string) =>
    new RegExp(`^${name}:\\s*(.*(?:\\r?\\n[ \\t].*)*)`, 'im')
      .exec(deliveryStatus)?.[1]
      ?.replaceAll(/\s+/g, ' ')
      .trim();
  const action = field('Action')?.toLowerCase();
  if (action === 'delivered') return { id, state: 'delivered', at };
  if (action !== 'failed') return undefined;
  const diagnostic = field('Diagnostic-Code')?.replace(/^smtp;\s*/i, '') ?? '';
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(field('Status') ?? '')?.[0];
  const reply = /^[45]\d\d/.exec(diagnostic)?.[0] ?? '550';
  const told = judge(status, reply, diagnostic);
  return {
    id,
    state: 'failed',
    at,
    error: {
      // The mail server has tried for days already.
      class: told === 'retry' ? 'switch' : told,
      code: status ?? reply,
      detail: (diagnostic || 'The mail came back.').slice(0, 1_000),
    },
  };
}
