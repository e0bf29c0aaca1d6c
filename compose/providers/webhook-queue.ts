/**
 * Calls a webhook as providers do: one delivery after the other, each again until it is taken or `tries` are over.
 */
export interface WebhookQueue {
  /** @param make the request anew at each try: signatures carry the time */
  push(make: (tried: number) => { url: string; init: RequestInit }): void;
  /** Everything has been taken or given up. */
  idle(): Promise<void>;
  /** Statuses answered, in order; 0 when nobody did. */
  answers: number[];
  stop(): void;
}

export function createWebhookQueue(options: { retryMs: number; tries: number }): WebhookQueue {
  const answers: number[] = [];
  let last: Promise<void> = Promise.resolve();
  let stopped = false;

  async function call(make: (tried: number) => { url: string; init: RequestInit }): Promise<void> {
    for (let tried = 0; tried < options.tries && !stopped; tried++) {
      if (tried > 0) await Bun.sleep(options.retryMs);
      const { url, init } = make(tried);
      const status = await fetch(url, init).then(
        (answer) => answer.status,
        () => 0,
      );
      answers.push(status);
      if (status >= 200 && status < 300) return;
    }
  }

  return {
    push(make) {
      last = last.then(() => call(make));
    },
    idle: () => last,
    answers,
    stop() {
      stopped = true;
    },
  };
}
