import type { Nemesis } from './nemesis.ts';

/** Slow and lossy links: of one program to everything, or of everything to Postgres, or between the nodes of NATS. */
export const slow: Nemesis = {
  name: 'slow',
  async strike({ cluster }, random) {
    const who = random.pick([
      ...cluster.programs.map(({ name }) => new RegExp(`^${name} >`)),
      /> postgres$/,
      /^nats-\d > nats/,
      /> receiver/,
    ]);
    const weather = {
      delayMs: random.int(5, 60),
      jitterMs: random.int(0, 100),
      // A lost packet is sent again after 200 ms at the earliest.
      lossChance: random.next() * 0.2,
      lossMs: random.int(200, 800),
      bytesPerSecond: random.chance(0.3) ? random.int(100_000, 1_000_000) : 0,
    };
    const links = cluster.links.all(who);
    for (const link of links) link.set(weather);
    return {
      what: `slow ${who.source} (${weather.delayMs} ms, ${Math.round(weather.lossChance * 100)} % lost)`,
      heal: async () => {
        const fair = { delayMs: 0, jitterMs: 0, lossChance: 0, lossMs: 0, bytesPerSecond: 0 };
        for (const link of links) link.set(fair);
      },
    };
  },
};
