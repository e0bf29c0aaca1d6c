import { expect, test } from 'bun:test';
import { recoveries, renderVerdict, type Verdict } from './verdict.ts';

const round = (nemeses: string[], recoveredMs: number | undefined) => ({ nemeses, what: [], recoveredMs });
const rounds = [
  round(['cut'], 100),
  round(['cut'], 300),
  round(['cut'], 200),
  round(['cut', 'slow'], 900),
  round(['slow', 'zombie'], undefined),
];

test('recovery is told of each nemesis alone, and of the mixtures together', () => {
  expect(recoveries(rounds)).toEqual([
    { name: 'cut', times: 3, p50: 200, max: 300, failed: 0 },
    { name: 'mixed', times: 2, p50: 900, max: 900, failed: 1 },
  ]);
});

test('a verdict shows its seed, what is wrong, and what was not run', () => {
  const verdict: Verdict = {
    passed: false,
    options: { seed: 7, messages: 10, tenants: 2, minutes: 1, workers: 2, nemeses: [], soak: false },
    seconds: 60,
    done: { cases: 3 },
    counters: { 'turns fenced': 4 },
    findings: [{ check: 'lost', of: 'messages', looked: 10, wrong: ['sender-1:4'] }],
    rounds,
    notRun: { 'disk-full': 'a tmpfs cannot be mounted' },
    memory: [],
  };
  const text = renderVerdict(verdict);
  for (const part of [
    'seed 7',
    '4 turns fenced',
    'messages, lost: sender-1:4',
    'not run on this system',
    'FAILED',
  ])
    expect(text).toContain(part);
});
