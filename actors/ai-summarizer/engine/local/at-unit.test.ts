import { expect, test } from 'bun:test';
import { atUnit } from './at-unit.ts';

test.each([
  ['15ª Vara Cível de Curitiba', 'na 15ª Vara Cível de Curitiba'],
  ['15A VARA CIVEL', 'na 15A VARA CIVEL'],
  ['3 Vara do Trabalho', 'na 3 Vara do Trabalho'],
  ['Câmara Única', 'na Câmara Única'],
  ['2º Juizado Especial Cível', 'no 2º Juizado Especial Cível'],
  ['JUÍZO DA 1ª ZONA', 'no JUÍZO DA 1ª ZONA'],
  ['Gabinete 3', 'no Gabinete 3'],
  ['Anexo II', 'na unidade Anexo II'],
  ['1º', 'na unidade 1º'],
])('%s: %s', (name, told) => {
  expect(atUnit(name)).toBe(told);
});
