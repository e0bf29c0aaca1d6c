import { expect, test } from 'bun:test';
import { readOptions } from './options.ts';

test('without anything: port 3900, the ceiling of the real API, invented cases and the demonstration ones', () => {
  expect(readOptions([], {})).toMatchObject({
    port: 3900,
    hostname: '127.0.0.1',
    key: 'sandbox-key',
    ratePerMinute: 120,
    demo: true,
    demoEveryMs: null,
    generate: { casesPerCourt: 50, seed: 'direito-lux', oddities: 1 },
  });
});

test('variables are read and flags win', () => {
  const env = {
    SANDBOX_PORT: '1',
    SANDBOX_KEY: 'k',
    SANDBOX_CASES: '0',
    SANDBOX_RATE_PER_MINUTE: '0',
    SANDBOX_FOLDER: 'x',
  };
  const options = readOptions(['--port', '2', '--demo-every-ms', '5000'], env);
  expect(options).toMatchObject({ port: 2, key: 'k', ratePerMinute: null, folder: 'x', demoEveryMs: 5000 });
  expect(options.generate).toBeUndefined();
});

test('courts, movements and oddities reach the generator', () => {
  const { generate } = readOptions(
    ['--courts', 'tjsp, trf4', '--movements', '7', '--oddities', '0.5', '--seed', 's'],
    {},
  );
  expect(generate).toEqual({
    courts: ['tjsp', 'trf4'],
    casesPerCourt: 50,
    movementsPerCase: 7,
    oddities: 0.5,
    seed: 's',
  });
});

test('all problems are told together', () => {
  const env = {
    SANDBOX_PORT: 'http',
    SANDBOX_COURTS: 'tjsp,stf',
    SANDBOX_DEMO: 'yes',
    SANDBOX_LAG_MS: '-1',
    SANDBOX_KEY: ' ',
  };
  for (const part of [
    '--port is "http"',
    '--courts has "stf"',
    '--demo is "yes"',
    '--lag-ms is "-1"',
    '--key is empty',
  ]) {
    expect(() => readOptions([], env)).toThrow(part);
  }
  expect(() => readOptions(['--prot', '1'], {})).toThrow('prot');
});
