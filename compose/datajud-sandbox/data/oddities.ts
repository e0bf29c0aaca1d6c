import type { DataJudSource } from '../wire.ts';
import type { Random } from './random.ts';

/**
 * The defects of the real indexes, each at about the rate seen there. A defect changes values, never the order of
 * the keys. `rate` multiplies all of them.
 */
export function disfigure(source: DataJudSource, random: Random, rate: number): DataJudSource {
  const defects: (readonly [number, (source: Record<string, unknown>) => void])[] = [
    [0.02, (one) => delete one.movimentos],
    [0.03, (one) => nest(one)],
    [0.01, (one) => delete one.assuntos],
    [0.02, (one) => set(one, 'sistema', { codigo: -1, nome: 'Inválido' })],
    [0.02, (one) => rename(one, doubleEncoded)],
    [0.01, (one) => rename(one, (text) => text.replace(/[^\x20-\x7e]/g, '??'))],
    [0.01, (one) => set(one, 'dataAjuizamento', '19000101000000')],
    [0.005, (one) => set(one, 'dataAjuizamento', String(Date.parse(String(one.dataHoraUltimaAtualizacao))))],
    [0.1, (one) => unit(one, (it) => ({ ...it, codigoMunicipioIBGE: null }))],
    [0.1, (one) => unit(one, ({ codigoMunicipioIBGE: _, ...rest }) => rest)],
    [0.03, (one) => unit(one, (it) => ({ ...it, codigoMunicipioIBGE: random.int(1000, 9999) }))],
    [
      0.01,
      (one) => set(one, 'id', `${String(one.tribunal)}_${String(one.numeroProcesso)}_${String(one.grau)}`),
    ],
  ];
  const out: Record<string, unknown> = { ...source };
  for (const [probability, apply] of defects) if (random.chance(probability * rate)) apply(out);
  return out as DataJudSource;
}

/** UTF-8 bytes read as Latin-1 and encoded again: `Execução` becomes `ExecuÃ§Ã£o`. */
export function doubleEncoded(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function set(source: Record<string, unknown>, key: string, value: unknown): void {
  source[key] = value;
}

function nest(source: Record<string, unknown>): void {
  if (Array.isArray(source.assuntos)) source.assuntos = source.assuntos.map((one) => [one]);
}

function unit(
  source: Record<string, unknown>,
  change: (it: Record<string, unknown>) => Record<string, unknown>,
): void {
  source.orgaoJulgador = change(source.orgaoJulgador as Record<string, unknown>);
}

function rename(source: Record<string, unknown>, change: (text: string) => string): void {
  for (const key of ['classe', 'orgaoJulgador']) {
    const coded = source[key] as { nome: string };
    source[key] = { ...coded, nome: change(coded.nome) };
  }
  if (!Array.isArray(source.assuntos)) return;
  const fix = (one: unknown): unknown =>
    Array.isArray(one) ? one.map(fix) : { ...(one as object), nome: change((one as { nome: string }).nome) };
  source.assuntos = source.assuntos.map(fix);
}
