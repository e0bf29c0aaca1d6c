import { checkDigits } from '../../contracts/cnj-number.ts';
import type { ReportKind } from '../../contracts/reports.ts';
import { HOUSE_STYLE } from '../snapshot/branding.ts';
import type {
  Branding,
  CaseFacts,
  CheckFacts,
  Content,
  MovementFacts,
  Snapshot,
} from '../snapshot/snapshot.ts';
import { sampleSummaries } from './sample-summaries.ts';

/** An invented case that went up to the STJ, its firm's other cases, and what was asked about them: for tests and measurements. */

const TAKEN = '2026-11-25T14:30:00.000Z';

type Line = [at: string, code: number, description: string, importance: string, unit?: string];

const G1: Line[] = [
  ['2022-03-14T10:22:10', 26, 'Distribuição por sorteio', 'low'],
  ['2022-03-16T15:40:00', 51, 'Conclusão para despacho', 'low'],
  ['2022-03-22T18:03:41', 11010, 'Despacho: mero expediente', 'medium'],
  ['2022-03-29T09:12:30', 332, 'Tutela provisória concedida em parte', 'critical'],
  ['2022-04-01T11:00:00', 60, 'Expedição de carta de citação', 'medium'],
  ['2022-05-18T00:00:00', 85, 'Petição: contestação', 'medium'],
  ['2022-06-30T14:28:05', 85, 'Petição: réplica', 'medium'],
  ['2022-09-12T16:00:00', 970, 'Audiência de conciliação realizada, sem acordo', 'high'],
  ['2023-02-27T13:30:00', 970, 'Audiência de instrução e julgamento designada', 'high'],
  ['2023-05-09T14:00:00', 970, 'Audiência de instrução e julgamento realizada', 'high'],
  ['2023-08-21T19:47:12', 51, 'Conclusão para julgamento', 'medium'],
  ['2023-11-06T17:55:03', 221, 'Sentença: procedência em parte', 'critical'],
  ['2023-11-08T08:01:00', 92, 'Publicação no Diário da Justiça Eletrônico', 'high'],
  ['2023-11-17T20:12:44', 85, 'Petição: embargos de declaração', 'high'],
  ['2024-01-23T16:31:00', 198, 'Embargos de declaração acolhidos', 'critical'],
  ['2024-02-19T21:58:37', 85, 'Petição: apelação', 'high'],
  ['2024-04-11T10:05:00', 123, 'Remessa em grau de recurso', 'high'],
];
const G2: Line[] = [
  ['2024-04-15T09:30:00', 26, 'Distribuição por prevenção ao 2º grau', 'medium'],
  ['2024-09-03T13:30:00', 417, 'Inclusão em pauta de julgamento', 'high'],
  ['2024-10-15T14:10:00', 239, 'Acórdão: recurso não provido', 'critical'],
  ['2024-10-18T08:00:00', 92, 'Publicação no Diário da Justiça Eletrônico', 'high'],
  ['2024-11-07T22:41:19', 85, 'Petição: recurso especial', 'high'],
  ['2025-03-26T17:20:00', 432, 'Recurso especial admitido', 'critical'],
  ['2025-04-02T10:00:00', 123, 'Remessa ao Superior Tribunal de Justiça', 'high'],
];
const SUP: Line[] = [
  ['2025-04-22T11:11:00', 26, 'Distribuição à Terceira Turma', 'medium'],
  ['2026-02-10T15:00:00', 417, 'Inclusão em pauta de julgamento', 'high'],
  ['2026-03-03T14:45:00', 238, 'Acórdão: recurso provido em parte, para majorar os danos morais', 'critical'],
  ['2026-04-29T18:00:00', 848, 'Trânsito em julgado', 'critical'],
  ['2026-05-12T09:00:00', 22, 'Baixa definitiva ao tribunal de origem', 'high'],
];
const EXECUTION: Line[] = [
  ['2026-06-08T10:40:00', 11385, 'Cumprimento de sentença iniciado', 'high'],
  ['2026-07-02T16:18:25', 11010, 'Despacho: intimação do executado para pagamento em 15 dias', 'high'],
  ['2026-08-14T13:05:00', 85, 'Petição: impugnação ao cumprimento de sentença', 'high'],
  ['2026-11-23T17:02:58', 3, 'Decisão: rejeitada a impugnação ao cumprimento de sentença', 'critical'],
];

const UNITS: Record<string, [alias: string, unit: string]> = {
  G1: ['tjsp', '6ª Vara Cível do Foro de Jundiaí'],
  G2: ['tjsp', '8ª Câmara de Direito Privado'],
  SUP: ['stj', 'Gabinete da Terceira Turma'],
};

