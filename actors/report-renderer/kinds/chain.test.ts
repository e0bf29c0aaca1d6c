import { expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sampleSnapshot } from '../templates/sample.ts';
import { chainOf } from './chain.ts';
import { composeDocument } from './compose.ts';

const snapshot = sampleSnapshot('checks', { rows: 40 });
if (snapshot.content.kind !== 'checks') throw new Error('the sample of a kind is of that kind');
const { checks, case: found } = snapshot.content;

test('whoever has the CSV can work the seal out with nothing of ours', () => {
  const [sheet] = composeDocument(snapshot).sheets;
  const at = (heading: string) => sheet?.columns.findIndex((column) => column.heading === heading) ?? -1;
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  let hash = sha256('10045214820228260309');
  expect(found.number).toBe('10045214820228260309');
  for (const row of sheet?.rows ?? []) {
    hash = sha256(`${hash}\n${row[at('Linha em JSON canônico')]}`);
    expect(row[at('Código (SHA-256)')]).toBe(hash);
  }
  expect(chainOf(found.number, checks).seal).toBe(hash);
});

test('changing, taking away, adding or moving any line changes the seal', () => {
  const { seal } = chainOf(found.number, checks);
  fc.assert(
    fc.property(fc.nat(checks.length - 1), fc.constantFrom('change', 'drop', 'double', 'move'), (i, how) => {
      const forged = [...checks];
      const line = forged[i] as (typeof checks)[number];
      if (how === 'change')
        forged[i] = { ...line, result: line.result === 'absent' ? 'unchanged' : 'absent' };
      if (how === 'drop') forged.splice(i, 1);
      if (how === 'double') forged.splice(i, 0, line);
      if (how === 'move') forged.push(...forged.splice(i === forged.length - 1 ? 0 : i, 1));
      expect(chainOf(found.number, forged).seal).not.toBe(seal);
    }),
  );
  expect(chainOf('00000011720998260001', checks).seal).not.toBe(seal);
});
