import { afterAll, beforeEach, expect, test } from 'bun:test';
import { newSecret, signatureHeaders } from '../../actors/notifier/webhook/sign.ts';
import { startReceiver } from './receiver.ts';

const secret = newSecret();
const lines: string[] = [];
const receiver = startReceiver({ port: 0, secret: () => secret, print: (line) => lines.push(line) });
afterAll(receiver.stop);
beforeEach(() => void lines.splice(0));

async function deliver(id: string, number: number, key = secret): Promise<number> {
  const body = JSON.stringify({
    type: 'movement.detected',
    data: { process: { number: '00008323520184013202' }, movement: { description: 'Sentença publicada' } },
    sequence: { process: 'prc_1', number },
  });
  const headers = signatureHeaders({ id, attemptedAt: new Date(), body }, [key]);
  return (await fetch(receiver.url, { method: 'POST', headers, body })).status;
}

test('shows a delivery once, whatever comes twice, and says how many are missing', async () => {
  expect(await deliver('whd_1', 1)).toBe(204);
  expect(await deliver('whd_1', 1)).toBe(204);
  expect(await deliver('whd_4', 4)).toBe(204);
  expect(await deliver('whd_2', 2)).toBe(204);
  expect(await deliver('whd_5', 5)).toBe(204);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain(
    'movement.detected of 0000832-35.2018.4.01.3202, no. 1 of the case: Sentença publicada',
  );
  expect(lines.map((line) => /(\d) missing/.exec(line)?.[1])).toEqual([undefined, '2', undefined, undefined]);
});

test('refuses what somebody else signed', async () => {
  expect(await deliver('whd_9', 9, newSecret())).toBe(401);
  expect(lines).toEqual([expect.stringContaining('no webhook of ours')]);
});
