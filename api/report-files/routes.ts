import { createHash } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { newId } from '../../actors/contracts/ids.ts';
import { reportRenderer } from '../../actors/contracts/report-renderer.ts';
import { message } from '../../actors/runtime/message.ts';
import {
  countFirmFiles,
  createFirmFile,
  deleteFirmFile,
  type FirmFile as FileRow,
  listFirmFiles,
  readFirmFile,
} from '../../db/reports/firm-files.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { noContent } from '../http/no-content.ts';
import { keyset, pageOf } from '../http/pagination.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { FileQuery, FirmFile, fileParams, NewFile } from './schemas.ts';

const MAX_FILES = 20;
const MAX_BYTES = 512 * 1024;

/** `/v1/report-files`: the firm's own pictures, for its templates. */
export function reportFiles({ pool, outbox, reports: { store, inspectPicture } }: ApiDeps) {
  return new Elysia({ name: 'report-files', prefix: '/v1/report-files', tags: ['Reports'] })
    .use(conventions())
    .model({ FirmFile, NewFile, FirmFilePage: pageOf(Type.Ref('FirmFile'), 'Pictures of the firm') })
    .post(
      '',
      async function postFile({ body, principal: { tenantId }, set }) {
        const bytes = new Uint8Array(Buffer.from(body.content, 'base64'));
        if (bytes.length > MAX_BYTES) throw refused(`The picture has more than ${MAX_BYTES} bytes.`);
        const facts = inspectPicture(bytes);
        if ('refused' in facts) throw refused(facts.refused);
        const count = await readTenant(pool, tenantId, countFirmFiles);
        if (count >= MAX_FILES)
          throw new Problem('too-many', { detail: `A firm may have ${MAX_FILES} pictures.` });
        const id = newId('firmFile');
        const objectKey = `${tenantId}/files/${id}`;
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        await store.put(objectKey, bytes, { mediaType: facts.mediaType, sha256 });
        const file = { id, name: body.name, ...facts, bytes: bytes.length, sha256, objectKey };
        const created = await withTenant(pool, tenantId, (tx) => createFirmFile(tx, file));
        set.status = 201;
        set.headers.location = `/v1/report-files/${id}`;
        return showFile(created);
      },
      {
        auth: 'reports:write',
        body: 'NewFile',
        response: { 201: 'FirmFile' },
        problems: ['too-many'],
        detail: {
          operationId: 'createReportFile',
          summary: 'Send a picture for reports',
          description:
            'Told by its content: PNG, JPEG or WebP, 4,000 pixels a side at the most. SVG is refused, because it can carry programs. Name it in a template as `logoFileId`.',
        },
      },
    )
    .get(
      '',
      ({ query: { limit = 50, cursor }, principal }) =>
        readTenant(pool, principal.tenantId, async (tx) => {
          const keys = keyset(['instant', 'text']);
          const after = keys.after(cursor);
          const place = after && { createdAt: new Date(after[0]), id: after[1] };
          const rows = await listFirmFiles(tx, { limit: limit + 1, after: place });
          return keys.page(rows, limit, (row) => [row.createdAt, row.id], showFile);
        }),
      {
        auth: 'reports:read',
        query: FileQuery,
        response: { 200: 'FirmFilePage' },
        detail: { operationId: 'listReportFiles', summary: 'List pictures', description: 'Newest first.' },
      },
    )
    .get(
      '/:fileId',
      async function getFile({ params, principal }) {
        const file = await readTenant(pool, principal.tenantId, (tx) => readFirmFile(tx, params.fileId));
        if (!file) throw notFound('picture');
        return showFile(file);
      },
      {
        auth: 'reports:read',
        params: fileParams,
        response: { 200: 'FirmFile' },
        detail: {
          operationId: 'readReportFile',
          summary: 'Read the facts of a picture',
          description: 'Size and hash.',
        },
      },
    )
    .delete(
      '/:fileId',
      async function removeFile({ params, principal: { tenantId: tenant }, call }) {
        await outbox.withTenant(tenant, async (tx, send) => {
          const objectKey = await deleteFirmFile(tx, params.fileId);
          if (objectKey === undefined) throw notFound('picture');
          const options = { cause: call.requestId, trace: call.traceparent };
          send(message(reportRenderer, 'discardFile', { tenant }, { objectKey }, options));
        });
        return noContent();
      },
      {
        auth: 'reports:write',
        params: fileParams,
        response: { 204: Type.Void({ description: 'It is gone.' }) },
        problems: ['too-much-waiting'],
        detail: {
          operationId: 'deleteReportFile',
          summary: 'Delete a picture',
          description: 'Reports made before keep it; a template that names it needs another.',
        },
      },
    );
}

function showFile({ objectKey: _, createdAt, ...file }: FileRow): FirmFile {
  return { ...file, mediaType: file.mediaType as FirmFile['mediaType'], createdAt: createdAt.toISOString() };
}

function refused(message: string): Problem {
  const fix = 'Send a PNG, JPEG or WebP of half a megabyte and 4,000 pixels a side at the most.';
  return new Problem('invalid-body', { errors: [{ location: 'body.content', message, fix }] });
}
