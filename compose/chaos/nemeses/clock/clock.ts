import { rmSync, writeFileSync } from 'node:fs';
import { clockFile } from '../../cluster/cluster.ts';
import type { Nemesis } from '../nemesis.ts';

const MINUTE = 60_000;
/** A leap of a badly set clock, either way: from half a minute to a day. */
const LEAPS = [0.5, 3, 10, 60, 24 * 60];

/** The calendar clock of one process jumps, and jumps back. */
export const clock: Nemesis = {
  name: 'clock',
  async strike({ cluster }, random) {
    const victim = random.pick(cluster.programs);
    const minutes = random.pick(LEAPS) * (random.chance(0.5) ? 1 : -1);
    const file = clockFile(cluster.logDir, victim.name);
    writeFileSync(file, String(minutes * MINUTE));
    return {
      what: `clock of ${victim.name} ${minutes > 0 ? '+' : ''}${minutes} min`,
      heal: async () => rmSync(file, { force: true }),
    };
  },
};
