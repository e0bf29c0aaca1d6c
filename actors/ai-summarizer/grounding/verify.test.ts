import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import type { SourceMovement, Sources } from '../sources/sources.ts';
import { courtsOf } from './courts.ts';
import { numbersOf, takeDates } from './facts.ts';
import { namesOf } from './names.ts';
import { type DraftStatement, doubtsOf } from './verify.ts';

function movement(
  ref: string,
  code: number,
  description: string,
  group: string,
  date: string,
): SourceMovement {
  const unit = '2ª Vara Cível de Campinas';
  return {
    ref,
    id: `mov_${ref}`,
    tribunal: 'TJSP',
    grau: 'G1',
    code,
    description,
    name: description,
    complements: [],
    unit,
    date,
    importance: 'critical',
    group,
    withheld: false,
  };
}

const SOURCES: Sources = {
  headers: [
    {
      ref: 'h1',
      tribunal: 'TJSP',
      grau: 'G1',
      className: 'Procedimento Comum Cível',
      subjects: ['Dano Moral'],
      unit: '2ª Vara Cível de Campinas',
      filedOn: '2023-01-10',
      closed: false,
    },
  ],
  movements: [
    movement('m1', 26, 'Distribuição por sorteio', 'distribution', '2023-01-10'),
    movement('m2', 219, 'Pedido julgado procedente', 'merits-judgment', '2024-03-05'),
    movement('m3', 12265, 'Intimação expedida', 'notice', '2024-03-06'),
    movement('m4', 239, 'Recurso não provido', 'appeal-result', '2025-02-01'),
  ],
  omitted: 0,
};

const doubts = (text: string, sources: string[], section: DraftStatement['section'] = 'happened') =>
  doubtsOf({ section, text, sources }, SOURCES);

describe('a sentence is proved', () => {
  test.each([
    ['Em 05/03/2024 o juiz julgou o pedido procedente.', ['m2']],
    ['Em 5 de março de 2024 saiu a sentença.', ['m2']],
    ['A sentença saiu em março de 2024 e a intimação no dia 06/03/2024.', ['m2', 'm3']],
    ['O processo corre na 2ª Vara Cível de Campinas, no TJSP.', ['h1']],
    ['O caso, de Dano Moral, começou em 2023.', ['h1']],
    ['O tribunal negou provimento ao recurso em 01/02/2025.', ['m4']],
    ['Ainda não há trânsito em julgado.', ['m4']],
    ['O caso está no primeiro grau; no 2º grau nada consta.', ['h1']],
  ])('%s', (text, sources) => {
    expect(doubts(text, sources)).toEqual([]);
  });

  test('of what may follow without a claim that it has', () => {
    expect(
      doubts(
        'Depois da sentença, quem perdeu pode recorrer; se não recorrer, vem o trânsito em julgado.',
        ['m2'],
        'next',
      ),
    ).toEqual([]);
  });
});

