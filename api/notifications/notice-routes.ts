import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { readStatistics } from '../../db/notifications/statistics.ts';
import { readTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { pageOf } from '../http/pagination.ts';
import { listNotices } from './list.ts';
import { Notice, NoticeQuery } from './notice-schemas.ts';
import { Statistics, StatisticsQuery } from './statistics-schemas.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** `/v1/notices`: what was decided about each event; `/v1/notification-statistics`: what became of messages. */
export function notices({ pool, now }: ApiDeps) {
  return new Elysia({ name: 'notices', prefix: '/v1', tags: ['Notifications'] })
    .use(conventions())
    .model({ Notice, Statistics })
    .model({ NoticePage: pageOf(Type.Ref('Notice'), 'What was decided') })
    .get(
      '/notices',
      ({ query, principal }) => readTenant(pool, principal.tenantId, (tx) => listNotices(tx, query)),
      {
        auth: 'notifications:read',
        query: NoticeQuery,
        response: { 200: 'NoticePage' },
        detail: {
          operationId: 'listNotices',
          summary: 'List what was decided about events',
          description:
            'Every event that a subscription takes has exactly one outcome for each person and channel, with the reason why it was not told at once or not at all. Newest first.',
        },
      },
    )
    .get(
      '/notification-statistics',
      async function getStatistics({ query, principal }) {
        const until = query.until === undefined ? new Date(now()) : new Date(query.until);
        const since = query.since === undefined ? new Date(until.getTime() - WEEK_MS) : new Date(query.since);
        const channels = await readTenant(pool, principal.tenantId, (tx) => readStatistics(tx, since, until));
        return { since: since.toISOString(), until: until.toISOString(), channels };
      },
      {
        auth: 'notifications:read',
        query: StatisticsQuery,
        response: { 200: 'Statistics' },
        detail: {
          operationId: 'readNotificationStatistics',
          summary: 'Read statistics of messages',
          description: 'By channel, of the last week unless you say otherwise.',
        },
      },
    );
}
