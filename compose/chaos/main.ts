import { join } from 'node:path';
import { NEMESES } from './nemeses/nemeses.ts';
import { type ChaosOptions, readOptions, USAGE } from './options.ts';
import { runChaos } from './run.ts';
import { renderVerdict } from './verdict.ts';

// bun run chaos: attacks a whole cluster on this machine, and ends with 1 when anything was lost, doubled, mixed up or not recovered.
const known = NEMESES.map(({ name }) => name);

function optionsOrExit(): ChaosOptions {
  try {
    return readOptions(process.argv.slice(2), known);
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : error}\n\n${USAGE}\nnemeses: ${known.join(', ')}`,
    );
    process.exit(2);
  }
}

const options = optionsOrExit();
const say = (line: string) => console.log(`${new Date().toTimeString().slice(0, 8)}  ${line}`);
const logDir = join(import.meta.dir, '..', '..', '.data', 'chaos', `seed-${options.seed}`);
say(`seed ${options.seed}`);
const verdict = await runChaos(options, logDir, say);
console.log(renderVerdict(verdict));
if (options.out) await Bun.write(options.out, `${JSON.stringify(verdict, null, 2)}\n`);
process.exit(verdict.passed ? 0 : 1);
