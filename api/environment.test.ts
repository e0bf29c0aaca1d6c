import { describe, expect, test } from 'bun:test';
import { EnvironmentError, parseEnvironment } from '../actors/runtime/environment.ts';
import { ApiEnvironment } from './environment.ts';

const NEEDED = {
  DATABASE_APP_URL: 'postgres://lux_app@localhost/direito_lux',
  NATS_API_URL: 'nats://localhost:4222',
  API_SECRET: 'marked-secret-marked-secret-marked-secret',
  SEALING_KEYS: 'k1:AAAA',
};

describe('the environment of the API', () => {
  test('has a default for everything but four', () => {
    expect(parseEnvironment(ApiEnvironment, NEEDED)).toMatchObject({
      ...NEEDED,
      PORT: 3000,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
    });
  });

  test('reports every problem together, and repeats no value', () => {
    const wrong = {
      API_SECRET: 'marked',
      PORT: '80.5',
      LOG_LEVEL: 'loud',
      NATS_API_URL: 'http://x',
      RATE_LIMIT_PER_MINUTE: '0',
    };
    let problems: readonly string[] = [];
    try {
      parseEnvironment(ApiEnvironment, wrong);
    } catch (error) {
      problems = (error as EnvironmentError).problems;
    }
    const named = problems.map((line) => line.split(' ')[0]).sort();
    expect(named).toEqual([...Object.keys(wrong), 'DATABASE_APP_URL', 'SEALING_KEYS'].sort());
    expect(problems.join()).not.toContain('marked');
  });

  test('takes an empty variable for one that is not set', () => {
    expect(parseEnvironment(ApiEnvironment, { ...NEEDED, PORT: '' }).PORT).toBe(3000);
    expect(() => parseEnvironment(ApiEnvironment, { ...NEEDED, API_SECRET: '' })).toThrow(EnvironmentError);
  });

  test('describes every variable', () => {
    for (const [name, { description, expected, anyOf }] of Object.entries(ApiEnvironment.properties))
      expect([name, typeof description, typeof (expected ?? anyOf)]).toEqual([
        name,
        'string',
        expected ? 'string' : 'object',
      ]);
  });
});
