import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Bench, Figure } from './bench.ts';
import { machineRemark } from './machine.ts';
import { createServers } from './servers.ts';

// bun run bench [name or group ...] [--out FILE] [--quick]
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, quick: { type: 'boolean', default: false }, list: { type: 'boolean' } },
});

const all = [...new Bun.Glob('*.*.ts').scanSync(import.meta.dir)].map((file) => file.slice(0, -3)).sort();
const wanted = (name: string) =>
  positionals.length === 0 || positionals.some((p) => name === p || name.startsWith(`${p}.`));
const names = all.filter(wanted);
if (names.length === 0) {
  console.error(`there is no such measurement; known are ${all.join(', ')}`);
  process.exit(2);
}

const remark = machineRemark();
if (remark) console.error(remark);
const figures: Figure[] = [];
const servers = createServers();
let failures = 0;
try {
  for (const name of names) {
    const bench: Bench = await import(`./${name}.ts`);
    console.error(`${name}: ${bench.describe}`);
    if (values.list) continue;
    const ends: (() => unknown)[] = [];
    const onEnd = (close: () => unknown) => void ends.push(close);
    try {
      await bench.run({
        database: servers.database,
        nats: servers.broker(onEnd),
        redis: servers.redis,
        quick: values.quick,
        say: (text) => console.error(`  ${text}`),
        onEnd,
        figure(figure) {
          const round = (n: number) => Number(n.toPrecision(4));
          const { peer, ratio } = figure;
          const line: Figure = {
            ...figure,
            value: round(figure.value),
            ...(peer ? { peer: { ...peer, value: round(peer.value) } } : {}),
            ...(ratio === undefined ? {} : { ratio: round(ratio) }),
          };
          figures.push(line);
          console.log(JSON.stringify(line));
          if (values.out) writeFileSync(values.out, figures.map((f) => `${JSON.stringify(f)}\n`).join(''));
        },
      });
    } catch (error) {
      failures++;
      console.error(`${name} failed:`, error);
    } finally {
      for (const end of ends.reverse()) await end();
    }
  }
} finally {
  await servers.stop();
}
process.exit(failures === 0 ? 0 : 1);