function movementsOf(grau: string, lines: readonly Line[]): MovementFacts[] {
  const [alias = '', unitName = ''] = UNITS[grau] ?? [];
  return lines.map(([at, code, description, importance], i) => ({
    id: `mov_${grau}${String(i).padStart(4, '0')}`,
    alias,
    grau,
    code,
    description,
    occurredAt: new Date(`${at}-03:00`).toISOString(),
    unitName,
    importance,
    origin: at < '2024-05' ? 'backfill' : 'new',
    withdrawn: description.startsWith('Petição: réplica'),
    detectedAt: new Date(`${at}-03:00`).toISOString(),
  }));
}

const number = (sequence: number, segment = '8', court = '26', year = '2022') => {
  const parts = { sequence: String(sequence).padStart(7, '0'), year, segment, court, origin: '0309' };
  return `${parts.sequence}${checkDigits(parts)}${year}${segment}${court}0309`;
};

export const SAMPLE_CASE: CaseFacts = {
  id: 'prc_01kb0v5zq8e3n9t2h4x6m7r8sa',
  number: number(1_004_521),
  label: 'Ferreira x Construtora Horizonte',
  tags: ['cível', 'família Ferreira'],
  status: 'active',
  courtStatus: 'found',
  tribunal: 'TJSP',
  className: 'Cumprimento de Sentença',
  subjects: ['Indenização por dano moral', 'Vícios de construção'],
  unitName: '6ª Vara Cível do Foro de Jundiaí',
  filedAt: '2022-03-14T13:22:10.000Z',
  secrecy: 0,
  closed: false,
  movementCount: 0,
  lastMovementAt: '2026-11-23T20:02:58.000Z',
  watchedSince: '2024-05-06T12:00:00.000Z',
};

const TIMELINE = [
  ...movementsOf('G1', [...G1, ...EXECUTION]),
  ...movementsOf('G2', G2),
  ...movementsOf('SUP', SUP),
].sort((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1));

/** Routine acts between the others, until the dossier has `count` movements. */
function filled(count: number): MovementFacts[] {
  const extra = Array.from({ length: Math.max(0, count - TIMELINE.length) }, (_, i): MovementFacts => {
    const at = new Date(Date.parse('2022-04-03T13:00:00Z') + i * 8.5 * 86_400_000 + (i % 7) * 3_600_000);
    return {
      ...(TIMELINE[0] as MovementFacts),
      id: `mov_x${String(i).padStart(4, '0')}`,
      code: i % 3 === 0 ? 60 : i % 3 === 1 ? 85 : 51,
      description: ['Expedição de certidão', 'Juntada de petição', 'Conclusão para despacho'][i % 3] ?? '',
      importance: 'low',
      occurredAt: at.toISOString(),
      detectedAt: at.toISOString(),
    };
  });
  return [...TIMELINE, ...extra].sort((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1));
}

function checksOf(count: number): CheckFacts[] {
  return Array.from({ length: count }, (_, i): CheckFacts => {
    const asked = new Date(Date.parse('2026-11-01T09:00:00Z') + i * 5 * 3_600_000 + (i % 11) * 60_000);
    const result = i % 17 === 5 ? 'unavailable' : i % 23 === 7 ? 'changed' : 'unchanged';
    return {
      requestId: `req_01kb0v5zq8e3n9t2h4x6m7${String(i).padStart(4, '0')}`,
      alias: i % 4 === 3 ? 'stj' : 'tjsp',
      askedAt: asked.toISOString(),
      answeredAt: result === 'unavailable' ? null : new Date(asked.getTime() + 740).toISOString(),
      result,
      outcome: result === 'unavailable' ? 'gateway-timeout' : 'ok',
      httpStatus: result === 'unavailable' ? 504 : 200,
      sourceUpdatedAt: '2026-10-30T22:14:05.000Z',
    };
  });
}

const CLIENTS = [
  'Ferreira x Horizonte',
  'Padaria Estrela x Banco Norte',
  'Lima x Município',
  'Espólio de Rocha',
  'Souza x Telefonia',
];

