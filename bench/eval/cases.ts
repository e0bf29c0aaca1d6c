import { APPEALS } from './cases/appeals.ts';
import { CIVIL } from './cases/civil.ts';
import { CRIMINAL } from './cases/criminal.ts';
import { LABOUR } from './cases/labour.ts';
import { TAX } from './cases/tax.ts';
import { type EvalCase, readCase } from './docket.ts';

/** Every invented case with what is expected of its summary, answer and risk. */
export function evalCases(): EvalCase[] {
  return [
    ...LABOUR.map((text) => readCase('labour', text)),
    ...CIVIL.map((text) => readCase('civil', text)),
    ...CRIMINAL.map((text) => readCase('criminal', text)),
    ...TAX.map((text) => readCase('tax', text)),
    ...APPEALS.map((text) => readCase('appeals', text)),
  ];
}
