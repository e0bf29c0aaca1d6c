/** A node of the TPU and the nodes right below it. */
export type Branch = readonly [parent: number, children: readonly number[]];

/** The codes from first to last, which the CNJ gave out in a row. */
export function span(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
