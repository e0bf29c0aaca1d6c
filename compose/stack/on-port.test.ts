import { expect, test } from 'bun:test';
import { parseStackEnvironment } from './environment.ts';
import { onPort } from './on-port.ts';
import { PortTakenError } from './ports.ts';

function takenAt(...taken: number[]) {
  return (port: number) => {
    if (taken.includes(port)) throw new PortTakenError(port);
    return port;
  };
}

test('takes the usual port, and says nothing', async () => {
  const said: string[] = [];
  expect(await onPort(parseStackEnvironment({}), 'PORT', 'API', (line) => said.push(line), takenAt())).toBe(
    3000,
  );
  expect(said).toEqual([]);
});

test('asks for any port when the usual one is taken, and says so', async () => {
  const said: string[] = [];
  const port = await onPort(
    parseStackEnvironment({}),
    'PORT',
    'API',
    (line) => said.push(line),
    takenAt(3000),
  );
  expect(port).toBe(0);
  expect(said).toEqual([expect.stringContaining('3000')]);
});

test('does not replace a port that was asked for', async () => {
  const env = parseStackEnvironment({ PORT: '8080' });
  const outcome = onPort(env, 'PORT', 'API', () => {}, takenAt(8080));
  await expect(outcome).rejects.toThrow('Port 8080 (PORT) is taken');
});

test('leaves the taken port of another part to that part', async () => {
  const outcome = onPort(
    parseStackEnvironment({}),
    'PORT',
    'API',
    () => {},
    () => {
      throw new PortTakenError(4222);
    },
  );
  await expect(outcome).rejects.toThrow(PortTakenError);
});

test('knows a port that Bun.serve finds taken', async () => {
  const holder = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response() });
  const env = parseStackEnvironment({ PORT: String(holder.port) });
  const outcome = onPort(
    env,
    'PORT',
    'API',
    () => {},
    (port) => Bun.serve({ port, hostname: '127.0.0.1', fetch: () => new Response() }),
  );
  await expect(outcome).rejects.toThrow('is taken');
  await holder.stop(true);
});
