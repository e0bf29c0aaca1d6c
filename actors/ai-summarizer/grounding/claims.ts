import type { SourceMovement } from '../sources/sources.ts';
import { fold } from './facts.ts';

/** An event that a sentence may assert, and the movements that show it: by their code, never by words a court typed. */
interface Claim {
  /** In Portuguese, for who reads the doubt. */
  name: string;
  /** On folded text. */
  says: RegExp;
  groups?: readonly string[];
  codes?: readonly number[];
}

const MERITS = ['merits-judgment'];
const JUDGED = [
  ...MERITS,
  'judgment-without-merits',
  'appeal-result',
  'declaratory-embargos',
  'writ',
  'final',
];

const CLAIMS: readonly Claim[] = [
  { name: 'pedido improcedente', says: /\bimprocede\w*/, codes: [220] },
  {
    name: 'pedido procedente em parte',
    says: /\b(parcialmente procedente|procede\w* em parte|parcial procedencia)/,
    codes: [221],
  },
  {
    name: 'pedido procedente',
    says: /(?<!im|parcialmente |parcial )\bproceden\w*(?! em parte)/,
    codes: [219, 221],
  },
  {
    name: 'recurso não provido',
    says: /\b(nao (foi |fo(i|ram) )?provi\w+|nao provimento|negou provimento|improvi\w+|desprovi\w+)/,
    codes: [239, 242, 901, 12252],
  },
  {
    name: 'recurso provido',
    says: /(?<!nao |nao foi |negou |im|des)\bprovi(do|da|mento)\b(?! em parte)/,
    codes: [237, 240, 972, 238, 241, 12253, 12254],
  },
  {
    name: 'vitória ou derrota',
    says: /\b(ganhou|venceu|perdeu|vitoria|derrota|saiu vencedor\w*|causa (foi )?ganha)\b/,
    groups: [...MERITS, 'appeal-result', 'writ'],
  },
  {
    name: 'condenação ou absolvição',
    says: /\b(condenad[oa]s?|condenou|condenacao|absolvid[oa]s?|absolveu|absolvicao)\b/,
    groups: [...MERITS, 'appeal-result'],
  },
  {
    name: 'sentença',
    says: /\b(proferiu|saiu|houve|deu|publicou|prolatou|decidiu por)\b[^.]{0,30}\b(sentenca|acordao)\b|\bsentenca (foi|saiu)\b/,
    groups: JUDGED,
  },
  {
    name: 'acordo',
    says: /\b(acordo|transacao)\b[^.]{0,30}\b(homologad|aprovad|fechad|celebrad)\w*|\b(homologou|aprovou)\b[^.]{0,30}\b(acordo|transacao)\b/,
    codes: [466, 377, 14099],
  },
  {
    name: 'trânsito em julgado',
    says: /\b(transito em julgado|transitou em julgado|transitad[oa])\b/,
    groups: ['final'],
  },
  {
    name: 'penhora ou bloqueio',
    says: /\b(penhor\w+|bloque\w+|indisponibilidade|arrest\w+)\b/,
    groups: ['asset-freeze', 'auction'],
  },
  {
    name: 'prisão ou soltura',
    says: /\b(prisao|pres[oa]s?|soltur\w+|solt[oa]s?|liberdade provisoria)\b/,
    groups: ['custody', 'writ'],
  },
  {
    name: 'tutela ou liminar',
    says: /\b(liminar\w*|tutela (provisoria|antecipada|de urgencia)|antecipacao de tutela)\b/,
    groups: ['interim-relief', 'writ'],
  },
  { name: 'alvará', says: /\balvara\w*\b/, groups: ['release-of-funds', 'custody', 'issuance'] },
  { name: 'precatório ou RPV', says: /\b(precatorio\w*|rpv)\b/, groups: ['payment-order', 'issuance'] },
  {
    name: 'arquivamento',
    says: /\b(arquivad[oa]s?|arquivamento|arquivou)\b(?! provisori)/,
    groups: ['closing', 'judgment-without-merits'],
  },
  {
    name: 'suspensão',
    says: /\b(suspens[oa]s?|suspendeu|sobrestad[oa]|sobrestamento)\b/,
    groups: ['suspension'],
  },
  { name: 'audiência', says: /\baudiencias?\b/, groups: ['hearing', 'notice', 'session'] },
  { name: 'perícia', says: /\b(pericias?|perit[oa]s?)\b/, groups: ['expert', 'decision', 'order'] },
  { name: 'revelia', says: /\brevel(ia)?\b/, groups: ['party-burden'] },
];

const NEGATED = /\b(nao|nenhum|nenhuma|nunca|sem|ainda nao|falta)\b[^.]{0,40}$/;
/** What only may or will happen is not asserted. */
const CONDITIONAL =
  /\b(pode|podem|podera|poderao|costuma|costumam|normalmente|em geral|se|caso|quando|depois|antes|ate|aguarda|aguardam|espera|proximo passo|para|cabe|cabem)\b[^.]{0,80}$/;

/** Promises of a result, which no lawyer may make (OAB, Provimento 205/2021) and no movement can prove. */
const PROMISE =
  /\b((vai|vao|ira|irao|deve|devera) (ganhar|vencer|perder|receber)|ganhara|vencera|garantid[oa]|garante|com certeza|certamente|sem duvida|inevitavel|resultado certo)\b/;

/** Why the events that a sentence asserts are not shown by what it cites; empty when they are. In Portuguese. */
export function doubtfulClaims(
  text: string,
  cited: readonly SourceMovement[],
  all: readonly SourceMovement[],
): string[] {
  const folded = fold(text);
  const doubts: string[] = PROMISE.test(folded) ? ['promete um resultado'] : [];
  for (const claim of CLAIMS) {
    const found = claim.says.exec(folded);
    if (!found) continue;
    const before = folded.slice(0, found.index);
    const denied = NEGATED.test(before);
    if (!denied && CONDITIONAL.test(before)) continue;
    const shown = (movements: readonly SourceMovement[]) => movements.some((m) => shows(claim, m));
    if (denied && shown(all)) doubts.push(`nega ${claim.name}, que consta do processo`);
    if (!denied && !shown(cited)) doubts.push(`afirma ${claim.name}, que os movimentos citados não mostram`);
  }
  return doubts;
}

function shows(claim: Claim, movement: SourceMovement): boolean {
  return (claim.codes?.includes(movement.code) ?? false) || (claim.groups?.includes(movement.group) ?? false);
}
