import type { Nemesis } from './nemesis.ts';

const EVERY_MS = 700;

/** Connections are reset, again and again: those of every program to Postgres, to NATS, to DataJud or to the receivers. */
export const reset: Nemesis = {
  name: 'reset',
  async strike({ cluster }, random) {
    const like = random.pick([/> postgres$/, /> nats-\d$/, /> datajud$/, /> receiver/]);
    const links = cluster.links.all(like);
    const timer = setInterval(() => {
      for (const link of links) if (random.chance(0.5)) link.reset();
    }, EVERY_MS);
    return { what: `reset ${like.source}`, heal: async () => clearInterval(timer) };
  },
};
