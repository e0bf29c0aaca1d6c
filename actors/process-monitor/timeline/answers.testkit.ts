import type { CourtMovement } from '../../contracts/court-document.ts';
import type { Change } from './changes.ts';
import { type DiffContext, diff } from './diff.ts';
import { emptyHistory, type InstanceHistory } from './history.ts';

/** When every answer of these tests is received. */
export const OBSERVED = '2024-06-30T12:00:00.000Z';

/** `m(85, '03-14')` is a petition of 14 March 2024 at noon; `m(51, '03-14T09:00:00', [3, 5])` has a complement. */
export function m(
  code: number,
  when: string,
  complement?: [number, number],
  name = `code ${code}`,
): CourtMovement {
  const at = when.length > 5 ? when : `${when}T12:00:00`;
  const [type = 0, value = 0] = complement ?? [];
  return {
    code,
    name,
    occurredAt: `2024-${at}-03:00`,
    complements: complement ? [{ code: type, value, name: '', description: '' }] : [],
    unit: null,
  };
}

export function answer(
  movements: CourtMovement[] | null,
  sourceUpdatedAt: string | null = null,
  complete = true,
) {
  return { movements, movementsComplete: complete, sourceUpdatedAt };
}

export function run(lists: (CourtMovement[] | null)[], context: Partial<DiffContext> = {}) {
  let history: InstanceHistory = emptyHistory();
  let ids = 0;
  const newId = () => `mov_${++ids}`;
  const steps = lists.map((list) => {
    const step = diff(history, answer(list), { observedAt: OBSERVED, newId, ...context });
    history = step.history;
    return step;
  });
  const last = steps.at(-1);
  if (!last) throw new Error('no step');
  return { steps, last, history };
}

export const brief = (changes: Change[]) =>
  changes.map((c) =>
    [c.type, c.entry.code, c.entry.at.slice(5, 10), ...(c.silent ? ['silent'] : [])].join(' '),
  );
