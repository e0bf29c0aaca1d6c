/** Verbs of what has happened or is so: they assert. */
const ASSERTS =
  /\b(foi|foram|houve|houveram|ficou|ficaram|saiu|teve|era|eram|esta|estao|segue|seguem|permanece|permanecem|ha|\w{3,}ou|\w{3,}aram|\w{3,}eram|\w{3,}iram|\w{4,}eu|\w{3,}iu|manteve|deu|fez|interpos)\b/;

/** What says that the verb it governs may happen, or may not have. `deve` and `vai` foretell: they excuse nothing. */
const POSSIBLE =
  /\b(pode|podem|podera|poderao|poderia|costuma|costumam|cabe|cabem|aguarda|aguardam|espera|esperam|a espera d[eao]|falta|faltam|depende d[eao]|normalmente|em geral|(se|caso|quando|ate que|sem que) (nao )?(houver|haja|for|forem|seja|sejam|vier|vierem|venha|ocorrer|sair|acabar))\b/g;

/** Acts upon an event that must have happened for them: `recorrer da condenação`. */
const UPON =
  /\b(recorrer|contestar|discutir|impugnar|embargar|cumprir|executar|anular|reverter|reformar|pagar|levantar|questionar|rever|desfazer|revogar)\b/;

/** Words of the clause that ends before `found`. */
function clauseBefore(before: string): string {
  return before.split(/[.;:]/).at(-1) ?? '';
}

/** Whether the words at that place are only told of as possible: a verb of possibility governs them, and nothing asserts them. */
export function isOnlyPossible(before: string, found: string, after: string): boolean {
  const clause = clauseBefore(before);
  const last = [...clause.matchAll(POSSIBLE)].at(-1);
  if (!last) return false;
  const between = clause.slice(last.index + last[0].length);
  const governed = `${between}${found}`;
  if (ASSERTS.test(governed) || UPON.test(between)) return false;
  return !ASSERTS.test(/^[^.;:,]*/.exec(after)?.[0] ?? '') || /^\s*(e|que|ou|mas)\b/.test(after);
}

/** Whether they are denied: a negation in the same clause, a few words before and with no other thing between. */
export function isDenied(before: string): boolean {
  const clause = before.split(/[.;:,]|\b(?:e|mas|porem|porque|pois|embora|quando|que)\b/).at(-1) ?? '';
  return /\b(nao|nunca|nenhum|nenhuma|sem|nem|tampouco)\b(\s+\S+){0,6}\s*$/.test(clause);
}

/** Whether anything in the clause of these words asserts: of what comes next, one may speak without. */
export function asserts(before: string, found: string, after: string): boolean {
  const clause = `${before.split(/[.;:,]/).at(-1) ?? ''}${found}${/^[^.;:,]*/.exec(after)?.[0] ?? ''}`;
  return ASSERTS.test(clause);
}

/** What says that nothing of a kind is on record: what is not there needs no proof. */
export const NOT_ON_RECORD =
  /\b(nao|nem|nada|nunca|sem|nenhum|nenhuma)\b[^.;]*\b(registr\w*|const[ao]\w*|ha|houve|havia|mostra\w*|diz\w*|informa\w*|indica\w*|aparece\w*|responde\w*)\b/;
