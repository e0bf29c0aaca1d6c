import type { EscalationStep } from '../../contracts/people.ts';

/**
 * A firm's policy once a person is no more: their steps name the successor, or are left out where there is none. Of two steps in a
 * row, one handed on and one the successor's own, the earlier stays: nobody is rung again because somebody else left.
 */
export function handOnSteps(
  steps: readonly EscalationStep[],
  gone: string,
  successor: string | undefined,
): EscalationStep[] {
  const kept: { step: EscalationStep; isHandedOn: boolean }[] = [];
  for (const step of steps) {
    const isHandedOn = step.personId === gone;
    if (isHandedOn && successor === undefined) continue;
    const next = isHandedOn ? { ...step, personId: successor as string } : step;
    const before = kept.at(-1);
    const isTwice =
      successor !== undefined && [before?.step.personId, next.personId].every((id) => id === successor);
    if (!isTwice || before?.isHandedOn === isHandedOn) kept.push({ step: next, isHandedOn });
  }
  return kept.map(({ step }) => step);
}
