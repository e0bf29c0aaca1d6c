import type { AnyElysia } from 'elysia';
import { apiKeys } from './api-keys/routes.ts';
import type { ApiDeps } from './deps.ts';
import { health } from './health/routes.ts';
import { problemPages } from './problems/routes.ts';

/** Every part of the API. A new one is a folder with a `routes.ts`, and a line here. */
export function modules(deps: ApiDeps): AnyElysia[] {
  return [health(deps), problemPages(deps), apiKeys(deps)];
}
