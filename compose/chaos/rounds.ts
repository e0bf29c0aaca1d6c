import { createRandom } from '../datajud-sandbox/data/random.ts';
import type { Arena, Nemesis, Strike } from './nemeses/nemesis.ts';
import { untilItWorks } from './recovery.ts';
import { RECOVERY_MS, type Round } from './schedule.ts';
import type { Pace } from './workload/pace.ts';

/** What a round did, and how long the cluster took to work again. */
export interface RoundReport {
  nemeses: string[];
  what: string[];
  /** From the strike where others take over, else from its end; undefined: not within five minutes. */
  recoveredMs: number | undefined;
}

/** Plays the rounds one after the other. What was struck is healed, whatever happens. */
export async function playRounds(
  arena: Arena,
  rounds: readonly Round[],
  nemeses: readonly Nemesis[],
  pace: Pace,
): Promise<RoundReport[]> {
  const reports: RoundReport[] = [];
  for (const [i, round] of rounds.entries()) {
    pace.next(round.holdMs + RECOVERY_MS);
    const report = await playRound(arena, round, nemeses, String(i + 1));
    const recovered =
      report.recoveredMs === undefined
        ? 'NOT RECOVERED'
        : `works again after ${Math.round(report.recoveredMs)} ms`;
    arena.say(`${i + 1}/${rounds.length}  ${report.what.join(' + ')}: ${recovered}`);
    reports.push(report);
  }
  pace.finish();
  return reports;
}

async function playRound(
  arena: Arena,
  round: Round,
  nemeses: readonly Nemesis[],
  name: string,
): Promise<RoundReport> {
  const random = createRandom(round.seed);
  const strikes: Strike[] = [];
  const begun = performance.now();
  let recoveredMs: number | undefined;
  let measured = false;
  try {
    for (const { name, strike } of nemeses)
      if (round.nemeses.includes(name)) strikes.push(await strike(arena, random));
    if (strikes.length === 1 && strikes[0]?.takeover) {
      recoveredMs = await untilItWorks(arena, name, { everyApi: false });
      measured = true;
    }
    const holdMs = Math.max(round.holdMs, ...strikes.map(({ holdAtLeastMs = 0 }) => holdAtLeastMs));
    await Bun.sleep(Math.max(0, holdMs - (performance.now() - begun)));
  } finally {
    await Promise.all(strikes.map((strike) => healed(arena, strike)));
  }
  if (!measured) recoveredMs = await untilItWorks(arena, name, { everyApi: true });
  return { nemeses: round.nemeses, what: strikes.map(({ what }) => what), recoveredMs };
}

/** A server that is to come back may not at once on a busy machine. @throws what the last try threw */
async function healed(arena: Arena, { what, heal }: Strike): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await heal();
    } catch (error) {
      if (attempt === HEALINGS) throw error;
      arena.say(`${what} is not over yet: ${error}`);
      await Bun.sleep(HEAL_AGAIN_MS);
    }
  }
}

const HEALINGS = 5;
const HEAL_AGAIN_MS = 2_000;