describe('a sentence is doubted', () => {
  test.each([
    ['that cites nothing', 'Houve intimação.', [], 'não cita nenhum movimento'],
    ['that cites what is not there', 'Houve intimação.', ['m9'], 'cita m9, que não existe neste processo'],
    [
      'with another day',
      'Em 06/03/2024 o pedido foi julgado procedente.',
      ['m2'],
      'a data 2024-03-06 não está no que cita',
    ],
    [
      'with a day of another movement',
      'A intimação é de 05/03/2024.',
      ['m3'],
      'a data 2024-03-05 não está no que cita',
    ],
    [
      'with a count of days in words',
      'Há quinze dias para recorrer.',
      ['m2'],
      'o número 15 não está no que cita',
    ],
    ['with an amount', 'A condenação foi de R$ 1.500,50.', ['m2'], 'o número 1500,50 não está no que cita'],
    ['with another court', 'O TJRJ julgou o recurso.', ['m4'], 'o juízo tjrj não está no que cita'],
    [
      'with another unit',
      'O caso está na 3ª Vara Cível de Santos.',
      ['h1'],
      'o juízo 3 vara civel de santos não está no que cita',
    ],
    ['with a name', 'O pedido de Maria Souza foi aceito.', ['m2'], 'o nome maria não está no que cita'],
    ['with a name at its beginning', 'Carlos foi intimado.', ['m3'], 'o nome carlos não está no que cita'],
    [
      'with the opposite result',
      'O pedido foi julgado improcedente.',
      ['m2'],
      'afirma pedido improcedente, que os movimentos citados não mostram',
    ],
    [
      'with half the result',
      'O pedido foi julgado procedente em parte.',
      ['m2'],
      'afirma pedido procedente em parte, que os movimentos citados não mostram',
    ],
    [
      'with the opposite of an appeal',
      'O recurso foi provido.',
      ['m4'],
      'afirma recurso provido, que os movimentos citados não mostram',
    ],
    [
      'that tells more than a notice shows',
      'A intimação avisou que o pedido foi julgado procedente.',
      ['m3'],
      'afirma pedido procedente, que os movimentos citados não mostram',
    ],
    [
      'that denies what is there',
      'Não houve pedido procedente.',
      ['m3'],
      'nega pedido procedente, que consta do processo',
    ],
    ['that promises', 'O cliente vai ganhar a causa.', ['m2'], 'promete um resultado'],
    ['with an address', 'Veja em https://mal.example.', ['m2'], 'contém endereço ou marcação'],
    ['with markup', 'Houve <b>intimação</b>.', ['m3'], 'contém endereço ou marcação'],
    ['without words', ' ', ['m3'], 'está vazia'],
  ])('%s', (_, text, sources, doubt) => {
    expect(doubts(text, sources)).toContain(doubt);
  });

  test('in what comes next as well, where a day or an amount is made up', () => {
    expect(doubts('Normalmente vêm 30 dias até 01/04/2024.', ['m2'], 'next')).toHaveLength(2);
  });

  test('when it says of a withheld movement what that says', () => {
    const [, , third] = SOURCES.movements;
    if (!third) throw new Error('there are four');
    const withheld = { ...third, ref: 'm5', description: '', name: 'Fulano pagou 900', withheld: true };
    const sources = { ...SOURCES, movements: [...SOURCES.movements, withheld] };
    const statement = { section: 'happened' as const, text: 'Fulano pagou 900.', sources: ['m5'] };
    expect(doubtsOf(statement, sources)).toContain('o número 900 não está no que cita');
  });
});

describe('facts', () => {
  test('days in every form', () => {
    const { dates, rest } = takeDates(
      '05/03/2024, 5.3.2024, 2024-03-05, 5 de março de 2024, 1º de maio, março de 2024, 03/2024, em 2024',
    );
    expect(dates).toEqual(expect.arrayContaining(['2024-03-05', '-05-01', '2024-03', '2024']));
    expect(numbersOf(rest)).toEqual([]);
  });

  test('numbers in digits and in words', () => {
    expect(numbersOf('R$ 1.234,00, 15% e trinta dias')).toEqual(['1234', '15', '30']);
  });

  test('courts by acronym and by name, and none where one speaks in general', () => {
    expect(courtsOf('O TRT-2 e a 4ª Turma do TST')).toEqual(expect.arrayContaining(['trt2', 'tst']));
    expect(courtsOf('O recurso vai ao tribunal, que o julga em uma turma recursal.')).toEqual([]);
  });

  test('names, but not the words of the law', () => {
    expect(namesOf('O Ministério Público ouviu João Pereira. Joana faltou. Depois o Juiz decidiu.')).toEqual([
      'joao',
      'pereira',
      'joana',
    ]);
  });
});

test('no number that is not in the sources gets through, whatever stands around it', () => {
  const words = fc.constantFrom('prazo', 'valor', 'parcelas', 'dias', 'reais', 'vezes');
  fc.assert(
    fc.property(fc.integer({ min: 27, max: 999_999 }), words, words, (n, before, after) => {
      fc.pre(!['2', '2023', '2024', '2025'].includes(String(n)));
      expect(
        doubts(`Consta ${before} de ${n} ${after} no processo.`, ['m1', 'm2', 'm3', 'm4', 'h1']),
      ).not.toEqual([]);
    }),
  );
});
