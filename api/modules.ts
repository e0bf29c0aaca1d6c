import type { AnyElysia } from 'elysia';
import { apiKeys } from './api-keys/routes.ts';
import type { ApiDeps } from './deps.ts';
import { health } from './health/routes.ts';
import { problemPages } from './problems/routes.ts';
import { sessions } from './sessions/routes.ts';
import { tenants } from './tenants/routes.ts';

/** Every part of the API. A new one is a folder with a `routes.ts`, and a line here. */
export function modules(deps: ApiDeps): AnyElysia[] {
  return [health(deps), problemPages(deps), tenants(deps), sessions(deps), apiKeys(deps)];
}
