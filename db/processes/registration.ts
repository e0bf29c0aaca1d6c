import type { CnjNumber } from '../../actors/contracts/cnj-number.ts';
import { courtCandidates } from '../../actors/contracts/court-candidates.ts';
import type { Registration } from './register.ts';

/**
 * A verified number as it goes on a watch list. One of a court that DataJud has no index for (STF, CNJ, the councils) is
 * kept as well, as `no_index`: a firm's list is complete, and says of each case whether anybody can watch it.
 */
export function registrationOf(
  number: CnjNumber,
  fields: { label: string | null; tags: string[] },
): Registration {
  const { primary, superior } = courtCandidates(number);
  const courtStatus = primary.length + superior.length === 0 ? 'no_index' : 'pending';
  return { number: number.digits, ...fields, courtStatus };
}
