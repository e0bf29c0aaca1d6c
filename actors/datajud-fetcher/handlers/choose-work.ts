import type { Access } from '../gateway/accesses.ts';
import { type Grant, SHARED, takeRequest } from '../gateway/budget.ts';
import type { FetcherParts, GatewayContext } from '../parts.ts';
import type { PlannedCase } from '../schedule/plan.ts';

/** One request to be made. */
export interface Work {
  mode: 'documents' | 'status' | 'delta';
  cases: PlannedCase[];
  since: Date | null;
  /** A person waits. */
  urgent: boolean;
  /** The firm whose quota and key it goes with, all cases being its own; absent: the shared ones. */
  payer?: Access;
}

/** A request that a quota has paid for, or how long until one pays. */
export type Choice = { work: Work } | { waitMs: number };

/** The index is asked again for what may have been written while we looked: clocks and queues of the courts lag. */
const DELTA_OVERLAP_MS = 3 * 24 * 3_600_000;

/**
 * What a court is asked for next, and at whose expense. Undefined when nothing is due.
 *
 *   people wait ──▶ their documents, whole: firms with an access of their own first, they cost the others nothing
 *   changed documents not fetched yet ──▶ those, whole
 *   cases due ──▶ a batch: whole documents of those never seen, status or delta of the others
 *
 * In the last step the shared quota and the firms with an access of their own take turns, so that a large own quota does
 * not keep the court busy for one firm. A firm whose own quota is used up shares the common one like everybody.
 */
export async function chooseWork(
  parts: FetcherParts,
  ctx: GatewayContext,
  alias: string,
): Promise<Choice | undefined> {
  const accesses = new Map(parts.accesses.all().map((access) => [access.tenantId, access]));
  const { pending } = ctx.state;
  const owners = accesses.size > 0 ? await parts.planner.owners(alias, [...accesses.keys()], pending) : [];
  const waits: number[] = [];
  const paid = async (work: Work | undefined): Promise<Work | undefined> => {
    if (!work) return undefined;
    const grant = await pay(parts, ctx, work);
    if (!grant.granted) waits.push(grant.waitMs);
    return grant.granted ? work : undefined;
  };

  for (const { tenantId, urgent } of owners) {
    const work = urgent ? await paid(await urgentWork(parts, ctx, alias, accesses.get(tenantId))) : undefined;
    if (work) return { work };
  }
  const waitedFor = await urgentWork(parts, ctx, alias);
  const forPeople = await paid(waitedFor);
  if (forPeople) return { work: forPeople };

  for (const { tenantId, pending } of owners) {
    const work = pending
      ? await paid(await pendingWork(parts, ctx, alias, accesses.get(tenantId)))
      : undefined;
    if (work) return { work };
  }
  const changed = waitedFor ? undefined : await pendingWork(parts, ctx, alias);
  const whole = await paid(changed);
  if (whole) return { work: whole };

  const turns = inTurn([SHARED, ...owners.map((o) => o.tenantId)], ctx.state.payer);
  for (const name of turns) {
    // The shared quota has been asked just now, and has nothing.
    if (name === SHARED && (waitedFor || changed)) continue;
    const work = await paid(await dueWork(parts, ctx, alias, accesses.get(name)));
    if (!work) continue;
    if (owners.length > 0) ctx.setState({ ...ctx.state, payer: name });
    return { work };
  }
  if (waits.length === 0) return undefined;
  // A firm with an access of its own need not wait for the shared quota.
  const due = accesses.size > 0 ? await parts.planner.nextDue(alias, [...accesses.keys()]) : undefined;
  const untilDue = due ? due.getTime() - Date.now() : Number.POSITIVE_INFINITY;
  return { waitMs: Math.min(...waits, untilDue > 0 ? untilDue : Number.POSITIVE_INFINITY) };
}

/** Beginning after the one that had the last turn. */
export function inTurn(names: readonly string[], last: string | undefined): string[] {
  const from = last === undefined ? 0 : names.indexOf(last) + 1;
  return [...names.slice(from), ...names.slice(0, from)];
}

function pay(parts: FetcherParts, ctx: GatewayContext, { payer, urgent }: Work): Promise<Grant> {
  return payer
    ? takeRequest(ctx.platform, payer, urgent, payer.tenantId)
    : takeRequest(ctx.platform, parts.config, urgent);
}

async function urgentWork(
  parts: FetcherParts,
  ctx: GatewayContext,
  alias: string,
  payer?: Access,
): Promise<Work | undefined> {
  const limit = ctx.state.documentBatch.current;
  const cases = await parts.planner.urgent(alias, limit, payer?.tenantId);
  return cases.length > 0 ? { mode: 'documents', cases, since: null, urgent: true, payer } : undefined;
}

async function pendingWork(
  parts: FetcherParts,
  ctx: GatewayContext,
  alias: string,
  payer?: Access,
): Promise<Work | undefined> {
  const { pending, documentBatch } = ctx.state;
  if (pending.length === 0) return undefined;
  const all = await parts.planner.these(alias, pending, payer?.tenantId);
  // The others are not watched any more.
  if (!payer && all.length < pending.length)
    ctx.setState({ ...ctx.state, pending: all.map((c) => c.number) });
  const cases = all.slice(0, documentBatch.current);
  return cases.length > 0 ? { mode: 'documents', cases, since: null, urgent: false, payer } : undefined;
}

async function dueWork(
  parts: FetcherParts,
  ctx: GatewayContext,
  alias: string,
  payer?: Access,
): Promise<Work | undefined> {
  const { documentBatch, statusBatch } = ctx.state;
  const limits = {
    documents: documentBatch.current,
    status: statusBatch.current,
    delta: statusBatch.current * 2,
  };
  const plan = await parts.planner.sweep(alias, limits, payer?.tenantId);
  if (!plan) return undefined;
  const since = plan.since && new Date(plan.since.getTime() - DELTA_OVERLAP_MS);
  return { mode: plan.mode, cases: plan.cases, since, urgent: false, payer };
}
