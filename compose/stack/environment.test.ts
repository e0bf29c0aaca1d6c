import { describe, expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError } from '../../actors/runtime/environment.ts';
import { ApiEnvironment } from '../../api/environment.ts';
import { WorkerEnvironment } from '../../workers/environment.ts';
import { Environment, parseStackEnvironment } from './environment.ts';
import { environmentTable } from './environment-table.ts';

function problems(variables: Record<string, string>): readonly string[] {
  try {
    parseStackEnvironment(variables);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  return [];
}

describe('parseStackEnvironment', () => {
  test('needs nothing', () => {
    expect(parseStackEnvironment({})).toMatchObject({
      HOST: '127.0.0.1',
      DATA_DIR: '.data',
      DEMO: true,
      RATE_LIMIT_PER_MINUTE: 6_000,
      DATAJUD_REQUESTS_PER_MINUTE: 120,
    });
  });

  test('knows every variable of the processes that it starts', () => {
    for (const alone of [ApiEnvironment, WorkerEnvironment])
      expect(Object.keys(Environment.properties)).toEqual(
        expect.arrayContaining(Object.keys(alone.properties)),
      );
  });

  test('reads numbers and leaves what is not ours alone', () => {
    const parsed = parseStackEnvironment({ PORT: '8080', HOME: '/root', DATAJUD_REQUESTS_PER_DAY: '20000' });
    expect(parsed).toMatchObject({ PORT: 8080, DATAJUD_REQUESTS_PER_DAY: 20_000 });
    expect(parsed).not.toHaveProperty('HOME');
  });

  test('takes an empty variable for one that is not set', () => {
    expect(parseStackEnvironment({ PORT: '', LOG_LEVEL: '' })).toMatchObject({ LOG_LEVEL: 'info' });
  });

  test('reports all problems together, by name, without the values', () => {
    const found = problems({
      PORT: '70000',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      DATAJUD_URL: 'https://datajud.example',
      DATAJUD_REQUESTS_PER_DAY: '1.5',
    });
    expect(found.map((line) => line.split(' ')[0])).toEqual([
      'PORT',
      'LOG_LEVEL',
      'DATABASE_URL',
      'DATAJUD_REQUESTS_PER_DAY',
      'DATAJUD_URL',
    ]);
    expect(found.join()).not.toContain('hunter2');
    expect(found[0]).toContain('1 to 65535');
  });

  test.each([['abc'], ['0'], ['-1'], ['3000.5'], ['3000x'], [' ']])('refuses the port %p', (text) => {
    expect(problems({ NATS_PORT: text })).toHaveLength(1);
  });

  const url = 'postgres://u:p@db/x';
  test.each([
    [{ DATABASE_OWNER_URL: url }],
    [{ DATABASE_OWNER_URL: url, DATABASE_APP_URL: url }],
    [{ DATABASE_URL: url, DATABASE_OWNER_URL: url, DATABASE_APP_URL: url, DATABASE_RUNTIME_URL: url }],
    [{ DATAJUD_KEY: 'key' }],
    [{ NATS_API_URL: 'nats://a:b@nats:4222' }],
    [{ SEALING_KEYS: 'k1:short' }],
    [{ WEBHOOK_ALLOW_NETWORKS: '10.0.0.0/8,home' }],
    [{ AI_MODELS: 'summary=claude-x' }],
    [{ AI_MODELS: 'claude-x poem=claude-y' }],
    [{ AI_PRICES: 'claude-x=1/2' }],
    [{ ANTHROPIC_API_KEY: 'key', AI_MODELS: 'claude-without-price' }],
    [{ ANTHROPIC_BASE_URL: 'ftp://x' }],
  ])('refuses %j', (variables) => {
    expect(problems(variables as Record<string, string>)).toHaveLength(1);
  });

  test('takes the three roles instead of an administrator', () => {
    expect(problems({ DATABASE_OWNER_URL: url, DATABASE_APP_URL: url, DATABASE_RUNTIME_URL: url })).toEqual(
      [],
    );
  });
});

describe('the table of variables', () => {
  test('says of each what holds without it', () => {
    const rows = environmentTable().split('\n').slice(2);
    expect(rows).toHaveLength(Object.keys(Environment.properties).length);
    for (const row of rows) {
      expect(row).not.toContain('undefined');
      expect(row).not.toMatch(/^\| `\w+` \| +\|/);
    }
  });

  const readme = join(import.meta.dir, '../../README.md');
  test.if(existsSync(readme))('stands in the README as it is', () => {
    expect(readFileSync(readme, 'utf8')).toContain(environmentTable());
  });
});
