import { afterAll, beforeAll, expect, test } from 'bun:test';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'bun';
import { generateApi } from 'swagger-typescript-api';
import { startTestApi, type TestApi } from '../test-kit.ts';

let api: TestApi;
let server: Server<undefined>;
const directory = mkdtempSync(join(tmpdir(), 'lux-client-'));
beforeAll(async () => {
  api = await startTestApi();
  server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: api.app.fetch });
  const document = await (await fetch(new URL('/swagger/json', server.url))).json();
  await generateApi({
    spec: document,
    output: directory,
    fileName: 'client.ts',
    httpClientType: 'fetch',
    moduleNameFirstTag: true,
    silent: true,
  });
  cpSync(join(import.meta.dir, 'client-flow.fixture'), join(directory, 'flow.ts'));
  const compilerOptions = {
    strict: true,
    noEmit: true,
    noUncheckedIndexedAccess: true,
    target: 'ESNext',
    module: 'ESNext',
    moduleResolution: 'bundler',
    allowImportingTsExtensions: true,
    lib: ['ESNext', 'DOM', 'DOM.Iterable'],
    types: [],
  };
  writeFileSync(
    join(directory, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['flow.ts', 'client.ts'] }),
  );
}, 60_000);
afterAll(async () => {
  await server.stop(true);
  await api.release();
  rmSync(directory, { recursive: true, force: true });
});

test('a client generated from the document compiles, with types that mean something', async () => {
  const tsc = Bun.spawn(['bun', join(import.meta.dir, '../../node_modules/.bin/tsc'), '-p', directory], {
    stdout: 'pipe',
    stderr: 'inherit',
  });
  expect(await new Response(tsc.stdout).text()).toBe('');
  expect(await tsc.exited).toBe(0);
}, 60_000);

test('and goes through a customer’s first day', async () => {
  const { firstDay } = await import(join(directory, 'flow.ts'));
  expect(await firstDay(server.url.href.replace(/\/$/, ''))).toEqual({
    sameFirm: true,
    sameProcess: true,
    label: 'Ávila',
    found: ['Ávila'],
    movements: 0,
    graus: 0,
    checks: 0,
    neverChecked: true,
    refresh: 'process.refresh',
    invalidLines: ['invalid'],
    secretChanged: true,
    hooks: [['movement.*']],
    events: ['process.created', 'process.updated'],
    refused: [422, 'body.number'],
  });
});
