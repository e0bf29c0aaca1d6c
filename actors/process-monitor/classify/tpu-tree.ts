import { CLERK_TREE } from './tpu-clerk-tree.ts';
import { JUDGE_TREE } from './tpu-judge-tree.ts';

/**
 * The tree of procedural movements of the CNJ's unified tables (TPU), from child to parent, retired codes too: DataJud gives
 * only the leaf, and old cases keep retired leaves. As of April 2026.
 * Source: SGT, https://www.cnj.jus.br/sgt/consulta_publica_movimentos.php (public table of the CNJ).
 */
const PARENT_OF: ReadonlyMap<number, number> = new Map(
  [...JUDGE_TREE, ...CLERK_TREE].flatMap(([parent, children]) =>
    children.map((child): [number, number] => [child, parent]),
  ),
);

/** The code itself, then its parent, and so on up to the root. An unknown code has only itself. */
export function lineage(code: number): number[] {
  const line = [code];
  for (let parent = PARENT_OF.get(code); parent !== undefined; parent = PARENT_OF.get(parent))
    line.push(parent);
  return line;
}
