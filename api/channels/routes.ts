import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { notifier } from '../../actors/contracts/notifier.ts';
import { message } from '../../actors/runtime/message.ts';
import {
  changeConnection,
  createConnection,
  listOwnConnections,
  readOwnConnection,
  removeConnection,
} from '../../db/channels/change-connection.ts';
import { readTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { type Call, conventions } from '../http/conventions.ts';
import { conditional, etagOf, expectedVersion } from '../http/etag.ts';
import { noContent } from '../http/no-content.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { requireChannelParts } from './check.ts';
import { Connection, ConnectionPatch, connectionParams, NewConnection } from './schemas.ts';
import { showConnection } from './show.ts';

/** `/v1/channels`: bots, numbers and mail servers of the firm's own, in place of the platform's. */
export function channels({ pool, outbox, sealConnection }: ApiDeps) {
  /** Adapters hear of a change with its commit. */
  const announce = (tenant: string, connectionId: string, call: Call) =>
    message(
      notifier,
      'announce',
      { tenant },
      { connectionId },
      { cause: call.requestId, trace: call.traceparent },
    );

  return new Elysia({ name: 'channels', prefix: '/v1/channels', tags: ['Channels'] })
    .use(conventions())
    .model({ Connection, NewConnection, ConnectionPatch })
    .model({
      ConnectionList: Type.Object(
        { data: Type.Array(Type.Ref('Connection')) },
        { description: 'Connections' },
      ),
    })
    .post(
      '',
      async function postConnection({ body, principal, call, set }) {
        const { channel, name, settings = {}, secrets } = body;
        requireChannelParts(channel, { settings, secrets });
        const made = await outbox.withTenant(principal.tenantId, async (tx, send) => {
          const sealOf = (id: string) => sealConnection({ id, channel, tenant: principal.tenantId }, secrets);
          const connection = await createConnection(tx, { channel, name, settings }, sealOf);
          send(announce(principal.tenantId, connection.id, call));
          return connection;
        });
        set.status = 201;
        set.headers.location = `/v1/channels/${made.id}`;
        set.headers.etag = etagOf(made.version);
        return showConnection(made);
      },
      {
        auth: 'channels:write',
        body: 'NewConnection',
        response: { 201: 'Connection' },
        problems: ['too-much-waiting'],
        detail: {
          operationId: 'createConnection',
          summary: 'Connect a channel',
          description:
            'A bot, number, workspace or mail server of the firm’s own. From then on its people are told through it.',
        },
      },
    )
    .get(
      '',
      async ({ principal }) => ({
        data: (await readTenant(pool, principal.tenantId, listOwnConnections)).map(showConnection),
      }),
      {
        auth: 'channels:read',
        response: { 200: 'ConnectionList' },
        detail: {
          operationId: 'listConnections',
          summary: 'List connected channels',
          description: 'Newest first, without their secrets.',
        },
      },
    )
    .get(
      '/:connectionId',
      async function getConnection({ params, principal, request, set }) {
        const found = await readTenant(pool, principal.tenantId, (tx) =>
          readOwnConnection(tx, params.connectionId),
        );
        if (!found) throw notFound('connection');
        return conditional({ request, set }, etagOf(found.version), showConnection(found));
      },
      {
        auth: 'channels:read',
        etag: true,
        params: connectionParams,
        response: { 200: 'Connection' },
        detail: {
          operationId: 'readConnection',
          summary: 'Read a connected channel',
          description: 'Without its secrets.',
        },
      },
    )
    .patch(
      '/:connectionId',
      async function patchConnection({ params, body, principal, call, request, set }) {
        const expected = expectedVersion(request);
        const { tenantId } = principal;
        const changed = await outbox.withTenant(tenantId, async (tx, send) => {
          const current = await readOwnConnection(tx, params.connectionId);
          if (!current) throw notFound('connection');
          const { id, channel } = current;
          const { settings, secrets, ...rest } = body;
          requireChannelParts(channel, { settings, secrets });
          const sealed = secrets && sealConnection({ id, channel, tenant: tenantId }, secrets);
          const result = await changeConnection(tx, id, { ...rest, settings, sealed }, expected);
          if (!result) throw new Problem('version-mismatch');
          send(announce(tenantId, id, call));
          return result;
        });
        set.headers.etag = etagOf(changed.version);
        return showConnection(changed);
      },
      {
        auth: 'channels:write',
        params: connectionParams,
        body: 'ConnectionPatch',
        response: { 200: 'Connection' },
        problems: ['version-mismatch', 'too-much-waiting'],
        detail: {
          operationId: 'updateConnection',
          summary: 'Change, pause or resume a connected channel',
          description: 'New secrets bring one back that the provider had refused.',
        },
      },
    )
    .delete(
      '/:connectionId',
      async function deleteConnection({ params, principal, call }) {
        await outbox.withTenant(principal.tenantId, async (tx, send) => {
          if (!(await removeConnection(tx, params.connectionId))) throw notFound('connection');
          send(announce(principal.tenantId, params.connectionId, call));
        });
        return noContent();
      },
      {
        auth: 'channels:write',
        params: connectionParams,
        response: { 204: Type.Void({ description: 'It is gone, and its secrets are forgotten.' }) },
        problems: ['too-much-waiting'],
        detail: {
          operationId: 'deleteConnection',
          summary: 'Disconnect a channel',
          description: 'Its secrets are forgotten; people who were linked to it have to link again.',
        },
      },
    );
}
