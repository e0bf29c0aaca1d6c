import { describe, expect, test } from 'bun:test';
import type { BenchFirm } from '../api-firms.ts';
import type { LoadPlan, LoadReport } from './driver.ts';
import { parseGrowthOptions } from './growth/options.ts';
import { createLatencies } from './latencies.ts';
import { arrivals } from './mix.ts';
import { missed } from './objectives.ts';
import { parseLoadOptions } from './options.ts';
import { seeded } from './random.ts';
import type { Step } from './step.ts';
import { table } from './tables.ts';

const firms: BenchFirm[] = [{ key: 'lux_key', processIds: ['prc_1', 'prc_2'] }];

describe('arrivals', () => {
  const made = (seed: number, rate = 200) => {
    let number = 0;
    return arrivals({ rate, seconds: 20, firms, nextNumber: () => number++ }, seeded(seed));
  };

  test('are the same for the same seed and others for another', () => {
    expect(made(1)).toEqual(made(1));
    expect(made(1)).not.toEqual(made(2));
  });

  test('come at the rate that was asked, one after the other, most of them reads of a case', () => {
    const all = made(3);
    expect(all.length).toBeGreaterThan(3_700);
    expect(all.length).toBeLessThan(4_300);
    expect(all.every(({ at }, i) => at >= (all[i - 1]?.at ?? 0))).toBe(true);
    const share = all.filter(({ kind }) => kind === 'read a case').length / all.length;
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.6);
    expect(all.filter(({ text }) => text.startsWith('POST')).length).toBeGreaterThan(250);
  });
});

test('percentiles are in milliseconds, to three figures', () => {
  const latencies = createLatencies();
  expect(latencies.read().count).toBe(0);
  for (let i = 1; i <= 1_000; i++) latencies.record(i);
  const { count, p50, p99, max } = latencies.read();
  expect(count).toBe(1_000);
  for (const [value, wanted] of [
    [p50, 500],
    [p99, 990],
    [max, 1_000],
  ] as const)
    expect(Math.abs(value - wanted)).toBeLessThan(wanted / 500);
});

test('says which promises a step breaks', () => {
  const at = (p99: number) => ({ count: 1_000, p50: 1, p90: 1, p99, p999: p99, max: p99 });
  const step: Step = {
    rate: 100,
    perSecond: 100,
    edge: at(150),
    kinds: { 'read a case': at(120) },
    failures: { 503: 2 },
    cpuMs: 0,
    notification: at(900),
    cores: { api: 0, workers: 0, postgres: 0, driver: 0 },
  };
  expect(missed(step).map(({ name }) => name)).toEqual(['reading a case, p99', 'errors']);
  expect(missed({ ...step, kinds: {}, failures: {} })).toEqual([]);
});

test('a command line that cannot be meant is refused', () => {
  expect(parseLoadOptions(['--rate', '50', '--seed', '7'])).toMatchObject({
    rate: 50,
    seed: 7,
    firms: 1_000,
  });
  expect(() => parseLoadOptions(['--rate', '0'])).toThrow('--rate');
  expect(() => parseLoadOptions(['--seconds', 'ten'])).toThrow('--seconds');
  expect(parseGrowthOptions([]).factors).toEqual([1, 10, 100]);
  expect(() => parseGrowthOptions(['--factors', '10,1'])).toThrow('rise');
  expect(() => parseGrowthOptions(['--cases', '3'])).toThrow('--cases');
});

test('a table is Markdown, numbers to the right', () => {
  expect(
    table([
      ['a', 'ms'],
      ['long', '1.5'],
    ]),
  ).toBe('| a    | ms  |\n| ---- | --- |\n| long | 1.5 |');
});

test('the driver goes on over a new connection where the server ended an idle one', async () => {
  const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
  let connections = 0;
  const server = Bun.listen({
    hostname: '127.0.0.1',
    port: 0,
    socket: {
      open: () => void connections++,
      data(socket) {
        socket.write(answer);
        setTimeout(() => socket.end(), 20);
      },
    },
  });
  const text = 'GET /v1/processes HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
  const plan: LoadPlan = {
    port: server.port,
    connections: 1,
    arrivals: [0, 300, 600].map((at) => ({ at, kind: 'list cases', text })),
    countFromMs: 0,
    patienceMs: 1_000,
  };
  const driver = Bun.spawn([process.execPath, `${import.meta.dir}/driver.ts`], {
    stdin: new Blob([JSON.stringify(plan)]),
    stdout: 'pipe',
    stderr: 'inherit',
  });
  const report: LoadReport = JSON.parse(await new Response(driver.stdout).text());
  server.stop(true);
  expect(report.failures).toEqual({});
  expect(report.edge.count).toBe(3);
  expect(connections).toBeGreaterThanOrEqual(3);
});
