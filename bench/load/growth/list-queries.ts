import { readBackFrom } from '../../../db/events/back-from.ts';
import { type FeedFilters, feedEnd, readFeed } from '../../../db/events/feed.ts';
import { type JobFilters, listJobs } from '../../../db/jobs/read.ts';
import { listProcesses, type ProcessFilters, type ProcessSort } from '../../../db/processes/list.ts';
import { type DeliveryFilters, listDeliveries } from '../../../db/webhooks/deliveries.ts';
import { caseId, caseNumber, endpointId } from './populate.ts';
import { PAGE, type Query } from './query.ts';

const HOUR_MS = 3_600_000;
const DAYS_90_MS = 90 * 24 * HOUR_MS;

const processes = (
  name: string,
  filters: ProcessFilters | ((n: number) => ProcessFilters),
  sorts: ProcessSort[] = ['created', 'changed'],
): Query[] =>
  sorts.map((sort) => ({
    name: `GET processes${name}${sort === 'changed' ? ' by change' : ''}`,
    role: 'app',
    run: (tx, n) =>
      listProcesses(tx, typeof filters === 'function' ? filters(n) : filters, { sort, ...PAGE }),
  }));

const events = (name: string, filters: FeedFilters | ((n: number) => FeedFilters)): Query => ({
  name: `GET events${name}`,
  role: 'app',
  run: (tx, n) =>
    readFeed(tx, { xid: '0', position: 0 }, typeof filters === 'function' ? filters(n) : filters, 50),
});

const jobs = (name: string, filters: JobFilters): Query => ({
  name: `GET jobs${name}`,
  role: 'app',
  run: (tx) => listJobs(tx, filters, PAGE),
});

const deliveries = (name: string, filters: (n: number) => DeliveryFilters): Query => ({
  name: `GET deliveries${name}`,
  role: 'app',
  run: (tx, n) => listDeliveries(tx, endpointId, filters(n), PAGE),
});

/** The lists of a firm with each of their filters: one that most rows meet, one that none does. */
export const LIST_QUERIES: readonly Query[] = [
  ...processes('', {}),
  ...processes('?changedSince', () => ({ changedSince: new Date(Date.now() - HOUR_MS) }), ['changed']),
  ...processes('?tag (all have it)', { tag: 'cível' }),
  ...processes('?tag (one in seven)', { tag: 'carteira 3' }),
  ...processes('?tag (one in fifty)', { tag: 'cliente:3' }),
  ...processes('?tag (none has it)', { tag: 'urgente' }),
  ...processes('?q (all have the word)', { q: 'avila' }),
  ...processes('?q (one has it)', (n) => ({ q: `municipio ${n}` })),
  ...processes('?q (none has it)', { q: 'inexistente' }),
  ...processes('?q (other firms have it)', { q: 'alheio' }),
  ...processes('?q (part of a number)', (n) => ({ q: caseNumber(0, n).slice(4, 16) })),
  ...processes('?importance (all)', { importance: 'low' }),
  ...processes('?importance (none)', { importance: 'critical' }),
  ...processes('?status (none)', { status: 'paused' }),
  ...processes('?courtStatus (none)', { courtStatus: 'not_found' }),
  ...processes('?tribunal (all)', { tribunal: 'TJSP', courtDigits: '826' }),
  ...processes('?tribunal (none)', { tribunal: 'TJRJ', courtDigits: '819' }),
  ...processes('?closed (none)', { closed: true }),
  events(' (from the start)', {}),
  {
    name: 'GET events (at the end)',
    role: 'app',
    run: async (tx) => readFeed(tx, await feedEnd(tx), {}, 50),
  },
  events('?processId', (n) => ({ processId: caseId(0, n) })),
  events('?types (one in three)', { types: ['process.created'] }),
  events('?types (none)', { types: ['webhook.failing'] }),
  events('?types (a family)', { families: ['movement'] }),
  events('?types (a family, none)', { families: ['webhook'] }),
  {
    name: 'GET events, newest first (none)',
    role: 'app',
    run: (tx) => readBackFrom(tx, undefined, new Date(Date.now() - DAYS_90_MS), ['webhook.failing'], 2_000),
  },
  jobs('', {}),
  jobs('?state (all)', { state: 'succeeded' }),
  jobs('?state (none)', { state: 'failed' }),
  jobs('?type (none)', { type: 'webhook.resend' }),
  deliveries('', () => ({})),
  deliveries('?state (all)', () => ({ state: 'delivered' })),
  deliveries('?state (none)', () => ({ state: 'failed' })),
  deliveries('?eventType (none)', () => ({ eventType: 'process.closed' })),
  deliveries('?processId', (n) => ({ processId: caseId(0, n) })),
  deliveries('?since (none)', () => ({ since: new Date(Date.now() + HOUR_MS) })),
];
