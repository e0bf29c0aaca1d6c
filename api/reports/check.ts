import {
  MAX_PERIOD_DAYS,
  PARAMS_OF,
  type ParamName,
  PERIODIC,
  type ReportKind,
  type ReportParams,
} from '../../actors/contracts/reports.ts';
import { unknownPeople } from '../../db/people/read.ts';
import { findProcess } from '../../db/processes/find.ts';
import { readTemplate } from '../../db/reports/templates.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { Problem, type ProblemDetail } from '../problems/problem.ts';

const DAY_MS = 86_400_000;

/**
 * What a kind of report does not take, or cannot do without. In a schedule by event the case may be left to the event.
 * @throws Problem invalid-body naming every field
 */
export function requireParams(kind: ReportKind, params: ReportParams, caseComesLater = false): void {
  const errors: ProblemDetail[] = [];
  const { needs, takes } = PARAMS_OF[kind];
  for (const name of Object.keys(params) as ParamName[]) {
    if (takes.includes(name)) continue;
    const fix = `Leave it out; ${kind} takes ${takes.join(', ')}.`;
    errors.push(at(name, `A report of kind ${kind} does not take it.`, fix));
  }
  for (const name of needs) {
    if (params[name] === undefined && !caseComesLater)
      errors.push(at(name, `A report of kind ${kind} needs it.`, 'Send the id of a case of the firm.'));
  }
  if (PERIODIC.includes(kind)) errors.push(...periodErrors(params));
  if (errors.length > 0) throw new Problem('invalid-body', { errors });
}

function periodErrors({ from, to, lastDays }: ReportParams): ProblemDetail[] {
  const errors: ProblemDetail[] = [];
  const given = [['from', from] as const, ['to', to] as const];
  for (const [name, day] of given) {
    if (day === undefined || isDay(day)) continue;
    errors.push(at(name, 'There is no such day.', 'Send a calendar day such as 2026-11-01.'));
  }
  if (errors.length > 0) return errors;
  if (lastDays !== undefined && (from !== undefined || to !== undefined))
    return [at('lastDays', 'It stands beside from or to.', 'Send either lastDays, or from and to.')];
  if (from !== undefined && to === undefined)
    return [at('to', 'The period has no end.', 'Send to as well, or lastDays instead of both.')];
  if (to !== undefined && from === undefined)
    return [at('from', 'The period has no beginning.', 'Send from as well, or lastDays instead of both.')];
  if (from === undefined || to === undefined) return [];
  if (to < from) return [at('to', 'The period ends before it begins.', 'Send a day not before from.')];
  if (Date.parse(to) - Date.parse(from) < MAX_PERIOD_DAYS * DAY_MS) return [];
  const fix = `Ask for several reports of ${MAX_PERIOD_DAYS} days at the most.`;
  return [at('to', `The period is longer than ${MAX_PERIOD_DAYS} days.`, fix)];
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function at(name: ParamName, message: string, fix: string): ProblemDetail {
  return { location: `body.params.${name}`, message, fix };
}

interface Named {
  params: ReportParams;
  templateId?: string | null;
  deliverTo?: readonly string[];
}

/** The case, the template and the people that a report names are the firm's own, and none was erased. @throws Problem invalid-body */
export async function requireOwn(
  tx: TenantTx,
  { params, templateId, deliverTo = [] }: Named,
): Promise<{ id: string; version: number } | null> {
  const errors: ProblemDetail[] = [];
  if (params.processId !== undefined && !(await findProcess(tx, params.processId)))
    errors.push(
      at('processId', 'The firm watches no case with this id.', 'Send an id of GET /v1/processes.'),
    );
  const template = templateId ? await readTemplate(tx, templateId) : undefined;
  if (templateId && !template) {
    const message = 'The firm has no template with this id.';
    errors.push({ location: 'body.templateId', message, fix: 'Send an id of GET /v1/report-templates.' });
  }
  for (const personId of await unknownPeople(tx, deliverTo)) {
    const message = 'The firm has no person with this id.';
    const location = `body.deliverTo.${deliverTo.indexOf(personId)}`;
    errors.push({ location, message, fix: 'Send an id of GET /v1/people.' });
  }
  if (errors.length > 0) throw new Problem('invalid-body', { errors });
  return template ? { id: template.id, version: template.version } : null;
}
