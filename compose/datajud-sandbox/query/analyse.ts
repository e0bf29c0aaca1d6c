/**
 * The standard analyser: splits on what is neither letter nor digit, keeps `.` and `,` between digits and
 * `.`, `'` and `:` between letters, lower-cases, and folds no accent. A masked case number becomes two
 * tokens, and so matches nothing.
 */
export function analyse(text: string): string[] {
  return (
    text
      .toLowerCase()
      .match(
        /[\p{L}\p{N}_\p{M}]+(?:(?:(?<=\p{N})[.,'](?=\p{N})|(?<=\p{L})[.':](?=\p{L}))[\p{L}\p{N}_\p{M}]+)*/gu,
      ) ?? []
  );
}
