import { classifyMovement } from '../../process-monitor/classify/classify.ts';
import { describeMovement } from '../../process-monitor/classify/describe.ts';
import type { SourceMovement } from '../sources/sources.ts';

/**
 * A movement of the first instance, classified as the monitor does it.
 * @param situation of a hearing: designada, realizada, cancelada …
 */
export function sourceMovement(
  place: number,
  {
    code,
    name,
    date,
    situation,
    unit,
  }: Pick<SourceMovement, 'code' | 'name' | 'date' | 'unit'> & { situation?: string },
): SourceMovement {
  const complements = situation
    ? [{ code: 15, value: 0, name: situation, description: 'situacao_da_audiencia' }]
    : [];
  return {
    ref: `m${place}`,
    id: `mov_${place}`,
    tribunal: 'TJSP',
    grau: 'G1',
    code,
    name,
    description: describeMovement({ code, name, complements }),
    complements: complements.map((one) => one.name),
    unit,
    date,
    withheld: false,
    ...classifyMovement({ code, complements }),
  };
}
