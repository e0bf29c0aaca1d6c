import { describe, expect, test } from 'bun:test';
import { findViolations } from './check-imports.ts';

function rulesBroken(file: string, text: string): string[] {
  return findViolations(new Map([[file, text]])).map(({ breaks }) => breaks);
}

describe('import direction', () => {
  test.each([
    ['api/processes/read.ts', '../../actors/contracts/ids.ts'],
    ['api/processes/read.ts', '../../actors/runtime/send.ts'],
    ['api/processes/read.ts', '../problem.ts'],
    ['api/processes/read.ts', '../../db/tenant.ts'],
    ['actors/notifier/deliver.ts', './webhook/sign.ts'],
    ['actors/notifier/deliver.ts', '../runtime/actor.ts'],
    ['actors/notifier/webhook/sign.ts', '../../contracts/ids.ts'],
    ['workers/supervisor.ts', '../actors/notifier/actor.ts'],
    ['workers/adapters.ts', './bridges/telegram/adapter.ts'],
    ['workers/bridges/telegram/line.ts', '../kit/cut.ts'],
    ['workers/bridges/telegram/line.ts', '../../../actors/contracts/channels.ts'],
    ['workers/bridges/kit/run-bridge.ts', '../../../actors/runtime/nats/connection.ts'],
    ['workers/bridges/telegram/x.test.ts', '../../../compose/providers/telegram/server.ts'],
    ['compose/start.ts', '../api/main.ts'],
    ['bench/run.ts', '../workers/supervisor.ts'],
    ['actors/notifier/deliver.test.ts', '../../compose/test-kit/postgres.ts'],
    ['api/test-kit.ts', '../compose/test-kit/postgres.ts'],
  ])('%s may import %s', (file, path) => {
    expect(rulesBroken(file, `import { x } from '${path}';\nx();`)).toEqual([]);
  });

  test.each([
    ['api/processes/read.ts', '../../actors/notifier/deliver.ts'],
    ['api/processes/read.ts', '../../workers/supervisor.ts'],
    ['actors/contracts/ids.ts', '../runtime/actor.ts'],
    ['actors/contracts/ids.ts', '../../db/pool.ts'],
    ['actors/runtime/actor.ts', '../notifier/actor.ts'],
    ['actors/notifier/actor.ts', '../process-monitor/diff.ts'],
    ['actors/notifier/actor.ts', '../../compose/stack/ports.ts'],
    ['actors/notifier/actor.test.ts', '../../api/main.ts'],
    ['db/tenant.ts', '../actors/runtime/errors.ts'],
    ['workers/supervisor.ts', '../api/main.ts'],
    ['workers/bridges/telegram/line.ts', '../slack/render.ts'],
    ['workers/bridges/telegram/line.ts', '../../../db/pool.ts'],
    ['workers/bridges/telegram/line.ts', '../../../actors/notifier/actor.ts'],
    ['workers/bridges/telegram/line.ts', '../../../actors/runtime/outbox.ts'],
    ['workers/bridges/telegram/line.ts', '../../entry.ts'],
    ['workers/bridges/kit/run-bridge.ts', '../telegram/line.ts'],
  ])('%s may not import %s', (file, path) => {
    expect(rulesBroken(file, `import { x } from '${path}';\nx();`)).toEqual([`imports ${path}`]);
  });

  test.each([
    ["import type { A } from '../../workers/x.ts';"],
    ["import { type A, type B } from '../../workers/x.ts';"],
    ["import {\n  type A,\n  type B,\n} from '../../workers/x.ts';"],
    ["export type { A } from '../../workers/x.ts';"],
    ["export * from '../../workers/x.ts';"],
    ["import '../../workers/x.ts';"],
    ["const x = await import('../../workers/x.ts');\nx();"],
    ["type A = import('../../workers/x.ts').A;"],
  ])('sees %s', (text) => {
    expect(rulesBroken('api/processes/read.ts', text)).toEqual(['imports ../../workers/x.ts']);
  });

  test('does not take a word in a string for an import', () => {
    expect(
      rulesBroken('api/read.ts', `const s = "import { x } from '../workers/x.ts'";\nconsole.log(s);`),
    ).toEqual([]);
  });
});

describe('third-party clients', () => {
  test('are imported in their place and nowhere else', () => {
    const text = "import { connect } from 'nats';\nconnect();";
    expect(rulesBroken('actors/runtime/nats/connection.ts', text)).toEqual([]);
    expect(rulesBroken('actors/runtime/nats.test.ts', text)).toEqual([]);
    expect(rulesBroken('actors/runtime/send.ts', text)).toEqual(['imports nats']);
    expect(rulesBroken('api/main.ts', text)).toEqual(['imports nats']);
  });

  test('are known by package, whatever part of it is imported', () => {
    expect(rulesBroken('api/main.ts', "import type { Pool } from 'pg/lib/pool';")).toEqual([
      'imports pg/lib/pool',
    ]);
    expect(rulesBroken('workers/x.ts', "import { swagger } from '@elysiajs/swagger';\nswagger();")).toEqual([
      'imports @elysiajs/swagger',
    ]);
  });
});

test.each(['utils', 'lib', 'services', 'helpers', 'common'])('no folder is called %s', (folder) => {
  expect(rulesBroken(`actors/notifier/${folder}/x.ts`, '')).toEqual([`is in ${folder}/`]);
});
