import { expect, test } from 'bun:test';
import { analyse } from './analyse.ts';

test('splits on hyphens and spaces, keeps dots between digits, lower-cases, folds no accent', () => {
  expect(analyse('0000832-35.2018.4.01.3202')).toEqual(['0000832', '35.2018.4.01.3202']);
  expect(analyse('00008323520184013202')).toEqual(['00008323520184013202']);
  expect(analyse('20ª Vara Federal de São José')).toEqual(['20ª', 'vara', 'federal', 'de', 'são', 'josé']);
  expect(analyse('TRE-SP')).toEqual(['tre', 'sp']);
  expect(analyse('TJSP_G1_1')).toEqual(['tjsp_g1_1']);
  expect(analyse('GAB. 54 (Des. Federal)')).toEqual(['gab', '54', 'des', 'federal']);
  expect(analyse(' – ')).toEqual([]);
});
