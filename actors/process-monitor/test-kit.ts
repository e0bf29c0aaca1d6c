import fc from 'fast-check';
import { compactJson } from '../../db/compact-json.ts';
import { checkDigits } from '../contracts/cnj-number.ts';
import type { CourtDocument, CourtMovement } from '../contracts/court-document.ts';
import { newId } from '../contracts/ids.ts';
import { compareMovements } from '../contracts/movement-identity.ts';
import { processMonitor } from '../contracts/process-monitor.ts';
import type { Harness } from '../runtime/test-kit/harness.ts';

/** `movement(85, '2024-03-14')` is a petition at noon in Brasília. */
export function movement(code: number, when: string, more: Partial<CourtMovement> = {}): CourtMovement {
  const at = when.length > 10 ? when : `${when}T12:00:00`;
  return { code, name: `Movimento ${code}`, occurredAt: `${at}-03:00`, complements: [], unit: null, ...more };
}

/** A document of a court; first instance of the TJSP unless said otherwise. */
export function document(
  number: string,
  movements: CourtMovement[] | null,
  more: Partial<CourtDocument> = {},
): CourtDocument {
  return {
    alias: 'tjsp',
    number,
    grau: 'G1',
    tribunal: 'TJSP',
    class: { code: 7, name: 'Procedimento Comum Cível' },
    system: { code: 3, name: 'SAJ' },
    format: { code: 1, name: 'Eletrônico' },
    unit: { code: '9819', name: '6ª Vara Cível de Jundiaí', municipality: null },
    subjects: [{ code: 14950, name: 'Pagamento' }],
    filedAt: '2024-01-10T10:00:00-03:00',
    secrecy: 0,
    sourceUpdatedAt: null,
    indexedAt: null,
    movements: movements && [...movements].sort(compareMovements),
    movementsComplete: true,
    ...more,
  };
}

export interface Told {
  absent?: string[];
  jobs?: { jobId: string; number: string; failure?: string }[];
  checkedAt?: string;
}

/** What a court's gateway does with an answer: stores its documents and tells the firms, without waiting for them. */
export async function tell(
  harness: Harness,
  firms: readonly string[],
  documents: readonly CourtDocument[],
  told: Told = {},
): Promise<void> {
  const rows = documents.map((document) => ({
    ...document,
    body: compactJson(JSON.stringify(document)),
    contentHash: crypto.randomUUID(),
  }));
  await harness.runtime.query(
    `insert into court.documents (alias, number, grau, content_hash, body, source_updated_at, first_seen_at, fetched_at, request_id)
      select alias, number, grau, "contentHash", decode(body, 'base64'), "sourceUpdatedAt", now(), now(), 'req_test'
      from json_to_recordset($1) as d(alias text, number text, grau text, "contentHash" text, body text, "sourceUpdatedAt" timestamptz)
      on conflict (alias, number, grau) do update set content_hash = excluded.content_hash, body = excluded.body,
        source_updated_at = excluded.source_updated_at`,
    [JSON.stringify(rows)],
  );
  for (const tenant of firms) {
    await harness.send(
      processMonitor,
      'observed',
      { tenant },
      {
        alias: documents[0]?.alias ?? 'tjsp',
        requestId: newId('request'),
        checkedAt: told.checkedAt ?? new Date().toISOString(),
        documents: rows.map(({ number, grau, contentHash }) => ({ number, grau, contentHash })),
        absent: told.absent ?? [],
        jobs: told.jobs ?? [],
      },
    );
  }
}

/** Few codes, days and complements, so that twins, ties, corrections and closings abound. */
const aMovement: fc.Arbitrary<CourtMovement> = fc
  .record({
    code: fc.constantFrom(26, 51, 85, 219, 246, 849),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 3 }),
    time: fc.constantFrom('00:00:00', '10:00:00', '13:00:00'),
    complement: fc.option(fc.constantFrom(5, 36), { freq: 3 }),
    name: fc.constantFrom('A', 'B'),
  })
  .map(({ code, month, day, time, complement, name }) =>
    movement(code, `2024-${String(month).padStart(2, '0')}-0${day}T${time}`, {
      name,
      complements: complement
        ? [{ code: 3, value: complement, name: 'para decisão', description: 'tipo_de_conclusao' }]
        : [],
    }),
  );

/** Answers of two graus of one case, one after another: lists that grow, shrink, come back, vanish and are rewritten. */
export const observations: fc.Arbitrary<Partial<CourtDocument>[]> = fc
  .tuple(
    fc.array(aMovement, { minLength: 1, maxLength: 20 }),
    fc.array(
      fc.record({
        grau: fc.constantFrom('G1', 'G1', 'G2'),
        drop: fc.nat(),
        add: fc.array(aMovement, { maxLength: 12 }),
        as: fc.constantFrom('list', 'list', 'list', 'list', 'twice', 'first again', 'no list', 'incomplete'),
        classCode: fc.constantFrom(7, 7, 7, 156),
        secrecy: fc.constantFrom(0, 0, 0, 1),
        updated: fc.option(fc.integer({ min: 1, max: 28 })),
      }),
      { minLength: 1, maxLength: 9 },
    ),
  )
  .map(([first, steps]) => {
    const lists = new Map<string, CourtMovement[]>([['G1', first]]);
    const told: Partial<CourtDocument>[] = [{ movements: first }];
    for (const { grau, drop, add, as, classCode, secrecy, updated } of steps) {
      const before = lists.get(grau) ?? [];
      const kept = before.filter((_, i) => (i * 7 + drop) % 11 !== 0);
      let list = [...kept, ...add];
      if (as === 'twice') list = [...list, ...list];
      if (as === 'first again') list = first;
      if (as !== 'no list') lists.set(grau, list);
      told.push({
        grau,
        movements: as === 'no list' ? null : list,
        movementsComplete: as !== 'incomplete',
        class: { code: classCode, name: `Classe ${classCode}` },
        secrecy,
        sourceUpdatedAt: updated ? `2024-06-${String(updated).padStart(2, '0')}T00:00:00.000Z` : null,
      });
    }
    return told.map((d) => ({ ...d, movements: d.movements && [...d.movements].sort(compareMovements) }));
  });

/** Valid numbers of the TJSP that no court ever gave. */
export function someNumbers(count: number, from = 1): string[] {
  return Array.from({ length: count }, (_, i) => {
    const parts = {
      sequence: String(from + i).padStart(7, '0'),
      year: '2099',
      segment: '8',
      court: '26',
      origin: '0001',
    };
    return `${parts.sequence}${checkDigits(parts)}${parts.year}${parts.segment}${parts.court}${parts.origin}`;
  });
}
