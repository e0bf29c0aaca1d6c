const AGAIN_MS = 250;

/** Repeats what NATS refused because it was away, until it is done or the signal says that there is no time left. */
export async function untilStored(store: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      return await store();
    } catch (error) {
      if (signal.aborted) throw error;
      await Bun.sleep(AGAIN_MS);
    }
  }
}
