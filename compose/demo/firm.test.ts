import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApi, type TestApi } from '../../api/test-kit.ts';
import { demoCases } from '../datajud-sandbox/demo.ts';
import { createApiClient } from './api-client.ts';
import { makeFirm, moveWebhook } from './firm.ts';
import { recallDemo } from './memory.ts';

const dir = mkdtempSync(join(tmpdir(), 'lux-demo-'));
const file = join(dir, 'demo.json');
const receiverUrl = 'https://receiver.example/webhook';
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.release();
  rmSync(dir, { recursive: true, force: true });
});

const send = async (request: Request) => api.app.handle(request) as Promise<Response>;
const call = createApiClient('http://localhost', send);

/** A start that is killed after so many requests, the last one's answer unread. */
async function startCutOffAfter(requests: number): Promise<boolean> {
  let left = requests;
  const cut = createApiClient('http://localhost', async (request) => {
    const response = await send(request);
    if (--left === 0) throw new Error('killed');
    return response;
  });
  try {
    await makeFirm(cut, file, recallDemo(file), { cases: demoCases(), receiverUrl });
    return true;
  } catch (error) {
    if ((error as Error).message !== 'killed') throw error;
    return false;
  }
}

test('is made once, wherever its making was cut off', async () => {
  for (let requests = 1; !(await startCutOffAfter(requests)); requests++) {
    expect(requests).toBeLessThan(50);
  }
  const { apiKey: as, webhook, complete } = recallDemo(file);
  expect(complete).toBe(true);
  expect((await call('GET', '/v1/processes', { as })).data).toHaveLength(demoCases().length);
  expect((await call('GET', '/v1/api-keys', { as })).data).toHaveLength(1);
  expect((await call('GET', '/v1/webhooks', { as })).data).toMatchObject([
    { id: webhook?.id, url: receiverUrl },
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('tells the platform where its receiver is, and does not mind that the endpoint is gone', async () => {
  const memory = recallDemo(file);
  const as = memory.apiKey;
  await moveWebhook(call, file, memory, 'https://elsewhere.example/webhook');
  expect((await call('GET', '/v1/webhooks', { as })).data).toMatchObject([
    { url: 'https://elsewhere.example/webhook' },
  ]);
  await call('DELETE', `/v1/webhooks/${memory.webhook?.id}`, { as });
  await moveWebhook(call, file, memory, receiverUrl);
  expect(recallDemo(file).webhook?.url).toBe(receiverUrl);
});
