import { swagger } from '@elysiajs/swagger';
import { Elysia } from 'elysia';
import { version } from '../../package.json';
import type { ApiDeps } from '../deps.ts';
import { type Document, finishDocument } from './document.ts';
import type { Json } from './schemas.ts';
import { userInterface } from './ui.ts';

/** `/swagger` (Swagger UI, served from here) and `/swagger/json` (OpenAPI 3.1, finished once). */
export function openApi({ publicUrl }: ApiDeps) {
  let document: Document | undefined;
  return (
    new Elysia({ name: 'openapi' })
      .onAfterHandle(function finish({ path, responseValue }) {
        if (path !== '/swagger/json') return undefined;
        document ??= finishDocument(responseValue as unknown as Json, publicUrl, version);
        return document;
      })
      .use(swagger({ path: '/swagger', excludeStaticFile: false }))
      // The plugin's page loads its program from a CDN. Of two routes of one path the later answers.
      .use(userInterface())
  );
}
