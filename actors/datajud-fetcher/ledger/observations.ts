import type { Work } from '../handlers/choose-work.ts';
import type { Observation } from '../observed.ts';
import type { GatewayContext } from '../parts.ts';
import type { Check, StoredDocument } from './digest.ts';

/**
 * Who has to hear what: the firms that watch a number whose document changed, that turned out to be absent, or that one
 * of their people waits for.
 */
export async function observationsOf(
  ctx: GatewayContext,
  alias: string,
  work: Work,
  checks: readonly Check[],
  stored: readonly StoredDocument[],
): Promise<Observation[]> {
  const last = new Map(work.cases.map((c) => [c.number, c.lastResult]));
  const news = new Map<string, StoredDocument[]>();
  for (const document of stored)
    if (document.changed) news.set(document.number, [...(news.get(document.number) ?? []), document]);
  // Absence is news once: the next absence after it is only evidence.
  const absent = checks
    .filter((c) => c.result === 'absent' && last.get(c.number) !== 'absent')
    .map((c) => c.number);
  const answered = new Map(checks.map((c) => [c.number, c.result]));
  const waiting = work.mode === 'documents' ? ctx.state.waiting.filter((w) => answered.has(w.number)) : [];
  const numbers = [...new Set([...news.keys(), ...absent, ...waiting.map((w) => w.number)])];
  if (numbers.length === 0) return [];
  const { rows } = await ctx.platform.query({
    name: 'watchers-of',
    text: 'select number, tenant_id from court.watchers where alias = $1 and number = any($2)',
    values: [alias, numbers],
  });
  const observations = new Map<string, Observation>();
  const of = (tenant: string) => {
    const own = observations.get(tenant) ?? { tenant, documents: [], absent: [], jobs: [] };
    observations.set(tenant, own);
    return own;
  };
  const gone = new Set(absent);
  for (const { number, tenant_id } of rows) {
    for (const d of news.get(number) ?? [])
      of(tenant_id).documents.push({
        document: { number, grau: d.grau, contentHash: d.contentHash },
        weight: d.body.movements?.length ?? 0,
      });
    if (gone.has(number)) of(tenant_id).absent.push(number);
  }
  for (const { tenant, number, jobId } of waiting) {
    const failure =
      answered.get(number) === 'unavailable'
        ? 'O tribunal respondeu em parte; este processo não pôde ser conferido agora.'
        : undefined;
    of(tenant).jobs.push({ jobId, number, ...(failure ? { failure } : {}) });
  }
  return [...observations.values()];
}
