/** Verbs of what has happened or is so: they assert. */
const ASSERTS =
  /\b(foi|foram|houve|houveram|ficou|ficaram|saiu|teve|era|eram|esta|estao|segue|seguem|permanece|permanecem|ha|\w{3,}ou|\w{3,}aram|\w{3,}eram|\w{3,}iram|\w{4,}eu|\w{3,}iu|manteve|deu|fez|interpos)\b/;

/** What says that the verb it governs may happen, or may not have. `deve` and `vai` foretell: they excuse nothing. */
const POSSIBLE =
  /\b(pode|podem|podera|poderao|poderia|costuma|costumam|cabe|cabem|aguarda|aguardam|espera|esperam|a espera d[eao]|falta|faltam|depende d[eao]|normalmente|em geral|(se|caso|quando|ate que|sem que) (nao )?(houver|haja|for|forem|seja|sejam|vier|vierem|venha|ocorrer|sair|acabar))\b/g;

/** Acts upon an event that must have happened for them: `recorrer da condenação`. */
const UPON =
  /\b(recorrer|contestar|discutir|impugnar|embargar|cumprir|executar|anular|reverter|reformar|pagar|levantar|questionar|rever|desfazer|revogar)\b/;

/** What ends the reach of a denial: a stop, or a word with which something else begins, that is so all the same. */
const ENDS_DENIAL =
  /[.;:,]|\b(?:e|mas|porem|porque|pois|embora|quando|(?<!\bo )que|enquanto|como|depois|apos|antes|desde|durante|alem|apesar|diante|devido|gracas|por causa|em razao|exceto|salvo|senao|a nao ser|so|apenas|somente|duvidas?)\b/;

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
  const clause = before.split(ENDS_DENIAL).at(-1) ?? '';
  return /\b(nao|nunca|nenhum|nenhuma|sem|nem|tampouco)\b(\s+\S+){0,6}\s*$/.test(clause);
}

/** Whether anything in the clause of these words asserts: of what comes next, one may speak without. */
export function asserts(before: string, found: string, after: string): boolean {
  const clause = `${before.split(/[.;:,]/).at(-1) ?? ''}${found}${/^[^.;:,]*/.exec(after)?.[0] ?? ''}`;
  return ASSERTS.test(clause);
}

const TELLS =
  '(?:registra|registram|registrou|registraram|mostra\\w*|diz\\w*|informa\\w*|indica\\w*|responde\\w*)';
const IS_THERE =
  '(?:(?:(?:foi|foram|esta|estao) )?registr(?:os?|ad[oa]s?)|se registr\\w+|const(?:a|am|ou|aram|ava|avam)|ha|houve|havia|aparece\\w*)';
/** What a record is called. A person who tells nothing is no record: `o réu não mostra bens` is news. */
const RECORD =
  '(?<!\\b[dn][oae]s? )\\b(?:dados|registros?|movimentos?|movimentac(?:ao|oes)|andamentos?|autos|fontes?|processo|intimac(?:ao|oes)|publicac(?:ao|oes)|decis(?:ao|oes)|sentencas?|despachos?|conclusao|grau)(?: \\w+[dt][oa]s?)?(?: ainda)?';

/** What says that nothing of a kind is on record: what is not there needs no proof. */
const NOT_ON_RECORD = new RegExp(
  `\\b(?:nao|nem|nada|nunca|sem|nenhum|nenhuma)\\b[^.;]*\\b${IS_THERE}\\b|(?:^\\s*nada|${RECORD} (?:nao|nem|nada)(?: o| a)?) ${TELLS}\\b`,
);
const VERB_OF_RECORD = new RegExp(`\\b(?:${IS_THERE}|${TELLS})\\b`);

/** Whether the clause at that place says that something is not on record. */
export function saysOffRecord(before: string, after: string): boolean {
  return NOT_ON_RECORD.test(`${before.split(ENDS_DENIAL).at(-1) ?? ''}${after.split(ENDS_DENIAL)[0] ?? ''}`);
}

/** Whether these words are what is said not to be on record: a denial of it stands before them, and nothing between asserts. */
export function isOffRecord(before: string, found: string, after: string): boolean {
  if (!saysOffRecord(`${before}${found}`, after)) return false;
  const clause = before.split(ENDS_DENIAL).at(-1) ?? '';
  const denial = /\b(?:nao|nem|nada|nunca|sem|nenhum|nenhuma)\b((?:\s+\S+){0,6}\s*)$/.exec(clause);
  if (!denial) return false;
  const [, between = ''] = denial;
  // `Não diz se houve acordo` leaves it open.
  const isAsked = new RegExp(`\\b${TELLS} (?:se|o que)\\b`).test(between);
  return isAsked || !ASSERTS.test(`${between.replace(VERB_OF_RECORD, '')}${found}`);
}
