import { cpus } from 'node:os';
import { machineRemark } from '../machine.ts';
import { makeLoadFirms } from './firms.ts';
import { missed, OBJECTIVES } from './objectives.ts';
import { type LoadOptions, parseLoadOptions } from './options.ts';
import { seeded } from './random.ts';
import { kneeReport, stepReport } from './report.ts';
import { type Stack, startStack } from './stack.ts';
import { runStep, type Step } from './step.ts';

// bun run load [--rate N] [--seconds N] [--firms N] [--cases N] [--movements N] [--seed N]
// bun run load growth [--cases N] [--factor N ...]

/** The knee is looked for from here, in steps that grow by this. */
const LOWEST_RATE = 100;
const GROWTH = 1.6;
/** Beyond it the queue only grows. */
const HOPELESS_MS = 3_000;
const IMPORT_WITHIN_MS = 300_000;
/** Numbers that nobody watches yet. */
const FIRST_NEW_NUMBER = 5_000_000;

async function load(options: LoadOptions): Promise<void> {
  const { firms: count, cases, seed } = options;
  console.error(`${count} firms of ${cases} cases, seed ${seed}, ${cpus().length} processors`);
  const remark = machineRemark();
  if (remark) console.error(remark);
  const stack = await startStack();
  try {
    const made = await makeLoadFirms({ ...stack, receiver: stack.receiver.url }, { firms: count, cases });
    await imported(stack, count * cases);
    let number = FIRST_NEW_NUMBER;
    const nextNumber = () => number++;
    const random = seeded(seed);
    const step = async (rate: number, seconds = options.seconds): Promise<Step> => {
      const { movements } = options;
      return runStep(stack, made, { rate, seconds, movements, nextNumber }, random);
    };
    await step(Math.min(options.rate ?? LOWEST_RATE, LOWEST_RATE), 3);
    console.error('warm');
    if (options.rate !== undefined) return console.log(stepReport(await step(options.rate)));
    const steps: Step[] = [];
    for (let rate = LOWEST_RATE; ; rate = Math.round(rate * GROWTH)) {
      const one = await step(rate);
      steps.push(one);
      console.log(`${stepReport(one)}\n`);
      if (one.edge.p99 > HOPELESS_MS || missed(one).length === OBJECTIVES.length) break;
    }
    console.log(kneeReport(steps));
  } finally {
    await stack.stop();
  }
}

/** Waits until the workers have taken in what the court knows of every case. */
async function imported({ runtime, urls }: Stack, cases: number): Promise<void> {
  const givesUpAt = performance.now() + IMPORT_WITHIN_MS;
  for (;;) {
    const { rows } = await runtime.query<{ imported: number }>(
      "select count(*)::int as imported from auth.events_after('0', 0, 2147483647) where type = 'process.imported'",
    );
    const done = rows[0]?.imported ?? 0;
    if (done >= cases)
      return console.error(`${done} cases are imported (${new URL(urls.app).pathname.slice(1)})`);
    if (performance.now() > givesUpAt) throw new Error(`only ${done} of ${cases} cases were imported`);
    await Bun.sleep(1_000);
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === 'growth') await (await import('./growth/main.ts')).growth(rest);
else await load(parseLoadOptions(process.argv.slice(2)));
process.exit(0);
