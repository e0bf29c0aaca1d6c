import type { Direction } from '../network/link.ts';
import type { Nemesis } from './nemesis.ts';

/** Who can be cut off from whom. */
const BETWEEN = [
  /^(chaos-account|process-monitor|datajud-fetcher|notifier|relay)-\d > postgres/,
  /^api-\d > postgres/,
  /^(chaos-account|process-monitor|datajud-fetcher|notifier|relay)-\d > nats/,
  /^api-\d > nats/,
  /^nats-\d > nats/,
  /^datajud-fetcher-\d > datajud/,
  /^notifier > receiver/,
] as const;
const WAYS: readonly Direction[] = ['both', 'there', 'back'];

/**
 * Cuts one program off from one server (from all nodes of NATS, when it is NATS; a node from both others), in both directions or in one: nothing
 * passes and nobody is told. In a third of the cases the connections are reset in the end, as a router does that has forgotten them.
 */
export const cut: Nemesis = {
  name: 'cut',
  async strike({ cluster }, random) {
    const like = random.pick(BETWEEN);
    const first = random.pick(cluster.links.all(like));
    const [who = '', whom = ''] = first.name.split(' > ');
    const way = random.pick(WAYS);
    const ends = whom.startsWith('nats') ? 'nats' : whom;
    const links = cluster.links.all(new RegExp(`^${who} > ${ends}`));
    // The other nodes' way to this one.
    if (who.startsWith('nats')) links.push(...cluster.links.all(new RegExp(`^nats-\\d > ${who}$`)));
    for (const link of links) link.set({ cut: true }, way);
    const resets = random.chance(1 / 3);
    return {
      what: `cut ${who} > ${ends} (${way}${resets ? ', then reset' : ''})`,
      heal: async () => {
        for (const link of links) {
          if (resets) link.reset();
          link.set({ cut: false });
        }
      },
    };
  },
};
