import { Elysia } from 'elysia';
import { LANGUAGES } from '../../actors/contracts/people.ts';
import {
  addTemplate,
  currentTemplates,
  type StoredTemplate,
  templateVersions,
} from '../../db/templates/read.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import { actorOf } from '../auth/policy.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { requireTemplate } from './check.ts';
import { TEMPLATE_NAMES, type TemplateParts } from './parts.ts';
import {
  NewTemplate,
  PreviewTemplate,
  Template,
  TemplateList,
  TemplatePreview,
  VersionQuery,
} from './schemas.ts';

/** `/v1/templates`: the words of messages. */
export function templates({ pool, templates: parts }: ApiDeps) {
  return new Elysia({ name: 'templates', prefix: '/v1/templates', tags: ['Notifications'] })
    .use(conventions())
    .model({ Template, NewTemplate, PreviewTemplate, TemplateList, TemplatePreview })
    .get(
      '',
      async function getTemplates({ principal }) {
        const own = await readTenant(pool, principal.tenantId, (tx) => currentTemplates(tx));
        return { data: inUse(own, parts) };
      },
      {
        auth: 'notifications:read',
        response: { 200: 'TemplateList' },
        detail: {
          operationId: 'listTemplates',
          summary: 'List the templates in use',
          description: 'For each kind of message and language: the firm’s own words, else the platform’s.',
        },
      },
    )
    .get(
      '/versions',
      async function getVersions({ query, principal }) {
        const { name, language = 'pt-BR' } = query;
        const rows = await readTenant(pool, principal.tenantId, (tx) => templateVersions(tx, name, language));
        return { data: rows.map(showTemplate) };
      },
      {
        auth: 'notifications:read',
        query: VersionQuery,
        response: { 200: 'TemplateList' },
        detail: {
          operationId: 'listTemplateVersions',
          summary: 'List the versions of a template',
          description: 'Newest first. To go back to one, add it again.',
        },
      },
    )
    .post(
      '',
      async function postTemplate({ body, principal, set }) {
        const { name, language = 'pt-BR', title, html = null } = body;
        if (body.body !== null) requireTemplate(parts, { title, body: body.body, html });
        const added = await withTenant(pool, principal.tenantId, (tx) =>
          addTemplate(tx, { name, language, title, body: body.body, html, createdBy: actorOf(principal) }),
        );
        set.status = 201;
        return showTemplate(added);
      },
      {
        auth: 'notifications:write',
        body: 'NewTemplate',
        response: { 201: 'Template' },
        problems: ['template-invalid'],
        detail: {
          operationId: 'addTemplate',
          summary: 'Change the words of a kind of message',
          description:
            'Adds a version, which is used from now on. Templates are Liquid with a fixed set of filters and no files; the legal sentences stand under every message whatever the template says.',
        },
      },
    )
    .post(
      '/preview',
      function postPreview({ body }) {
        const { title, body: text, html = null, language = 'pt-BR' } = body;
        const template = { title, body: text, html };
        requireTemplate(parts, template);
        return parts.preview(template, language);
      },
      {
        auth: 'notifications:read',
        body: 'PreviewTemplate',
        response: { 200: 'TemplatePreview' },
        problems: ['template-invalid'],
        detail: {
          operationId: 'previewTemplate',
          summary: 'Try the words of a template',
          description:
            'Renders it with invented values. Says which variable does not exist, if one does not.',
        },
      },
    );
}

function inUse(own: readonly StoredTemplate[], parts: TemplateParts): Template[] {
  return LANGUAGES.flatMap((language) =>
    TEMPLATE_NAMES.map((name): Template => {
      const found = own.find((one) => one.name === name && one.language === language && one.body !== null);
      if (found) return showTemplate(found);
      return { name, language, version: 0, ...parts.own(name, language), createdBy: null, createdAt: null };
    }),
  );
}

function showTemplate(row: StoredTemplate): Template {
  return { ...row, createdAt: row.createdAt.toISOString() } as Template;
}
