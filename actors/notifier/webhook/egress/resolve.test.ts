import { afterEach, describe, expect, test } from 'bun:test';
import { createSocket, type Socket } from 'node:dgram';
import { parseNetworks } from './address.ts';
import { EgressError } from './errors.ts';
import { nameServers, pinAddresses, remembered } from './resolve.ts';
import { checkUrl, type EgressPolicy } from './target.ts';

const strict: EgressPolicy = { allowHttp: false, allowNetworks: [] };
const target = checkUrl('https://hooks.example.com/', strict);
const pin = (answers: string[], policy = strict) => pinAddresses(target, policy, async () => answers);

async function errorOf(promise: Promise<unknown>): Promise<EgressError> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(EgressError);
  return error as EgressError;
}

describe('pinning', () => {
  test('keeps each address once, IPv4 first', async () => {
    expect(await pin(['2a00::1', '8.8.8.8', '::ffff:8.8.8.8', '1.1.1.1'])).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '1.1.1.1', family: 4 },
      { address: '2a00::1', family: 6 },
    ]);
  });
  test('one private address among many refuses the name, without telling it to the owner', async () => {
    for (const bad of [
      '10.1.2.3',
      '::1',
      '169.254.169.254',
      'fd00:ec2::254',
      '64:ff9b::a01:203',
      'fe80::1%eth0',
      'rubbish',
    ]) {
      const error = await errorOf(pin(['8.8.8.8', bad, '2a00::1']));
      expect(error.kind).toBe('refused-address');
      expect(error.message).not.toContain(bad);
      expect(error.address).toBe(bad);
    }
  });
  test('allow-listed networks pass, their neighbours do not', async () => {
    const policy = { ...strict, allowNetworks: parseNetworks('127.0.0.0/8') };
    expect(await pin(['127.0.0.1'], policy)).toEqual([{ address: '127.0.0.1', family: 4 }]);
    expect((await errorOf(pin(['127.0.0.1', '10.0.0.1'], policy))).kind).toBe('refused-address');
  });
  test('no address, and a resolver that fails, are dns errors', async () => {
    expect((await errorOf(pin([]))).kind).toBe('dns');
    const failing = async () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    const error = await errorOf(pinAddresses(target, strict, failing));
    expect([error.kind, error.message]).toEqual([
      'dns',
      'hooks.example.com does not exist or has no address (ENOTFOUND).',
    ]);
  });
  test('an address in the URL is not looked up', async () => {
    const literal = checkUrl('https://8.8.8.8/', strict);
    const never = async () => Promise.reject(new Error('asked'));
    expect(await pinAddresses(literal, strict, never)).toEqual([{ address: '8.8.8.8', family: 4 }]);
  });
});

describe('remembering', () => {
  test('joins look-ups under way and keeps answers, not failures', async () => {
    let asked = 0;
    let fail = true;
    const resolver = remembered(async () => {
      asked++;
      await Promise.resolve();
      if (fail) throw new Error('down');
      return ['8.8.8.8'];
    });
    expect(await Promise.allSettled([resolver('a.com'), resolver('a.com')])).toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    expect(asked).toBe(1);
    fail = false;
    await resolver('a.com');
    await resolver('a.com');
    expect(asked).toBe(2);
    await resolver('b.com');
    expect(asked).toBe(3);
  });
  test('forgets after its time, and the oldest name past its bound', async () => {
    let asked = 0;
    const count = async () => [String(asked++)];
    const expired = remembered(count, { ttlMs: 0 });
    await expired('a.com');
    await expired('a.com');
    expect(asked).toBe(2);
    const small = remembered(count, { maxNames: 2 });
    for (const name of ['a', 'b', 'c', 'b', 'c']) await small(name);
    expect(asked).toBe(5);
    await small('a');
    expect(asked).toBe(6);
  });
});

describe('name servers', () => {
  const open: Socket[] = [];
  afterEach(() => {
    for (const socket of open.splice(0)) socket.close();
  });

  /** A name server over UDP: answers A and AAAA from the table, NXDOMAIN else; 'silent' never answers. */
  async function server(
    table: Record<string, { a?: number[][]; aaaa?: number[][] } | 'silent'>,
  ): Promise<string> {
    const socket = createSocket('udp4');
    open.push(socket);
    socket.on('message', (query, from) => {
      const labels: string[] = [];
      let at = 12;
      for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
        labels.push(query.toString('latin1', at + 1, at + 1 + length));
        at += 1 + length;
      }
      const record = table[labels.join('.').toLowerCase()];
      if (record === 'silent') return;
      const type = query.readUInt16BE(at + 1);
      const data = (type === 1 ? record?.a : record?.aaaa) ?? [];
      const answers = data.map((bytes) =>
        Buffer.concat([
          Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, bytes.length]),
          Buffer.from(bytes),
        ]),
      );
      const head = Buffer.from([
        query[0] ?? 0,
        query[1] ?? 0,
        0x81,
        record ? 0x80 : 0x83,
        0,
        1,
        0,
        answers.length,
        0,
        0,
        0,
        0,
      ]);
      socket.send(Buffer.concat([head, query.subarray(12, at + 5), ...answers]), from.port, from.address);
    });
    await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready));
    return `127.0.0.1:${socket.address().port}`;
  }

  test('all A and AAAA answers count', async () => {
    const address = await server({
      'two.example.com': {
        a: [
          [8, 8, 8, 8],
          [10, 0, 0, 1],
        ],
        aaaa: [[0x2a, 0, ...Array(13).fill(0), 1]],
      },
      'four.example.com': { a: [[1, 1, 1, 1]] },
    });
    const resolver = nameServers({ servers: [address] });
    expect(await resolver('two.example.com')).toEqual(['8.8.8.8', '10.0.0.1', '2a00::1']);
    expect(await resolver('four.example.com')).toEqual(['1.1.1.1']);
    await expect(resolver('none.example.com')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
  test('a silent zone fails by itself and holds up no other', async () => {
    const address = await server({ 'dead.example.com': 'silent', 'live.example.com': { a: [[1, 1, 1, 1]] } });
    const resolver = nameServers({ servers: [address], timeoutMs: 200, tries: 1 });
    const order: string[] = [];
    const dead = Array.from({ length: 50 }, () =>
      resolver('dead.example.com').catch(() => order.push('dead')),
    );
    await resolver('live.example.com').then(() => order.push('live'));
    await Promise.all(dead);
    expect(order[0]).toBe('live');
    expect(order).toHaveLength(51);
  });
  test('localhost is loopback, by the standard', async () => {
    const resolver = nameServers({ servers: ['127.0.0.1:9'] });
    expect(await resolver('localhost')).toEqual(['127.0.0.1', '::1']);
    expect(await resolver('hooks.localhost')).toEqual(['127.0.0.1', '::1']);
  });
});
