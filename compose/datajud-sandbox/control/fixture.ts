import { type Sandbox, type SandboxOptions, startSandbox } from '../server.ts';
import { document, search } from '../test-client.ts';
import type { DataJudMovement, DataJudSource } from '../wire.ts';
import { ControlError } from './errors.ts';

/** A case of the old feed, one of the new, and one with a document of each. */
export const OLD = '00000011720998260001';
export const NEW = '10535655720248260053';
export const BOTH = '50192100820214047100';
/** 12:30 in Brasília. */
export const NOW = Date.UTC(2026, 10, 23, 15, 30, 0, 250);

const units = { codigo: '9819', nome: '06 CIVEL DE JUNDIAI' };

export async function startFixture(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ now: () => NOW, ...options });
  const same = {
    dataHoraUltimaAtualizacao: '2026-02-05T15:45:31.114000Z',
    '@timestamp': '2026-02-05T15:45:31.114000Z',
  };
  sandbox.control.load([
    document('tjsp', 'TJSP_7_G1_10012_00000011720998260001', {
      movimentos: [
        { codigo: 26, nome: 'Distribuição', dataHora: '2025-07-08T16:01:17.000Z' },
        { codigo: 12265, nome: 'Expedida/certificada', dataHora: '2025-08-01T10:00:00.000Z' },
        { codigo: 12265, nome: 'Expedida/certificada', dataHora: '2025-08-01T10:00:00.000Z' },
      ],
    }),
    document('tjsp', `TJSP_G1_${NEW}`, {
      ...same,
      numeroProcesso: NEW,
      movimentos: [
        { codigo: 26, nome: 'Distribuição', dataHora: '2025-07-08T16:01:17.000Z', orgaoJulgador: units },
      ],
    }),
    document('trf4', 'TRF4_7_G1_1_50192100820214047100', {
      numeroProcesso: BOTH,
      sistema: { codigo: 4, nome: 'EPROC' },
      orgaoJulgador: { codigo: 12674, nome: '20ª Vara Federal de São José' },
      movimentos: [
        { codigo: 92, nome: 'Publicação', dataHora: '2025-06-10T02:39:44.000Z' },
        {
          codigo: 26,
          nome: 'Distribuição',
          dataHora: '2021-04-21T18:59:53.000Z',
          complementosTabelados: [
            { codigo: 2, valor: 2, nome: 'sorteio', descricao: 'tipo_de_distribuicao_redistribuicao' },
          ],
        },
      ],
    }),
    document('trf4', `TRF4_G2_${BOTH}`, { ...same, numeroProcesso: BOTH, grau: 'G2' }),
  ]);
  return sandbox;
}

/** The one document as a search shows it. */
export async function served(
  sandbox: Sandbox,
  court: string,
  number: string,
  grau = 'G1',
): Promise<DataJudSource> {
  const query = {
    bool: { filter: [{ term: { numeroProcesso: number } }, { term: { 'grau.keyword': grau } }] },
  };
  const { hits } = (await search(sandbox, court, { query })).hits;
  const source = hits[0]?._source;
  if (!source || hits.length !== 1) throw new Error(`${hits.length} documents`);
  return source;
}
export const movements = (source: DataJudSource): DataJudMovement[] => source.movimentos ?? [];

/** What an act is refused with. */
export function failure(act: () => unknown): ControlError {
  try {
    act();
  } catch (error) {
    if (error instanceof ControlError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
