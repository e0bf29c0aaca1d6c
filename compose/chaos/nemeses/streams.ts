import type { Nemesis } from './nemesis.ts';

const EVERY_MS = 2_000;

/** An operator's mistake: streams are deleted, or their consumers, while they are in use. */
export const streams: Nemesis = {
  name: 'streams',
  async strike({ cluster, operator }, random) {
    const consumers = random.chance(0.5);
    let under: Promise<unknown> = Promise.resolve();
    const strike = () => {
      // The broker may be away as well, and a stream that is being made again cannot be deleted: next time.
      under = (consumers ? operator.deleteConsumers() : operator.deleteStreams()).catch(() => {});
    };
    strike();
    const timer = setInterval(strike, EVERY_MS);
    return {
      what: `${consumers ? 'consumers' : 'streams'} deleted (${cluster.nats.nodes.length} nodes)`,
      heal: async () => {
        clearInterval(timer);
        await under;
      },
    };
  },
};
