import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { startTestApi, type TestApi } from '../test-kit.ts';
import type { Document } from './document.ts';
import { type DocumentedOperation, operationsOf, resolve } from './sample.ts';
import type { Json } from './schemas.ts';

let api: TestApi;
let document: Document;
let operations: DocumentedOperation[];
beforeAll(async () => {
  api = await startTestApi();
  document = (await api.call('GET', '/swagger/json')).body;
  operations = operationsOf(document);
});
afterAll(() => api.release());

/** What is missing, as one line per operation and defect. */
function missing(check: (operation: DocumentedOperation) => string[]): string[] {
  return operations.flatMap((o) => check(o).map((defect) => `${o.method} ${o.path}: ${defect}`));
}

describe('the OpenAPI document', () => {
  test('has every route of the app', () => {
    const routes = api.app.routes
      .filter((route) => !(route.hooks.detail as { hide?: boolean } | undefined)?.hide)
      .map((route) => `${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(routes.length).toBeGreaterThan(10);
    expect(operations.map((o) => `${o.method} ${o.path}`).sort()).toEqual(routes.sort());
  });

  test('names, describes and tags every operation', () => {
    const ids = operations.map((o) => o.operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const required = ['operationId', 'summary', 'description'] as const;
    const defects = missing(({ operation }) => [
      ...required.filter((key) => !operation[key]?.trim()),
      ...((operation.tags?.length ?? 0) === 0 ? ['tags'] : []),
      // What Elysia makes up when nobody names it.
      ...(/^(get|post|put|patch|delete)[A-Z]?.*(V1|Index)/.test(operation.operationId ?? '')
        ? ['operationId of its own']
        : []),
    ]);
    expect(defects).toEqual([]);
  });

  test('asks for credentials exactly where a scope is declared', () => {
    const defects = missing(({ operation, path }) => {
      const isPublic = [
        '/health/',
        '/metrics',
        '/problems',
        '/v1/tenants',
        '/v1/sessions',
        '/acknowledge/',
        '/unsubscribe/',
        // The link is the permission.
        '/v1/downloads/',
        '/case/',
        '/message/',
      ].some((p) => path.startsWith(p));
      const isSecured = operation.security?.some((s) => 'bearer' in s) ?? false;
      if (isSecured !== (operation['x-required-scope'] !== undefined)) return ['security and scope disagree'];
      return isSecured || isPublic ? [] : ['security'];
    });
    expect(defects).toEqual([]);
  });

  test('lists every error that follows from the shape of an operation', () => {
    const defects = missing(({ method, operation, path, pathParameters }) => {
      const expected = new Set<number>();
      if (operation.security?.length) for (const s of [401, 403]) expected.add(s);
      if (path.startsWith('/v1') || isPage(operation)) for (const s of [429, 500, 503]) expected.add(s);
      if (pathParameters.length) expected.add(404);
      if (operation.requestBody) for (const s of [400, 408, 413, 415, 422]) expected.add(s);
      if (operation.parameters?.some((p) => p.in === 'query')) expected.add(400);
      if (method === 'POST' && isPage(operation)) for (const s of [408, 413, 415]) expected.add(s);
      if (method === 'POST') for (const s of [409, 422]) expected.add(s);
      if (operation.parameters?.some((p) => p.name === 'If-Match'))
        for (const s of [412, 428]) expected.add(s);
      const isProblem = (status: number) => {
        const content = operation.responses[status]?.content as Json | undefined;
        const types = Object.keys(content ?? {});
        return isPage(operation) ? types.join() === 'text/html' : types.includes('application/problem+json');
      };
      return [...expected].filter((status) => !isProblem(status)).map((status) => `problem ${status}`);
    });
    expect(defects).toEqual([]);
  });

  test('describes every answer, and gives a schema to every one that has a body', () => {
    const defects = missing(({ operation }) => {
      const statuses = Object.keys(operation.responses);
      const success = statuses.filter((s) => /^2/.test(s));
      if (success.length === 0) return ['a successful answer'];
      return statuses.flatMap((status) => {
        const { description, content } = operation.responses[status] as Json;
        const schemas = Object.values((content ?? {}) as Record<string, { schema?: Json }>);
        const isEmpty = status === '204' || status === '304';
        return [
          ...(description ? [] : [`description of ${status}`]),
          ...(isEmpty || (schemas.length > 0 && schemas.every((c) => c.schema))
            ? []
            : [`schema of ${status}`]),
        ];
      });
    });
    expect(defects).toEqual([]);
  });

  test('names the schemas of bodies and of JSON answers, so that a client generated from it has types', () => {
    const isNamed = (content?: Record<string, { schema?: Json }>) => {
      const json = content?.['application/json'];
      return json === undefined || typeof json.schema?.$ref === 'string';
    };
    const defects = missing(({ operation }) => [
      ...(isNamed(operation.requestBody?.content) ? [] : ['name of the request body']),
      ...Object.entries(operation.responses)
        .filter(([, response]) => !isNamed(response.content as Record<string, { schema?: Json }> | undefined))
        .map(([status]) => `name of the answer ${status}`),
    ]);
    expect(defects).toEqual([]);
  });

  test('describes every parameter and gives it an example', () => {
    const defects = missing(({ operation }) =>
      (operation.parameters ?? [])
        .filter((p) => !p.description || (p.example === undefined && !p.schema.enum))
        .map((p) => `description and example of ${p.name}`),
    );
    expect(defects).toEqual([]);
  });

  test('gives every field an example, or makes it plain what it holds', () => {
    const defects = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
      bare(schema, name),
    );
    expect(defects).toEqual([]);
  });

  test('has no reference that leads nowhere, and no keyword that is not JSON Schema', () => {
    const text = JSON.stringify(document);
    for (const [, ref] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
      if (ref?.startsWith('#/components/schemas/')) resolve(ref, document);
      else expect(ref).toMatch(/^#\/components\/headers\//);
    }
    expect(text).not.toContain('"$id"');
    expect(document.openapi).toBe('3.1.0');
  });
});

/** What people look at in a browser: problems of it are pages as well. */
function isPage({ responses, security }: DocumentedOperation['operation']): boolean {
  return !security?.length && Object.keys((responses[200]?.content ?? {}) as Json).join() === 'text/html';
}

/** Places below a schema that say neither by example nor by nature what they hold. */
function bare(schema: Json, at: string): string[] {
  if (schema.$ref || schema.examples || schema.enum || 'const' in schema || schema.type === 'null') return [];
  if (Array.isArray(schema.anyOf)) return schema.anyOf.flatMap((s: Json) => bare(s, at));
  if (Array.isArray(schema.allOf)) return schema.allOf.flatMap((s: Json) => bare(s, at));
  if (schema.type === 'object') {
    const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
    return properties.flatMap(([name, property]) => bare(property, `${at}.${name}`));
  }
  if (schema.type === 'array') return bare((schema.items ?? {}) as Json, `${at}[]`);
  return [`${at} has no example`];
}
