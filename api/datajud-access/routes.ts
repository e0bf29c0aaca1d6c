import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { readTenant, withTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { conditional, etagOf, etagOfContent } from '../http/etag.ts';
import { noContent } from '../http/no-content.ts';
import { notFound } from '../problems/problem.ts';
import { deleteDatajudAccess } from './delete.ts';
import { putDatajudAccess } from './put.ts';
import { readDatajudAccess } from './read.ts';
import { DatajudAccess, NewDatajudAccess } from './schemas.ts';

/** `/v1/datajud-access`: a key and a quota of the firm's own, beside the shared ones. */
export function datajudAccess({ pool, sealDatajudKey }: ApiDeps) {
  return new Elysia({ name: 'datajud-access', prefix: '/v1/datajud-access', tags: ['Firm'] })
    .use(conventions())
    .model({ DatajudAccess, NewDatajudAccess })
    .put(
      '',
      async function putAccess({ body, principal, set }) {
        const sealed = sealDatajudKey(principal.tenantId, body.key);
        const now = await withTenant(pool, principal.tenantId, async (tx) => {
          await putDatajudAccess(tx, body, sealed);
          return readDatajudAccess(tx);
        });
        if (!now) throw notFound('access');
        set.headers.etag = etagOf(now.version);
        return now.access;
      },
      {
        auth: 'datajud:write',
        body: 'NewDatajudAccess',
        response: { 200: 'DatajudAccess' },
        detail: {
          operationId: 'putDatajudAccess',
          summary: 'Give the firm’s own key to DataJud',
          description:
            'From within a minute on the firm’s cases are asked about with this key and within this quota, beside the common ones. A key that DataJud refuses is left alone (`status: refused`) until another is given.',
        },
      },
    )
    .get(
      '',
      async function getAccess({ principal, request, set }) {
        const found = await readTenant(pool, principal.tenantId, readDatajudAccess);
        if (!found) throw notFound('access');
        return conditional({ request, set }, etagOfContent(found.access), found.access);
      },
      {
        auth: 'datajud:read',
        etag: true,
        response: { 200: 'DatajudAccess' },
        problems: ['not-found'],
        detail: {
          operationId: 'readDatajudAccess',
          summary: 'Read the firm’s own access to DataJud',
          description: 'Its limits, what was used of them today, and whether DataJud accepts the key.',
        },
      },
    )
    .delete(
      '',
      async function deleteAccess({ principal }) {
        await withTenant(pool, principal.tenantId, deleteDatajudAccess);
        return noContent();
      },
      {
        auth: 'datajud:write',
        response: { 204: Type.Void({ description: 'The key is forgotten.' }) },
        problems: ['not-found'],
        detail: {
          operationId: 'deleteDatajudAccess',
          summary: 'Forget the firm’s own key to DataJud',
          description: 'The firm shares the common quota again.',
        },
      },
    );
}
