import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { type CommandName, checkCommand, isCommandName } from './control/commands.ts';
import type { SandboxControl } from './control/control.ts';
import { ControlError, invalid } from './control/errors.ts';

/** One step: when (milliseconds, or "5s", "2m", "1h" from the start), which command, and the command's input. */
export interface TimelineStep {
  [input: string]: unknown;
  at: number | string;
  do: CommandName;
}

export interface TimelineOptions {
  /** 10 runs ten times faster than written. 1 by default. */
  speed?: number;
  /** Begins again when the last step is done; `true`, or after this pause. */
  loop?: boolean | number | string;
  name?: string;
}

export interface TimelineState {
  id: string;
  name: string;
  state: 'running' | 'finished' | 'stopped';
  steps: number;
  done: number;
  /** How often it began. */
  rounds: number;
  /** The last failures, newest first: a step that fails does not stop the others. */
  failures: { step: number; message: string }[];
}

export interface Timelines {
  start(script: TimelineStep[], options?: TimelineOptions): TimelineState;
  list(): TimelineState[];
  /** @throws ControlError 404 */
  stop(id: string): TimelineState;
  stopAll(): void;
  /** Settles when the timeline finished or was stopped. */
  finished(id: string): Promise<TimelineState>;
}

interface Run {
  state: TimelineState;
  timer: Timer | null;
  settle: () => void;
  finished: Promise<void>;
}

const OptionsShape = Type.Object({
  speed: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  loop: Type.Optional(Type.Union([Type.Boolean(), Type.Number({ minimum: 0 }), Type.String()])),
  name: Type.Optional(Type.String()),
});

export function createTimelines(control: Pick<SandboxControl, 'run'>): Timelines {
  const runs = new Map<string, Run>();
  let nextId = 1;

  function start(script: TimelineStep[], options: TimelineOptions = {}): TimelineState {
    const plan = checkScript(script);
    checkOptions(options, plan.at(-1)?.atMs ?? 0);
    const id = `timeline-${nextId++}`;
    const { promise, resolve } = Promise.withResolvers<void>();
    const state: TimelineState = {
      id,
      name: options.name ?? id,
      state: 'running',
      steps: plan.length,
      done: 0,
      rounds: 1,
      failures: [],
    };
    const run: Run = { state, timer: null, settle: resolve, finished: promise };
    runs.set(id, run);
    advance(run, plan, options, 0, Date.now());
    return { ...state };
  }

  function advance(run: Run, plan: Step[], options: TimelineOptions, at: number, startedMs: number): void {
    const speed = options.speed ?? 1;
    const step = plan[at];
    if (!step) {
      if (options.loop === undefined || options.loop === false) {
        finish(run, 'finished');
        return;
      }
      const pause = options.loop === true ? 0 : milliseconds(options.loop, '/loop');
      run.timer = setTimeout(() => {
        run.state.rounds++;
        advance(run, plan, options, 0, Date.now());
      }, pause / speed);
      return;
    }
    const due = startedMs + step.atMs / speed;
    run.timer = setTimeout(
      () => {
        perform(run.state, step, at);
        advance(run, plan, options, at + 1, startedMs);
      },
      Math.max(due - Date.now(), 0),
    );
  }

  function perform(state: TimelineState, step: Step, at: number): void {
    try {
      control.run(step.name, step.input as never);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      state.failures = [{ step: at, message: error.message }, ...state.failures].slice(0, 20);
    }
    state.done++;
  }

  function finish(run: Run, how: 'finished' | 'stopped'): void {
    if (run.state.state !== 'running') return;
    if (run.timer) clearTimeout(run.timer);
    run.state.state = how;
    run.settle();
  }

  function find(id: string): Run {
    const run = runs.get(id);
    if (run) return run;
    throw new ControlError(404, `There is no timeline ${id}.`, [
      { location: '/id', message: 'No such timeline.', fix: 'List them with GET /_sandbox/timelines.' },
    ]);
  }

  return {
    start,
    list: () => [...runs.values()].map((run) => ({ ...run.state })),
    stop(id) {
      const run = find(id);
      finish(run, 'stopped');
      return { ...run.state };
    },
    stopAll() {
      for (const run of runs.values()) finish(run, 'stopped');
    },
    async finished(id) {
      const run = find(id);
      await run.finished;
      return { ...run.state };
    },
  };
}

interface Step {
  atMs: number;
  name: CommandName;
  input: Record<string, unknown>;
}

/** In order of time. @throws ControlError 400 naming the step to fix */
function checkScript(script: unknown): Step[] {
  if (!Array.isArray(script) || script.length === 0) {
    throw invalid(
      '/script',
      'A timeline is a list of steps.',
      'Give [{"at": "5s", "do": "add-movement", ...}].',
    );
  }
  const steps = script.map((raw: unknown, place) => {
    if (typeof raw !== 'object' || raw === null)
      throw invalid(`/script/${place}`, 'A step is an object.', 'Give {"at": ..., "do": ...}.');
    const { at, do: name, ...input } = raw as TimelineStep;
    if (!isCommandName(name)) {
      throw invalid(
        `/script/${place}/do`,
        `There is no command "${String(name)}".`,
        'GET /_sandbox lists the commands.',
      );
    }
    try {
      checkCommand(name, input);
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      const problems = error.problems.map((one) => ({ ...one, location: `/script/${place}${one.location}` }));
      throw new ControlError(400, `Step ${place}: ${error.message}`, problems);
    }
    return { atMs: milliseconds(at, `/script/${place}/at`), name, input };
  });
  return steps.sort((a, b) => a.atMs - b.atMs);
}

function checkOptions(options: TimelineOptions, lastMs: number): void {
  if (!Value.Check(OptionsShape, options)) {
    throw invalid(
      '/',
      'The options of the timeline are not valid.',
      'speed is a number above 0, loop true or a pause such as "2s", name a text.',
    );
  }
  const pause =
    typeof options.loop === 'boolean' || options.loop === undefined ? 0 : milliseconds(options.loop, '/loop');
  if (options.loop && lastMs + pause === 0) {
    throw invalid(
      '/loop',
      'A loop without any time would never rest.',
      'Give the last step an `at`, or loop a pause such as "5s".',
    );
  }
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function milliseconds(value: unknown, location: string): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  const found = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(String(value));
  if (found) return Number(found[1]) * (UNITS[found[2] ?? 'ms'] ?? 1);
  throw invalid(
    location,
    `"${String(value)}" is no time.`,
    'Give milliseconds, or a text such as "500ms", "5s", "2m".',
  );
}
