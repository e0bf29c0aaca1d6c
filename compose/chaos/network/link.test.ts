import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { waitFor } from '../../test-kit/wait-for.ts';
import { type Link, openLink } from './link.ts';

// A server that answers everything with itself.
let echo: Server;
let link: Link;
const clients: Socket[] = [];

beforeAll(async () => {
  echo = createServer((socket) => {
    socket.on('error', () => {});
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  link = await openLink('test > echo', (echo.address() as { port: number }).port, () => 0.5);
});
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
  link.heal();
});
afterAll(() => {
  link.close();
  echo.close();
});

function dial() {
  const socket = connect(link.port, '127.0.0.1');
  const seen = { text: '', error: '', ended: false };
  socket.on('data', (data) => {
    seen.text += data;
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    seen.error = error.code ?? error.message;
  });
  socket.on('close', () => {
    seen.ended = true;
  });
  clients.push(socket);
  return { socket, seen };
}

test('carries both ways, in order, whatever the size', async () => {
  const { socket, seen } = dial();
  const text = Array.from({ length: 200_000 }, (_, i) => i).join(',');
  socket.write(text);
  await waitFor('the echo', () => seen.text.length === text.length);
  expect(seen.text).toBe(text);
});

test('a cut holds everything, and lets it pass in order when it is over', async () => {
  const { socket, seen } = dial();
  socket.write('a');
  await waitFor('the first', () => seen.text === 'a');
  link.set({ cut: true });
  socket.write('b');
  await Bun.sleep(50);
  socket.write('c');
  await Bun.sleep(50);
  expect(seen.text).toBe('a');
  link.heal();
  await waitFor('the rest', () => seen.text === 'abc');
  expect(seen.ended).toBe(false);
});

test('a cut of one direction lets the question through and keeps the answer', async () => {
  const { socket, seen } = dial();
  let asked = '';
  echo.once('connection', (peer: Socket) => {
    peer.on('data', (data) => {
      asked += data;
    });
  });
  link.set({ cut: true }, 'back');
  socket.write('question');
  await waitFor('the question to arrive', () => asked === 'question');
  expect(seen.text).toBe('');
  link.heal();
  await waitFor('the answer', () => seen.text === 'question');
});

test('a slow and lossy link keeps the order', async () => {
  link.set({ delayMs: 5, jitterMs: 20, lossChance: 0.6, lossMs: 30 });
  const { socket, seen } = dial();
  for (const letter of 'abcdefgh') {
    socket.write(letter);
    await Bun.sleep(3);
  }
  await waitFor('everything', () => seen.text === 'abcdefgh');
});

test('resets what there is, and refuses what comes, as it is told', async () => {
  const { socket, seen } = dial();
  socket.write('a');
  await waitFor('the echo', () => seen.text === 'a');
  link.reset();
  await waitFor('the reset', () => seen.ended);
  link.refuse('reset');
  const second = dial();
  second.socket.write('b');
  await waitFor('the refusal', () => second.seen.ended);
  expect(second.seen.text).toBe('');
  link.refuse('garbage');
  const third = dial();
  await waitFor('garbage', () => third.seen.text.includes('no protocol'));
});
