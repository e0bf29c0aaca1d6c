import { APPEALS } from './appeals.ts';
import { CIVIL } from './civil.ts';
import { CONSTITUTIONAL } from './constitutional.ts';
import { CRIMINAL } from './criminal.ts';
import { ENFORCEMENT } from './enforcement.ts';
import { GENERAL } from './general.ts';
import { LABOUR } from './labour.ts';
import { SMALL_CLAIMS } from './small-claims.ts';
import { TAX } from './tax.ts';
import type { Term } from './term.ts';

/** Terms of procedure, each with its article. They answer before any model is asked. */
export const GLOSSARY: readonly Term[] = [
  ...GENERAL,
  ...CIVIL,
  ...APPEALS,
  ...ENFORCEMENT,
  ...LABOUR,
  ...CRIMINAL,
  ...TAX,
  ...SMALL_CLAIMS,
  ...CONSTITUTIONAL,
];
