import type { Say } from './say.ts';

/**
 * What has been started, to be stopped in the opposite order, each part only when those that use it have ended.
 */
export type Teardown = {
  add(what: string, stop: () => unknown): void;
  /** Re-entrant: every caller waits for the same end. Never rejects; answers whether all went well and in time. */
  run(): Promise<boolean>;
};

export function createTeardown(say: Say, deadlineMs: number): Teardown {
  const parts: { what: string; stop: () => unknown }[] = [];
  let running: Promise<boolean> | undefined;

  async function stopAll(): Promise<boolean> {
    let well = true;
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      try {
        await part.stop();
      } catch (error) {
        well = false;
        say(`stopping ${part.what} failed: ${error instanceof Error ? error.message : error}`);
      }
    }
    return well;
  }

  async function withinDeadline(): Promise<boolean> {
    let timer: Timer | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), deadlineMs);
    });
    const well = await Promise.race([stopAll(), late]);
    clearTimeout(timer);
    return well;
  }

  return {
    add: (what, stop) => void parts.push({ what, stop }),
    run: () => (running ??= withinDeadline()),
  };
}
