import { formatCnjNumber } from '../../contracts/cnj-number.ts';
import type { Cell, Column, Table } from '../document.ts';
import type { MovementFacts } from '../snapshot/snapshot.ts';
import { grauName, importanceName, originName, tribunalName } from '../words/labels.ts';

type Shown = MovementFacts & { number?: string; label?: string | null };

const CASE: Column[] = [
  { heading: 'Processo', kind: 'code', width: 32 },
  { heading: 'Identificação', kind: 'text', width: 26 },
];

const DAY: Column = { heading: 'Data', kind: 'moment', width: 17 };
const HOUR: Column = { heading: 'Hora', kind: 'time', width: 8 };

const COLUMNS: Column[] = [
  { heading: 'Movimentação', kind: 'text', width: 52 },
  { heading: 'Tribunal', kind: 'text', width: 11, sheetOnly: true },
  { heading: 'Grau', kind: 'text', width: 16, sheetOnly: true },
  { heading: 'Instância', kind: 'text', width: 19 },
  { heading: 'Órgão', kind: 'text', width: 34, sheetOnly: true },
  { heading: 'Importância', kind: 'text', width: 11 },
  { heading: 'Código TPU', kind: 'number', width: 11, sheetOnly: true },
  { heading: 'Origem', kind: 'text', width: 22, sheetOnly: true },
  { heading: 'Vista pela plataforma', kind: 'moment', width: 18, sheetOnly: true },
];

// Six columns on a page: what can be short is.
const NARROW: Record<string, number> = { Data: 23, Movimentação: 40, Instância: 18, Importância: 15 };

export interface TableOptions {
  /** Movements of several cases: each with its own. */
  withCase: boolean;
  /** All of one day, which stands above. */
  ofOneDay?: boolean;
}

/** Movements as rows: with their case where there are several. What is critical stands out, unless everything is. */
export function movementTable(
  name: string,
  movements: readonly Shown[],
  { withCase, ofOneDay = false }: TableOptions,
): Table {
  const tones: Table['tones'] = {};
  const mixed = movements.some((movement) => movement.importance !== 'critical');
  const rows = movements.map((movement, i) => {
    if (movement.withdrawn) tones[i] = 'faint';
    else if (mixed && movement.importance === 'critical') tones[i] = 'strong';
    return [...(withCase ? caseCells(movement) : []), ...cells(movement)];
  });
  const told = [ofOneDay ? HOUR : DAY, ...COLUMNS];
  const narrow = told.map((column) => ({ ...column, width: NARROW[column.heading] ?? column.width }));
  return { name, columns: withCase ? [...CASE, ...narrow] : told, rows, tones };
}

function caseCells({ number, label }: Shown): Cell[] {
  return [number ? formatCnjNumber(number) : null, label ?? null];
}

function cells(movement: Shown): Cell[] {
  const tribunal = tribunalName(movement.alias);
  const grau = grauName(movement.grau);
  return [
    new Date(movement.occurredAt),
    movement.withdrawn ? `${movement.description} (retirada pelo tribunal)` : movement.description,
    tribunal,
    grau,
    movement.grau === 'SUP' ? tribunal : `${tribunal}, ${grau}`,
    movement.unitName,
    importanceName(movement.importance),
    movement.code,
    originName(movement.origin),
    new Date(movement.detectedAt),
  ];
}
