import { formatCnjNumber } from '../../actors/contracts/cnj-number.ts';

/** The parts of a delivery that are shown. */
export interface WebhookBody {
  type: string;
  data: { process?: { number?: string }; movement?: { description?: string }; message?: string };
  sequence: { process: string; number: number } | null;
}

/** `movement.detected of 1004521-..., no. 3 of the case: Conclusos para despacho` */
export function describeDelivery({ type, data, sequence }: WebhookBody): string {
  const number = data.process?.number;
  const about = number ? ` of ${formatCnjNumber(number)}` : '';
  const place = sequence ? `, no. ${sequence.number} of the case` : '';
  const text = data.movement?.description ?? data.message;
  return `${type}${about}${place}${text ? `: ${text}` : ''}`.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\u{fffd}');
}
