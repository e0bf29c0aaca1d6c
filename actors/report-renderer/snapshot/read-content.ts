import { readSpend } from '../../../db/ai/spend.ts';
import { listChecks } from '../../../db/checks/list.ts';
import { listMovements } from '../../../db/movements/list.ts';
import { readStatistics } from '../../../db/notifications/statistics.ts';
import { listInstances } from '../../../db/processes/instances.ts';
import { listProcesses } from '../../../db/processes/list.ts';
import { readProcess } from '../../../db/processes/read.ts';
import {
  countCases,
  countSealed,
  movementsOfPeriod,
  summariseChecks,
  usageByDay,
  usageByEndpoint,
} from '../../../db/reports/facts.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { ReportKind, ReportParams } from '../../contracts/reports.ts';
import { ReportRefused } from '../refused.ts';
import { caseFacts, checkFacts, instanceFacts, iso, movementFacts } from './facts.ts';
import { readSummaries } from './read-summaries.ts';
import type { CaseFacts, Content, ContentOf, Period } from './snapshot.ts';

/** Rows that a report holds at the most; one that would need more is refused, never cut. */
export const MAX_ROWS = 50_000;
const PAGE = 200;

interface Asked {
  params: ReportParams;
  period: Period;
  timeZone: string;
}

/** Reads what a report of a kind is about, on one snapshot of the database. @throws ReportRefused */
export function readContent(tx: TenantTx, kind: ReportKind, asked: Asked): Promise<Content> {
  return READERS[kind](tx, asked);
}

const READERS: { [K in ReportKind]: (tx: TenantTx, asked: Asked) => Promise<ContentOf<K>> } = {
  async dossier(tx, { params }) {
    const found = await readCase(tx, params);
    const [instances, movements, checks] = await Promise.all([
      listInstances(tx, found.id),
      listMovements(tx, found.id, {}, { limit: MAX_ROWS + 1 }),
      summariseChecks(tx, { number: found.number, watchedSince: new Date(found.watchedSince) }),
    ]);
    refuseTooMany(movements.length, 'movimentações');
    const told = movements.map(movementFacts);
    return {
      kind: 'dossier',
      case: found,
      instances: (instances ?? []).map(instanceFacts),
      movements: told,
      checks: checks.map((c) => ({ ...c, last: iso(c.last) })),
      summaries: await readSummaries(tx, found, told),
    };
  },
  async portfolio(tx, { params }) {
    const cases: ContentOf<'portfolio'>['cases'] = [];
    let after: { at: Date; id: string } | undefined;
    for (;;) {
      const page = await listProcesses(tx, { tag: params.tag }, { sort: 'created', limit: PAGE, after });
      for (const row of page) {
        if (row.secrecy > 0 && !params.includeSealed) continue;
        const last = row.lastMovement && {
          ...row.lastMovement,
          occurredAt: iso(row.lastMovement.occurredAt),
        };
        cases.push({
          ...caseFacts(row),
          last: last && {
            description: last.description,
            importance: last.importance,
            occurredAt: last.occurredAt,
          },
        });
      }
      refuseTooMany(cases.length, 'processos');
      const end = page.at(-1);
      if (!end || page.length < PAGE) break;
      after = { at: new Date(end.createdAt), id: end.id };
    }
    return { kind: 'portfolio', cases, sealedLeftOut: await leftOut(tx, params) };
  },
  async movements(tx, { params, period }) {
    const about = params.processId === undefined ? null : await readCase(tx, params);
    const found = await movementsOfPeriod(
      tx,
      { since: new Date(period.since), until: new Date(period.until) },
      {
        processId: params.processId,
        tag: params.tag,
        importance: atLeast(params.minImportance),
        includeSealed: params.includeSealed === true,
      },
      MAX_ROWS + 1,
    );
    refuseTooMany(found.length, 'movimentações');
    const movements = found.map((row) => ({
      ...movementFacts(row),
      processId: row.processId,
      number: row.number,
      label: row.label,
    }));
    return { kind: 'movements', case: about, movements, sealedLeftOut: await leftOut(tx, params) };
  },
  async checks(tx, { params, period }) {
    const found = await readCase(tx, params);
    const whole = params.from === undefined && params.to === undefined && params.lastDays === undefined;
    const filters = whole ? {} : { since: new Date(period.since), until: new Date(period.until) };
    const watched = { number: found.number, watchedSince: new Date(found.watchedSince) };
    const rows = await listChecks(tx, watched, filters, { limit: MAX_ROWS + 1 });
    refuseTooMany(rows.length, 'consultas');
    return { kind: 'checks', case: found, checks: rows.reverse().map(checkFacts) };
  },
  async usage(tx, { period, timeZone }) {
    const between = { since: new Date(period.since), until: new Date(period.until) };
    const [cases, days, endpoints, statistics, models] = await Promise.all([
      countCases(tx),
      usageByDay(tx, between, timeZone),
      usageByEndpoint(tx, between),
      readStatistics(tx, between.since, between.until),
      readSpend(tx, between),
    ]);
    const channels = statistics.map(({ medianSeconds: _, ...counts }) => counts);
    return { kind: 'usage', cases, days, endpoints, channels, models };
  },
};

async function readCase(tx: TenantTx, { processId, includeSealed }: ReportParams): Promise<CaseFacts> {
  const found = processId === undefined ? undefined : await readProcess(tx, processId);
  if (!found) throw new ReportRefused('O processo não está mais sendo acompanhado.', 'Cadastre-o de novo.');
  if (found.secrecy > 0 && !includeSealed) {
    throw new ReportRefused(
      'O processo corre em segredo de justiça, e o relatório não foi autorizado a mostrá-lo.',
      'Peça de novo com params.includeSealed: true, se quem vai ler tem acesso aos autos.',
    );
  }
  return caseFacts(found);
}

async function leftOut(tx: TenantTx, params: ReportParams): Promise<number> {
  return params.includeSealed ? 0 : countSealed(tx, params);
}

function refuseTooMany(rows: number, what: string): void {
  if (rows <= MAX_ROWS) return;
  throw new ReportRefused(
    `O relatório teria mais de ${MAX_ROWS.toLocaleString('pt-BR')} ${what}.`,
    'Escolha um período menor, uma etiqueta ou uma importância mínima.',
  );
}

const RANKS = ['critical', 'high', 'medium', 'low'];

function atLeast(least: string | undefined): string[] | undefined {
  return least === undefined ? undefined : RANKS.slice(0, RANKS.indexOf(least) + 1);
}
