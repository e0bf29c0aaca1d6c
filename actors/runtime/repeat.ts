/** A background task that runs again and again, never twice at once. */
export interface Repeater {
  /** Runs it now; when it is running, once more right after. */
  now(): void;
  stop(): void;
  settled(): Promise<void>;
}

/**
 * Repeats `task` every `period` milliseconds (read anew each time), counted from the end of the run before.
 * Failures go to `onError` and do not end the repetition.
 */
export function repeat(
  period: number | (() => number),
  name: string,
  onError: (name: string, error: unknown) => void,
  task: () => Promise<void>,
): Repeater {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  function run(): void {
    clearTimeout(timer);
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = task()
      .catch((error) => onError(name, error))
      .finally(() => {
        running = undefined;
        if (stopped) return;
        if (again) {
          again = false;
          run();
        } else {
          timer = setTimeout(run, typeof period === 'number' ? period : period());
        }
      });
  }

  run();
  return {
    now: run,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
    settled: async () => running,
  };
}
