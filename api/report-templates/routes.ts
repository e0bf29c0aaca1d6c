import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { newId } from '../../actors/contracts/ids.ts';
import {
  createTemplate,
  deleteTemplate,
  listTemplates,
  listTemplateVersions,
  readTemplate,
  type Template as TemplateRow,
  updateTemplate,
} from '../../db/reports/templates.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import { actorOf } from '../auth/policy.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { conditional, etagOf, expectedVersion } from '../http/etag.ts';
import { noContent } from '../http/no-content.ts';
import { keyset, pageOf } from '../http/pagination.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { requireLogo, requireSections } from './check.ts';
import { previewTemplate } from './preview.ts';
import {
  NewTemplate,
  PreviewQuery,
  Template,
  TemplateBody,
  TemplatePatch,
  TemplateQuery,
  TemplateVersions,
  templateParams,
} from './schemas.ts';

const MAX_TEMPLATES = 50;

/** `/v1/report-templates`: the firm's look. */
export function reportTemplates({ pool, reports: parts }: ApiDeps) {
  return new Elysia({ name: 'report-templates', prefix: '/v1/report-templates', tags: ['Reports'] })
    .use(conventions())
    .model({
      ReportTemplate: Template,
      ReportTemplateBody: TemplateBody,
      NewReportTemplate: NewTemplate,
      ReportTemplatePatch: TemplatePatch,
      ReportTemplateVersions: TemplateVersions,
    })
    .model({ ReportTemplatePage: pageOf(Type.Ref('ReportTemplate'), 'Templates of the firm') })
    .post(
      '',
      async function postTemplate({ body, principal, set }) {
        await requireSections(body.body, parts.refuseSections);
        const id = newId('reportTemplate');
        const row = await withTenant(pool, principal.tenantId, async (tx) => {
          await requireLogo(tx, body.body);
          if ((await listTemplates(tx, { limit: MAX_TEMPLATES })).length >= MAX_TEMPLATES)
            throw new Problem('too-many', { detail: `A firm may have ${MAX_TEMPLATES} templates.` });
          await createTemplate(tx, { id, ...body, createdBy: actorOf(principal) });
          return readTemplate(tx, id);
        });
        if (!row) throw notFound('template');
        set.status = 201;
        set.headers.location = `/v1/report-templates/${id}`;
        set.headers.etag = etagOf(row.version);
        return showTemplate(row);
      },
      {
        auth: 'reports:write',
        body: 'NewReportTemplate',
        response: { 201: 'ReportTemplate' },
        problems: ['too-many'],
        detail: {
          operationId: 'createReportTemplate',
          summary: 'Add a template',
          description:
            'Logo, colours, letterhead, footer and sections in Liquid. Sections run without files, network or scripts, within limits of time and size; what does not render is refused here.',
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
          const rows = await listTemplates(tx, { limit: limit + 1, after: place });
          return keys.page(rows, limit, (row) => [row.createdAt, row.id], showTemplate);
        }),
      {
        auth: 'reports:read',
        query: TemplateQuery,
        response: { 200: 'ReportTemplatePage' },
        detail: {
          operationId: 'listReportTemplates',
          summary: 'List templates',
          description: 'Newest first.',
        },
      },
    )
    .get(
      '/:templateId',
      async function getTemplate({ params, principal, request, set }) {
        const row = await readTenant(pool, principal.tenantId, (tx) => readTemplate(tx, params.templateId));
        if (!row) throw notFound('template');
        return conditional({ request, set }, etagOf(row.version), showTemplate(row));
      },
      {
        auth: 'reports:read',
        etag: true,
        params: templateParams,
        response: { 200: 'ReportTemplate' },
        detail: {
          operationId: 'readReportTemplate',
          summary: 'Read a template',
          description: 'Its newest version.',
        },
      },
    )
    .get(
      '/:templateId/versions',
      async function getVersions({ params, principal }) {
        const { tenantId } = principal;
        const rows = await readTenant(pool, tenantId, (tx) => listTemplateVersions(tx, params.templateId));
        if (rows.length === 0) throw notFound('template');
        return { data: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
      },
      {
        auth: 'reports:read',
        params: templateParams,
        response: { 200: 'ReportTemplateVersions' },
        detail: {
          operationId: 'listReportTemplateVersions',
          summary: 'List the versions of a template',
          description:
            'A report keeps the version that it was asked for with. The newest two hundred are listed.',
        },
      },
    )
    .get(
      '/:templateId/preview',
      ({ params, query, principal }) =>
        previewTemplate(pool, principal.tenantId, params.templateId, query.kind ?? 'dossier', parts) as never,
      {
        auth: 'reports:read',
        params: templateParams,
        query: PreviewQuery,
        produces: ['text/html'],
        response: { 200: Type.String({ description: 'An HTML document', examples: ['<!doctype html>'] }) },
        detail: {
          operationId: 'previewReportTemplate',
          summary: 'See a template with invented cases',
          description: 'The HTML that a PDF would be printed from.',
        },
      },
    )
    .patch(
      '/:templateId',
      async function patchTemplate({ params, body, principal, request, set }) {
        if (body.body) await requireSections(body.body, parts.refuseSections);
        const change = { ...body, createdBy: actorOf(principal), expectedVersion: expectedVersion(request) };
        const row = await withTenant(pool, principal.tenantId, async (tx) => {
          if (body.body) await requireLogo(tx, body.body);
          const updated = await updateTemplate(tx, params.templateId, change);
          if (updated.outcome === 'not_found') throw notFound('template');
          if (updated.outcome === 'stale') throw new Problem('version-mismatch');
          return readTemplate(tx, params.templateId);
        });
        if (!row) throw notFound('template');
        set.headers.etag = etagOf(row.version);
        return showTemplate(row);
      },
      {
        auth: 'reports:write',
        params: templateParams,
        body: 'ReportTemplatePatch',
        response: { 200: 'ReportTemplate' },
        problems: ['version-mismatch'],
        detail: {
          operationId: 'updateReportTemplate',
          summary: 'Change a template',
          description: 'Makes a new version; reports that were asked for before keep theirs.',
        },
      },
    )
    .delete(
      '/:templateId',
      async function removeTemplate({ params, principal }) {
        const gone = await withTenant(pool, principal.tenantId, (tx) =>
          deleteTemplate(tx, params.templateId),
        );
        if (!gone) throw notFound('template');
        return noContent();
      },
      {
        auth: 'reports:write',
        params: templateParams,
        response: { 204: Type.Void({ description: 'It is gone.' }) },
        detail: {
          operationId: 'deleteReportTemplate',
          summary: 'Delete a template',
          description: 'Reports made with it stay. A schedule that names it fails until it names another.',
        },
      },
    );
}

function showTemplate({ createdAt, updatedAt, ...row }: TemplateRow): Template {
  return { ...row, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
