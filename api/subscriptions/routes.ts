import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { readSubscription } from '../../db/subscriptions/read.ts';
import { deleteSubscription, updateSubscription } from '../../db/subscriptions/update.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { conditional, etagOf, expectedVersion } from '../http/etag.ts';
import { noContent } from '../http/no-content.ts';
import { pageOf } from '../http/pagination.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { createSubscription } from './create.ts';
import { listSubscriptions } from './list.ts';
import { previewSubscription } from './preview.ts';
import {
  NewSubscription,
  PreviewPage,
  PreviewSubscription,
  Subscription,
  SubscriptionPatch,
  SubscriptionQuery,
  subscriptionParams,
} from './schemas.ts';
import { showSubscription } from './show.ts';

/** `/v1/subscriptions`: what people want to be told of. */
export function subscriptions({ pool, now }: ApiDeps) {
  return new Elysia({ name: 'subscriptions', prefix: '/v1/subscriptions', tags: ['People'] })
    .use(conventions())
    .model({ Subscription, NewSubscription, SubscriptionPatch, PreviewSubscription, PreviewPage })
    .model({ SubscriptionPage: pageOf(Type.Ref('Subscription'), 'Subscriptions of the firm') })
    .post(
      '',
      async function postSubscription({ body, principal, set }) {
        const made = await withTenant(pool, principal.tenantId, (tx) => createSubscription(tx, body));
        set.status = 201;
        set.headers.location = `/v1/subscriptions/${made.id}`;
        set.headers.etag = etagOf(made.version);
        return showSubscription(made);
      },
      {
        auth: 'people:write',
        body: 'NewSubscription',
        response: { 201: 'Subscription' },
        problems: ['too-many-people', 'not-found'],
        detail: {
          operationId: 'createSubscription',
          summary: 'Subscribe a person',
          description:
            'Takes what passes `include` and not `exclude`. What several subscriptions of a person take is told once.',
        },
      },
    )
    .post(
      '/preview',
      ({ body, principal }) =>
        previewSubscription((work) => readTenant(pool, principal.tenantId, work), body, now()),
      {
        auth: 'people:read',
        body: 'PreviewSubscription',
        response: { 200: 'PreviewPage' },
        problems: ['not-found'],
        detail: {
          operationId: 'previewSubscription',
          summary: 'See what a subscription would have sent',
          description:
            'Judges what happened in the last 90 days as the notifier judges, newest first. Each request looks at a bounded number of events: go on with nextCursor.',
        },
      },
    )
    .get(
      '',
      ({ query, principal }) => readTenant(pool, principal.tenantId, (tx) => listSubscriptions(tx, query)),
      {
        auth: 'people:read',
        query: SubscriptionQuery,
        response: { 200: 'SubscriptionPage' },
        detail: {
          operationId: 'listSubscriptions',
          summary: 'List subscriptions',
          description: 'Newest first.',
        },
      },
    )
    .get(
      '/:subscriptionId',
      async function getSubscription({ params, principal, request, set }) {
        const row = await readTenant(pool, principal.tenantId, (tx) =>
          readSubscription(tx, params.subscriptionId),
        );
        if (!row) throw notFound('subscription');
        return conditional({ request, set }, etagOf(row.version), showSubscription(row));
      },
      {
        auth: 'people:read',
        etag: true,
        params: subscriptionParams,
        response: { 200: 'Subscription' },
        detail: {
          operationId: 'readSubscription',
          summary: 'Read a subscription',
          description: 'One by its id.',
        },
      },
    )
    .patch(
      '/:subscriptionId',
      async function patchSubscription({ params, body, principal, request, set }) {
        const meta = { expectedVersion: expectedVersion(request) };
        const update = await withTenant(pool, principal.tenantId, (tx) =>
          updateSubscription(tx, params.subscriptionId, body, meta),
        );
        if (update.outcome === 'not_found') throw notFound('subscription');
        if (update.outcome === 'stale') throw new Problem('version-mismatch');
        set.headers.etag = etagOf(update.subscription.version);
        return showSubscription(update.subscription);
      },
      {
        auth: 'people:write',
        params: subscriptionParams,
        body: 'SubscriptionPatch',
        response: { 200: 'Subscription' },
        problems: ['version-mismatch'],
        detail: {
          operationId: 'updateSubscription',
          summary: 'Change or pause a subscription',
          description: 'Fields left out stay; a filter that is given replaces the whole one.',
        },
      },
    )
    .delete(
      '/:subscriptionId',
      async function removeSubscription({ params, principal }) {
        const gone = await withTenant(pool, principal.tenantId, (tx) =>
          deleteSubscription(tx, params.subscriptionId),
        );
        if (!gone) throw notFound('subscription');
        return noContent();
      },
      {
        auth: 'people:write',
        params: subscriptionParams,
        response: { 204: Type.Void({ description: 'It is gone.' }) },
        detail: {
          operationId: 'deleteSubscription',
          summary: 'Delete a subscription',
          description: 'What it has taken already is still told.',
        },
      },
    );
}
