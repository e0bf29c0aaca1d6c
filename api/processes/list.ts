import { type Static, Type } from '@sinclair/typebox';
import { COURTS } from '../../actors/contracts/courts.ts';
import { listProcesses as listRows, sortInstant } from '../../db/processes/list.ts';
import type { TenantReader } from '../../db/tenant.ts';
import { instantInput, oneOf, strict } from '../http/conventions.ts';
import { keyset, pageQuery } from '../http/pagination.ts';
import { CourtStatus, ImportanceSchema, Status } from './schemas.ts';
import { showListItem } from './show.ts';

export const ProcessQuery = strict({
  ...pageQuery,
  sort: Type.Optional(oneOf(['created', 'changed'], 'Newest first, or most recently changed first')),
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description:
        'Search in Portuguese: words of the label, tags, class, subjects and unit in any form and with or without accents, "exact phrases", -excluded; and case numbers whole or in part, masked or not',
      examples: ['intimação 0000001-17.2099'],
    }),
  ),
  status: Type.Optional(Status),
  courtStatus: Type.Optional(CourtStatus),
  tag: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 50,
      description: 'Only cases with this tag',
      examples: ['urgente'],
    }),
  ),
  tribunal: Type.Optional(
    Type.String({ minLength: 2, maxLength: 10, description: 'Acronym of the court', examples: ['TJSP'] }),
  ),
  closed: Type.Optional(oneOf(['true', 'false'], 'Only closed cases, or only open ones')),
  importance: Type.Optional(ImportanceSchema),
  changedSince: Type.Optional(instantInput('Cases with an event at this instant or later')),
});
export type ProcessQuery = Static<typeof ProcessQuery>;

/** A page of the firm's cases. @throws Problem invalid-cursor */
export async function listProcesses(tx: TenantReader, query: ProcessQuery) {
  const { limit = 50, cursor, sort = 'created', ...filters } = query;
  const keys = keyset(['instant', 'text'], { sort, ...filters });
  const after = keys.after(cursor);
  const { closed, changedSince, tribunal, ...rest } = filters;
  const court = tribunal && COURTS.find((c) => c.tribunal === tribunal.toUpperCase());
  const rows = await listRows(
    tx,
    {
      ...rest,
      tribunal: tribunal?.toUpperCase(),
      courtDigits: court ? `${court.segment}${court.court}` : undefined,
      closed: closed === undefined ? undefined : closed === 'true',
      changedSince: changedSince === undefined ? undefined : new Date(changedSince),
    },
    { sort, limit: limit + 1, after: after && { at: new Date(after[0]), id: after[1] } },
  );
  return keys.page(rows, limit, (row) => [sortInstant(row, sort), row.id], showListItem);
}
