import { lowerFirst } from './words.ts';

/** As our table describes a hearing: its kind, then what has become of it. */
const DESCRIBED = /^audiência\s*(.*?)\s*\b((?:re)?designada|cancelada|não[ -]realizada|realizada)$/iu;
/** Kinds that courts send without their preposition. */
const NEEDS_OF =
  /^(conciliação|instrução|julgamento|justificação|mediação|custódia|interrogatório|admoestação)/iu;

/**
 * `foi designada a audiência de conciliação` of `Audiência conciliação designada`. Of a hearing whose state is not known only
 * that it is on record is told: the movement may call it, cancel it or close it.
 */
export function hearingWords(description: string): string {
  const [, kind = '', state] = DESCRIBED.exec(description.trim()) ?? [];
  if (state === undefined)
    return `foi registrado um andamento sobre ${lowerFirst(withOf(description.trim()))}`;
  const hearing = `a audiência${kind === '' ? '' : ` ${withOf(kind)}`}`;
  const told = state.toLowerCase();
  return told.startsWith('não') ? `não foi realizada ${hearing}` : `foi ${told} ${hearing}`;
}

function withOf(kind: string): string {
  const [, noun = '', rest = ''] = /^(audiência\s+)?(.*)$/iu.exec(kind) ?? [];
  const plain = rest.charAt(0).toLowerCase() + rest.slice(1).replace(/ e Julgamento/gu, ' e julgamento');
  return `${noun}${NEEDS_OF.test(plain) ? `de ${plain}` : plain}`;
}
