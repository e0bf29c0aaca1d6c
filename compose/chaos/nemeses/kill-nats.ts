import type { Nemesis } from './nemesis.ts';

/** `kill -9` of a NATS node: one of three, or all of them at once. */
export const killNats: Nemesis = {
  name: 'kill-nats',
  async strike({ cluster }, random) {
    const { nodes } = cluster.nats;
    const victims = random.chance(0.25) ? [...nodes] : [random.pick(nodes)];
    await Promise.all(victims.map((node) => node.kill9()));
    const names = victims.map((node) => `nats-${nodes.indexOf(node) + 1}`);
    return {
      what: `kill -9 ${names.join(', ')}`,
      takeover: true,
      heal: async () => {
        await Promise.all(victims.filter((node) => !node.isUp()).map((node) => node.restart()));
      },
    };
  },
};
