import type { CaseLink } from '../../actors/contracts/case-link.ts';
import { listMovements, type MovementRow } from '../../db/movements/list.ts';
import { acknowledge } from '../../db/notifications/acknowledge.ts';
import { unacknowledgedOf } from '../../db/notifications/of-person.ts';
import { readPerson } from '../../db/people/read.ts';
import type { Pool } from '../../db/pool.ts';
import { type ProcessDetail, readProcess } from '../../db/processes/read.ts';
import { readTenant, type TenantTx, withTenant } from '../../db/tenant.ts';
import { isOpen as isLinkOpen } from './is-open.ts';

/** What a person may see of a case. */
export interface CaseView {
  process: ProcessDetail;
  /** Sealed, and not to be told over the channel that the link came by: nothing that identifies it is shown. */
  hidden: boolean;
  /** Newest first, withdrawn ones too; empty when hidden. */
  movements: MovementRow[];
  /** There are more. */
  more: boolean;
  /** Titles of the person's critical notices about it that wait for their word; null where it may not be told. */
  waiting: (string | null)[];
}

const MOVEMENTS = 50;
const WAITING = 20;

/** Reads what a link shows; undefined when it shows nothing any more. */
export function readCase(pool: Pool, link: CaseLink, now: Date): Promise<CaseView | undefined> {
  return readTenant(pool, link.tenant, (tx) => viewOf(tx, link, now));
}

/** The person has taken notice of everything about this case that waits for it, and sees it again. */
export function takeNotice(
  pool: Pool,
  link: CaseLink,
  now: Date,
  correlationId: string,
): Promise<CaseView | undefined> {
  return withTenant(pool, link.tenant, async (tx) => {
    if (!(await isOpen(tx, link, now))) return undefined;
    const at = now.toISOString();
    for (const { id } of await unacknowledgedOf(tx, link.personId, WAITING, link.processId))
      await acknowledge(tx, id, { by: link.personId, how: 'link', at, correlationId });
    return viewOf(tx, link, now);
  });
}

async function viewOf(tx: TenantTx, link: CaseLink, now: Date): Promise<CaseView | undefined> {
  const { personId, processId, channel } = link;
  if (!(await isOpen(tx, link, now))) return undefined;
  const [process, person] = [await readProcess(tx, processId), await readPerson(tx, personId)];
  if (!process || !person) return undefined;
  const isSealed = process.secrecy > 0 || process.graus.some(({ secrecy }) => secrecy > 0);
  const hidden = isSealed && !person.sealedChannels.includes(channel);
  const movements = hidden ? [] : await listMovements(tx, processId, {}, { limit: MOVEMENTS + 1 });
  const waiting = await unacknowledgedOf(tx, personId, WAITING, processId);
  return {
    process,
    hidden,
    movements: movements.slice(0, MOVEMENTS),
    more: movements.length > MOVEMENTS,
    waiting: waiting.map(({ told }) => told?.title ?? null),
  };
}

/** Besides what ends every link it ends with the case. */
async function isOpen(tx: TenantTx, link: CaseLink, now: Date): Promise<boolean> {
  return (await isLinkOpen(tx, link, now)) && (await readProcess(tx, link.processId)) !== undefined;
}
