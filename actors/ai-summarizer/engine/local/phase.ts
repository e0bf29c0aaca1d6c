import type { SourceMovement, Sources } from '../../sources/sources.ts';
import { serviceState } from './service.ts';
import { isFirstGrau } from './words.ts';

export type Phase =
  | 'unknown'
  | 'filed'
  | 'to-mend'
  | 'service'
  | 'pleading'
  | 'evidence'
  | 'ready'
  | 'judged'
  | 'settled'
  | 'appeal'
  | 'appeal-judged'
  | 'returned'
  | 'superior'
  | 'final'
  | 'enforcement'
  | 'ended'
  | 'payment'
  | 'suspended'
  | 'archived'
  | 'put-away';

export interface Standing {
  phase: Phase;
  /** The movement that led there; the newest one when none did. */
  since: SourceMovement | undefined;
  /** Before a suspension or an archive. */
  before: Phase;
}

/** The end of a suspension stands in the same group as the suspension (TPU 14974 and what is below it). */
const RESUMED = /^(fim da suspensão|levantamento)/i;
const PUT_AWAY = new Set([245, 861, 14997, 14998]);
const CLOSED = new Set([22, 246]);
const BEFORE_JUDGMENT: readonly Phase[] = [
  'unknown',
  'filed',
  'to-mend',
  'service',
  'pleading',
  'evidence',
  'ready',
];
const ENFORCING: readonly Phase[] = ['enforcement', 'payment'];

/**
 * Where a case stands, from its movements in the order of time: each may take it a step on.
 *
 *   filed ─▶ to-mend ─▶ service ─▶ pleading ─▶ evidence ─▶ ready ─▶ judged ─▶ appeal ─▶ appeal-judged ─▶ superior ─▶ final ─▶ enforcement ─▶ payment
 *   enforcement, payment ─▶ ended ─▶ final     appeal, superior ─▶ returned (a baixa there, with no result on record)
 *   any ─▶ suspended ─▶ the phase before     any ─▶ put-away | archived ─▶ the phase before (reactivated)
 *
 * `since` is the newest movement that leads to the phase or keeps it there. A baixa of a higher grau closes only that grau: the case goes back to where it came from.
 */
export function standingOf({ headers, movements }: Sources): Standing {
  const enforcing = headers.some((h) => isFirstGrau(h) && /execução|cumprimento/i.test(h.className ?? ''));
  let standing: Standing = { phase: 'unknown', since: undefined, before: 'unknown' };
  for (const movement of movements) {
    const phase = stepOf(movement, standing, enforcing);
    if (phase === standing.phase) standing = { ...standing, since: movement };
    if (!phase || phase === standing.phase) continue;
    const paused =
      standing.phase === 'suspended' || standing.phase === 'archived' || standing.phase === 'put-away';
    standing = { phase, since: movement, before: paused ? standing.before : standing.phase };
  }
  return { ...standing, since: standing.since ?? movements.at(-1) };
}

function stepOf(
  movement: SourceMovement,
  { phase, before }: Standing,
  enforcing: boolean,
): Phase | undefined {
  const { code, group, description } = movement;
  const first = isFirstGrau(movement);
  const early = BEFORE_JUDGMENT.includes(phase);
  const from = (...phases: Phase[]) => phases.includes(phase);
  if (group === 'suspension')
    return RESUMED.test(description) || code === 14974 ? resumed(phase, before) : 'suspended';
  if (CLOSED.has(code)) return first ? 'archived' : from('appeal', 'superior') ? 'returned' : undefined;
  if (PUT_AWAY.has(code)) return 'put-away';
  if (group === 'reopening') return resumed(phase, before);
  if (group === 'distribution') return distributed(movement, phase, enforcing);
  if (group === 'appeal-remittance') return first ? 'appeal' : 'superior';
  if (group === 'appeal-admission') return 'superior';
  if (group === 'appeal-result') return first ? undefined : 'appeal-judged';
  if (group === 'final') return ENFORCING.includes(phase) ? undefined : 'final';
  if (group === 'payment-order') return 'payment';
  if (
    group === 'enforcement' ||
    group === 'asset-freeze' ||
    group === 'auction' ||
    group === 'enforcement-objection'
  )
    return early && group !== 'enforcement' && !enforcing
      ? undefined
      : phase === 'payment'
        ? undefined
        : 'enforcement';
  if (group === 'writ') return 'judged';
  if (!first) return undefined;
  if (group === 'merits-judgment' || group === 'judgment-without-merits') return judged(code);
  if (!early) return undefined;
  if (code === 15085) return 'to-mend';
  if (group === 'service')
    return from('pleading', 'evidence', 'ready')
      ? undefined
      : serviceState(movement) === 'served'
        ? enforcing
          ? 'enforcement'
          : 'pleading'
        : 'service';
  if (group === 'hearing' || group === 'expert' || group === 'case-management') return 'evidence';
  if (group === 'conclusion' && /julgamento/i.test(description)) return 'ready';
  return undefined;
}

function resumed(phase: Phase, before: Phase): Phase | undefined {
  return phase === 'suspended' || phase === 'archived' || phase === 'put-away' ? before : undefined;
}

function distributed(movement: SourceMovement, phase: Phase, enforcing: boolean): Phase | undefined {
  if (!isFirstGrau(movement)) return movement.grau === 'SUP' ? 'superior' : 'appeal';
  return phase === 'unknown' ? (enforcing ? 'service' : 'filed') : undefined;
}

/** 196 ends an enforcement; 466, 377 and 14099 approve a settlement, 463 a withdrawal. */
function judged(code: number): Phase {
  if ([466, 377, 14099, 463, 455].includes(code)) return 'settled';
  return code === 196 ? 'ended' : 'judged';
}
