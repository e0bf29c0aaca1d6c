import { describe, expect, test } from 'bun:test';
import { Problem } from '../problems/problem.ts';
import { readCsv } from './read-csv.ts';

const A = '0000001-17.2099.8.26.0001';
const B = '00000011220998190001';

describe('readCsv', () => {
  test.each([
    ['bare numbers', `${A}\n${B}\n`, [A, B]],
    ['no line break at the end', `${A}\n${B}`, [A, B]],
    ['Windows line breaks and empty lines', `${A}\r\n\r\n${B}\r\n`, [A, B]],
    ['a byte order mark', `\ufeff${A}`, [A]],
    ['a header', `Número do processo\n${A}`, [A]],
    ['a header with another order', `Cliente;Etiquetas;Nº CNJ\nÁvila;x;${A}`, [A]],
    ['quotes', `"${A}";"Ávila; e filhos"`, [A]],
    ['tabs', `${A}\tÁvila`, [A]],
    ['spaces around', `  ${A} ,  Ávila `, [A]],
    ['a quote in the middle of a label', `${A};Bar "do Zé"`, [A]],
    ['lines of different lengths', `${A};a;b;c;d\n${B}`, [A, B]],
    ['something that is no number', `abc\n${A}`, ['abc', A]],
    ['empty cells between', `${A};;\n;;\n${B};;`, [A, B]],
  ])('reads %s', (_what, text, numbers) => {
    expect(readCsv(text).map((line) => line.number)).toEqual(numbers);
  });

  test('counts lines as the file does, header and empty lines included', () => {
    expect(readCsv(`numero\n\n${A}\n\n${B}\n`).map((l) => l.line)).toEqual([3, 5]);
  });

  test('reads labels and tags', () => {
    const [line] = readCsv(`processo;rótulo;etiquetas\n${A};"Silva, João";cível|urgente`);
    expect(line).toEqual({ line: 2, number: A, label: 'Silva, João', tags: ['cível', 'urgente'] });
  });

  test.each([
    ['nothing', ''],
    ['only a header', 'numero;rotulo\n'],
    ['a quote that never ends', `"${A}\n${B}`],
    ['too many lines', `${A}\n`.repeat(10_001)],
  ])('refuses %s', (_what, text) => {
    expect(() => readCsv(text)).toThrow(Problem);
  });
});
