import { describe, expect, test } from 'bun:test';
import { sourceMovement } from '../../test-kit/source-movement.ts';
import { TPU_NAMES } from '../../test-kit/tpu-names.ts';
import { standingOf } from './phase.ts';
import { PLAIN } from './plain-phrases.ts';
import { STANDING_WORDS } from './standing-words.ts';

/** Words that say more than a bare name does, with what its name has where it allows them. */
const CLAIMS: readonly (readonly [RegExp, RegExp])[] = [
  [/definitiv/i, /definitiv/i],
  [/não cabe mais|trânsito/i, /trânsito/i],
  [/urgente|urgência/i, /urgen/i],
  [/principal/i, /principal/i],
  [/sentença/i, /sentença|saneamento/i],
  [/relator|sozinho/i, /monocrátic/i],
  [/\bpouco\b|\bmuito\b|\btod[oa]s?\b|\bsempre\b|\bnunca\b/i, /(?!)/],
  [/\bprazo\b/i, /prescrição|decadência|prazo/i],
  [/provado|provas?\b/i, /prova/i],
  [/rotina/i, /mero expediente/i],
  [/\bpag[oa]s?\b|pagamento/i, /paga|pagamento/i],
  [/outro juízo/i, /redistribuição/i],
  [/acordo/i, /acordo|transação/i],
  [/recurso/i, /recurso|provimento|seguimento|trânsito/i],
];

describe('what the rules say of a movement', () => {
  test('is said of movements whose name is known', () => {
    expect(Object.keys(PLAIN)).toEqual(Object.keys(TPU_NAMES));
  });

  test.each(Object.entries(PLAIN).map(([code, words]) => [Number(code), words] as const))(
    '%i: “%s” claims nothing that its name does not say',
    (code, words) => {
      const name = TPU_NAMES[code] ?? '';
      for (const [claim, basis] of CLAIMS) if (claim.test(words)) expect(`${claim}: ${name}`).toMatch(basis);
    },
  );
});

/** What was said once and is false of the movement that led there. */
describe('where a case stands', () => {
  const standing = (...steps: (readonly [number, string?])[]) => {
    const movements = steps.map(([code, grau = 'G1'], place) => {
      const date = `2024-03-${String(place + 1).padStart(2, '0')}`;
      return { ...sourceMovement(place + 1, { code, name: '', date, unit: '2ª Vara' }), grau };
    });
    const { phase } = standingOf({ headers: [], movements, omitted: 0 });
    return Object.values(STANDING_WORDS[phase].stands).join(' ');
  };

  test.each([
    ['an enforcement that was ended may still be appealed', [[26], [11385], [196]], /definitiv|não cabe/],
    ['one that was ended before any enforcement is on record', [[26], [196]], /definitiv|não cabe/],
    ['a tutela need not be all that a judge has looked at', [[26], [11010]], /primeiro exame/],
    ['a case that was ended without a judgment of the claim', [[26], [454]], /sobre o pedido|pedido julgado/],
    ['a settlement in an enforcement may leave the case waiting', [[26], [377]], /terminou/],
    ['an action that began in a higher court is no appeal', [[26, 'G2']], /recurs/],
    ['a baixa in a higher court is no result', [[26], [123], [26, 'G2'], [22, 'G2']], /julgado/],
    ['what is suspended may still have urgent acts', [[26], [898]], /nada anda/],
  ] as const)('%s', (_, steps, claim) => {
    expect(standing(...steps)).not.toMatch(claim);
  });

  test('is final once nothing can be appealed any more', () => {
    expect(standing([26], [219], [848])).toContain('não cabe mais recurso');
    expect(standing([26], [11385], [196], [848])).toContain('não cabe mais recurso');
  });
});
