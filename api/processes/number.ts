import { type CnjNumber, parseCnjNumber } from '../../actors/contracts/cnj-number.ts';
import { Problem } from '../problems/problem.ts';

/**
 * Reads a case number from a body. What is wrong with it is told in Portuguese, for the person who typed it.
 * @throws Problem invalid-process-number naming the right check digits when only they are wrong
 */
export function requireCnjNumber(input: string): CnjNumber {
  const parsed = parseCnjNumber(input);
  if (parsed.ok) return parsed.number;
  const { message, fix } = parsed;
  throw new Problem('invalid-process-number', { errors: [{ location: 'body.number', message, fix }] });
}
