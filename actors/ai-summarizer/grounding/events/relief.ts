import type { Event } from './event.ts';

export const GRANTED_WRIT = [442, 443, 444, 445, 450, 451, 452, 453];
export const DENIED_WRIT = [446, 447, 448, 449];
const RELIEF =
  '(liminar\\w*|tutelas?\\b( provisoria| antecipada| de urgencia)?|medidas? (urgentes?|provisorias?)|antecipacao de tutela)';
const RELIEF_GIVEN = [332, 339, 889, 892];
const RELIEF_REFUSED = [785, 792];

/** Urgent measures and writs, each with its sign. The order counts, as in judgments.ts. */
export const RELIEFS: readonly Event[] = [
  {
    name: 'liminar ou tutela revogada',
    says: new RegExp(
      `\\b(revog|cass|cancel)\\w*[^.;,]{0,12}\\b${RELIEF}|\\b${RELIEF}[^.;,]{0,20}\\b(revogad|cassad|cancelad)\\w*`,
    ),
    codes: [347, 348],
  },
  {
    name: 'liminar ou tutela negada',
    says: new RegExp(
      `\\b(neg|indefer|rejeit|recus|nao (conced|defer|acolh))\\w*[^.;,]{0,20}\\b${RELIEF}|\\b${RELIEF}[^.;,]{0,20}\\b(negad|indeferid|rejeitad|recusad|nao (foi )?(concedid|deferid))\\w*`,
    ),
    codes: RELIEF_REFUSED,
  },
  {
    name: 'liminar ou tutela concedida',
    says: new RegExp(
      `\\b(conced|defer|obt[ei]|ganhou|consegu|acolh)\\w*[^.;,]{0,20}\\b${RELIEF}|\\b${RELIEF}[^.;,]{0,20}\\b(concedid|deferid|dad[oa])\\w*`,
    ),
    codes: RELIEF_GIVEN,
    contrary: RELIEF_REFUSED,
  },
  { name: 'tutela ou liminar', says: new RegExp(`\\b${RELIEF}`), groups: ['interim-relief', 'writ'] },
  {
    name: 'segurança ou ordem negada',
    says: /\b(seguranca|habeas corpus|ordem)\b( \w+)? (foi |foi-lhe )?(negad|denegad)\w*|\b(negou|denegou|nao concedeu)( a| o)? (seguranca|habeas corpus|ordem)\b|\bpedido contra a autoridade nao foi aceito\b/,
    codes: DENIED_WRIT,
  },
  {
    name: 'segurança ou ordem concedida',
    says: /\b(seguranca|habeas corpus|ordem)\b (foi )?(em parte )?concedid\w*|\b(concedeu)( em parte)?( a| o)? (seguranca|habeas corpus|ordem)\b|\bpedido contra a autoridade foi aceito\b/,
    codes: GRANTED_WRIT,
    contrary: DENIED_WRIT,
  },
];
