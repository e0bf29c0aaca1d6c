import type { Chart } from '../document.ts';
import { monthOf, shortMonth } from '../words/times.ts';

/** More bars than this cannot be read. */
const MOST_BARS = 36;

/** How many of these instants fall into each month, gaps included; the last three years where there are more. */
export function byMonth(title: string, instants: readonly string[]): Chart | null {
  const counts = new Map<string, number>();
  for (const instant of instants) {
    const month = monthOf(new Date(instant));
    counts.set(month, (counts.get(month) ?? 0) + 1);
  }
  const months = [...counts.keys()].sort();
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const bars: Chart['bars'] = [];
  for (let month = first; month <= last; month = next(month)) {
    // Noon in the middle of the month is in that month everywhere.
    const label = shortMonth(new Date(`${month}-15T12:00:00-03:00`));
    bars.push({ label, value: counts.get(month) ?? 0 });
  }
  const cut = bars.length > MOST_BARS;
  return {
    title: cut ? `${title} (últimos três anos)` : title,
    bars: bars.slice(-MOST_BARS),
    horizontal: false,
  };
}

function next(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
