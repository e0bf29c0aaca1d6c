import { createPool } from '../../db/pool.ts';
import type { Sandbox } from '../datajud-sandbox/server.ts';
import type { Environment } from '../stack/environment.ts';
import { onPort } from '../stack/on-port.ts';
import type { Say } from '../stack/say.ts';
import type { Teardown } from '../stack/teardown.ts';
import { ApiError, type Call, createApiClient } from './api-client.ts';
import { makeFirm, moveWebhook } from './firm.ts';
import { recallDemo } from './memory.ts';
import { moveCases } from './moves.ts';
import { startReceiver } from './receiver.ts';

export type DemoNeeds = {
  env: Environment;
  sandbox: Sandbox;
  /** Address of the API. */
  api: string;
  /** Role lux_runtime. */
  databaseUrl: string;
  /** Where the firm's credentials are kept. */
  file: string;
};

/**
 * On an empty database, or where an earlier start has done so: a firm that watches the sandbox's demonstration cases, a
 * receiver of its webhooks, and courts that move. Nothing where other firms live already.
 */
export async function demonstrate(
  { env, sandbox, api, databaseUrl, file }: DemoNeeds,
  print: Say,
  say: Say,
  teardown: Teardown,
): Promise<{ apiKey: string } | undefined> {
  if (!env.DEMO) return undefined;
  const call = createApiClient(api);
  let memory = recallDemo(file);
  if (memory.apiKey && !(await isGood(call, memory.apiKey))) memory = {};
  if (!memory.email && !(await isEmpty(databaseUrl))) return undefined;

  const receiver = await onPort(env, 'DEMO_RECEIVER_PORT', 'webhook receiver', say, (port) =>
    startReceiver({ port, secret: () => memory.webhook?.secret, print }),
  );
  teardown.add('the webhook receiver', receiver.stop);
  if (!memory.complete) {
    say('making a demonstration firm');
    await makeFirm(call, file, memory, { cases: sandbox.demoCases, receiverUrl: receiver.url });
  }
  await moveWebhook(call, file, memory, receiver.url);
  teardown.add('the demonstration', moveCases(sandbox));
  return { apiKey: memory.apiKey ?? '' };
}

async function isGood(call: Call, apiKey: string): Promise<boolean> {
  try {
    await call('GET', '/v1/tenant', { as: apiKey });
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return false;
    throw error;
  }
}

async function isEmpty(databaseUrl: string): Promise<boolean> {
  const pool = createPool({ url: databaseUrl, name: 'lux-demo', max: 1, onError: () => {} });
  try {
    const { rowCount } = await pool.query('select 1 from auth.tenant_plans() limit 1');
    return rowCount === 0;
  } finally {
    await pool.end();
  }
}
