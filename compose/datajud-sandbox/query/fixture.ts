import { document } from '../test-client.ts';
import type { CourtRecord } from '../wire.ts';

/** A number with two graus. */
export const A = '00000011720998260001';
export const B = '10535655720248260053';

/** Four documents that differ in what the tests of the query language ask for. */
export function fixture(): CourtRecord[] {
  return [
    document('tjsp', 'a-g1', { numeroProcesso: A }),
    document('tjsp', 'a-g2', {
      numeroProcesso: A,
      grau: 'G2',
      classe: { codigo: 198, nome: 'Apelação Cível' },
      dataAjuizamento: '2026-01-10T00:00:00.000Z',
      dataHoraUltimaAtualizacao: '2026-04-01T10:00:00.000Z',
      '@timestamp': '2026-04-05T10:00:00.000000001Z',
    }),
    document('tjsp', 'b-je', {
      numeroProcesso: B,
      grau: 'JE',
      movimentos: [
        { codigo: 219, nome: 'Procedência', dataHora: '2024-01-10T10:00:00.000Z' },
        { codigo: 848, nome: 'Trânsito em julgado', dataHora: '2026-02-10T10:00:00.000Z' },
      ],
      assuntos: [[{ codigo: 11811, nome: 'Práticas Abusivas' }], [{ codigo: 14950, nome: 'Pagamento' }]],
      dataHoraUltimaAtualizacao: '2026-05-01T10:00:00.000Z',
      '@timestamp': '2026-05-01T11:00:00.000000001Z',
    }),
    document('tjsp', 'c-tr', {
      numeroProcesso: '10004132220178260415',
      grau: 'TR',
      movimentos: undefined,
      orgaoJulgador: { codigo: 5, nome: '2ª Turma Recursal de São José' },
      nivelSigilo: 1,
      '@timestamp': '2026-06-01T11:00:00.000000001Z',
    }),
  ];
}