function contentOf(kind: ReportKind, rows: number): Content {
  const movements = filled(rows);
  switch (kind) {
    case 'dossier':
      return {
        kind,
        case: { ...SAMPLE_CASE, movementCount: movements.length },
        instances: (['G1', 'G2', 'SUP'] as const).map((grau) => ({
          alias: UNITS[grau]?.[0] ?? '',
          grau,
          className: { G1: 'Cumprimento de Sentença', G2: 'Apelação Cível', SUP: 'Recurso Especial' }[grau],
          unitName: UNITS[grau]?.[1] ?? null,
          system: grau === 'SUP' ? null : 'SAJ',
          subjects: SAMPLE_CASE.subjects,
          filedAt: { G1: '2022-03-14T13:22:10Z', G2: '2024-04-15T12:30:00Z', SUP: '2025-04-22T14:11:00Z' }[
            grau
          ],
          closed: grau === 'SUP',
          movementCount: movements.filter((m) => m.grau === grau).length,
          sourceUpdatedAt: '2026-11-24T03:10:00.000Z',
        })),
        movements,
        checks: [
          { alias: 'stj', result: 'unchanged', checks: 212, last: '2026-11-24T18:00:12.000Z' },
          { alias: 'tjsp', result: 'changed', checks: 17, last: '2026-11-23T20:31:00.000Z' },
          { alias: 'tjsp', result: 'unavailable', checks: 9, last: '2026-11-19T06:12:44.000Z' },
          { alias: 'tjsp', result: 'unchanged', checks: 1_834, last: '2026-11-25T14:02:31.000Z' },
        ],
        summaries: sampleSummaries(movements),
      };
    case 'portfolio':
      return {
        kind,
        cases: Array.from({ length: rows }, (_, i) => {
          const [segment, court, tribunal] = [
            ['8', '26', 'TJSP'],
            ['8', '19', 'TJRJ'],
            ['5', '02', 'TRT2'],
            ['4', '03', 'TRF3'],
            ['8', '26', 'TJSP'],
          ][i % 5] as [string, string, string];
          const last = movements[i % movements.length] as MovementFacts;
          return {
            ...SAMPLE_CASE,
            id: `prc_${i}`,
            number: number(1_000_100 + i * 37, segment, court, String(2019 + (i % 7))),
            label: CLIENTS[i % 5] ?? null,
            tribunal,
            closed: i % 9 === 4,
            movementCount: 12 + i,
            lastMovementAt: last.occurredAt,
            last: { description: last.description, importance: last.importance, occurredAt: last.occurredAt },
          };
        }),
        sealedLeftOut: 2,
      };
    case 'movements':
      return {
        kind,
        case: null,
        movements: movements.slice(0, rows).map((movement, i) => ({
          ...movement,
          occurredAt: new Date(
            Date.parse('2026-11-03T12:00:00Z') + Math.floor(i / 4) * 86_400_000 + i * 600_000,
          ).toISOString(),
          processId: `prc_${i % 5}`,
          number: number(1_000_100 + (i % 5) * 37),
          label: CLIENTS[i % 5] ?? null,
        })),
        sealedLeftOut: 0,
      };
    case 'checks':
      return { kind, case: SAMPLE_CASE, checks: checksOf(rows) };
    case 'usage':
      return {
        kind,
        cases: { active: 148, paused: 3, closed: 21 },
        days: Array.from({ length: 30 }, (_, i) => ({
          day: `2026-11-${String(i + 1).padStart(2, '0')}`,
          checks: i > 24 ? 0 : 2_900 + ((i * 137) % 500),
          movements: i > 24 ? 0 : (i * 7) % 23,
          delivered: i > 24 ? 0 : (i * 7) % 23,
          failed: i === 11 ? 2 : 0,
          reports: i % 7 === 0 ? 1 : 0,
        })),
        endpoints: [
          {
            url: 'https://erp.ferreira-lima.example.com/lux',
            delivered: 241,
            failed: 2,
            pending: 0,
            attempts: 251,
          },
          {
            url: 'https://hooks.painel.example.com/v1/processos',
            delivered: 88,
            failed: 0,
            pending: 1,
            attempts: 91,
          },
        ],
        channels: [
          { channel: 'email', queued: 0, sent: 4, delivered: 61, read: 0, failed: 1, billable: 0, costs: [] },
          {
            channel: 'whatsapp',
            queued: 1,
            sent: 0,
            delivered: 12,
            read: 88,
            failed: 2,
            billable: 31,
            costs: [{ currency: 'BRL', cents: 117.8 }],
          },
        ],
        models: [
          {
            task: 'summary',
            model: 'claude-haiku-4-5',
            calls: 42,
            inputTokens: 210_400,
            outputTokens: 18_930,
            micros: 304_050,
          },
        ],
      };
  }
}

/** A snapshot of a kind, with about so many rows. */
export function sampleSnapshot(
  kind: ReportKind,
  {
    rows = kind === 'dossier' ? 120 : 60,
    branding = {},
  }: { rows?: number; branding?: Partial<Branding> } = {},
): Snapshot {
  const periodic = kind === 'movements' || kind === 'checks' || kind === 'usage';
  return {
    schema: 1,
    takenAt: TAKEN,
    firm: {
      id: 'ten_01kb0v5zq8e3n9t2h4x6m7r8sa',
      name: 'Ferreira & Lima Advogados',
      timeZone: 'America/Sao_Paulo',
    },
    params: periodic ? { from: '2026-11-01', to: '2026-11-30' } : {},
    period: periodic
      ? {
          from: '2026-11-01',
          to: '2026-11-30',
          since: '2026-11-01T03:00:00.000Z',
          until: '2026-12-01T03:00:00.000Z',
        }
      : null,
    branding: { ...HOUSE_STYLE, ...branding },
    content: contentOf(kind, rows),
  };
}
