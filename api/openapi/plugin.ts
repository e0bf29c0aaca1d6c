import { swagger } from '@elysiajs/swagger';
import { Elysia } from 'elysia';
import type { ApiDeps } from '../deps.ts';

export function openApi(_deps: ApiDeps) {
  return new Elysia({ name: 'openapi' }).use(swagger({ path: '/swagger', excludeStaticFile: false }));
}
