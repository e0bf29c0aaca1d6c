import type { DataJudComplement, DataJudMovement } from '../wire.ts';

/** Movement codes of the CNJ tables (TPU) the sandbox writes, with the leaf name the courts send. */
export const MOVEMENT_NAMES: Readonly<Record<number, string>> = {
  22: 'Baixa Definitiva',
  26: 'Distribuição',
  36: 'Redistribuição',
  51: 'Conclusão',
  60: 'Expedição de documento',
  85: 'Petição',
  92: 'Publicação',
  106: 'Mandado',
  123: 'Remessa',
  132: 'Recebimento',
  196: 'Extinção da execução ou do cumprimento da sentença',
  198: 'Acolhimento de Embargos de Declaração',
  200: 'Não-Acolhimento de Embargos de Declaração',
  219: 'Procedência',
  220: 'Improcedência',
  221: 'Procedência em Parte',
  237: 'Provimento',
  238: 'Provimento em Parte',
  239: 'Não-Provimento',
  245: 'Provisório',
  246: 'Definitivo',
  332: 'Antecipação de tutela',
  339: 'Liminar',
  454: 'Indeferimento da petição inicial',
  463: 'Desistência',
  466: 'Homologação de Transação',
  493: 'Entrega em carga/vista',
  581: 'Documento',
  785: 'Antecipação de tutela',
  848: 'Trânsito em julgado',
  849: 'Reativação',
  893: 'Desarquivamento',
  898: 'Por decisão judicial',
  928: 'Republicação',
  970: 'Audiência',
  985: 'Mandado',
  1051: 'Decurso de Prazo',
  1061: 'Disponibilização no Diário da Justiça Eletrônico',
  11009: 'Despacho',
  11010: 'Mero expediente',
  11382: 'Bloqueio/penhora on line',
  11383: 'Ato ordinatório',
  11385: 'Execução/Cumprimento de Sentença Iniciada (o)',
  12116: 'Para julgamento de mérito',
  12164: 'Outras Decisões',
  12265: 'Expedida/certificada',
  12266: 'Confirmada',
  12282: 'Expedida/Certificada',
  12287: 'Expedida/Certificada',
  12288: 'Confirmada',
  12291: 'Cancelamento de movimentação',
  12309: 'Retirada',
  12548: 'Expedição de alvará de levantamento',
  12740: 'Conciliação',
  12749: 'Instrução',
  12750: 'Instrução e Julgamento',
  12753: 'Preliminar',
  14732: 'Conversão de Autos Físicos em Eletrônicos',
  14738: 'Retificação de Classe Processual',
  14974: 'Levantamento da Suspensão ou Dessobrestamento',
  15085: 'Emenda à Inicial',
};

interface ComplementType {
  descricao: string;
  values: Readonly<Record<number, string>>;
}

/** Complement types by code: the slug the API sends as `descricao`, and the known values. */
const COMPLEMENTS: Readonly<Record<number, ComplementType>> = {
  2: {
    descricao: 'tipo_de_distribuicao_redistribuicao',
    values: { 1: 'competência exclusiva', 2: 'sorteio' },
  },
  3: {
    descricao: 'tipo_de_conclusao',
    values: { 5: 'para despacho', 6: 'para decisão', 36: 'para julgamento' },
  },
  4: { descricao: 'tipo_de_documento', values: { 80: 'Outros documentos', 107: 'Certidão', 117: 'Acórdão' } },
  15: {
    descricao: 'situacao_da_audiencia',
    values: { 9: 'designada', 10: 'redesignada', 11: 'cancelada', 12: 'não-realizada', 13: 'realizada' },
  },
  18: { descricao: 'motivo_da_remessa', values: { 38: 'em grau de recurso', 40: 'outros motivos' } },
  19: { descricao: 'tipo_de_peticao', values: { 57: 'Petição (outras)' } },
};

/** The complement of a type with a value, or null where the sandbox does not know the pair. */
export function complement(codigo: number, valor: number): DataJudComplement | null {
  const type = COMPLEMENTS[codigo];
  const nome = type?.values[valor];
  return type && nome !== undefined ? { codigo, valor, nome, descricao: type.descricao } : null;
}

/** The complement a movement usually carries: `[type, value]`. */
export const USUAL_COMPLEMENT: Readonly<Record<number, readonly [number, number]>> = {
  26: [2, 2],
  36: [2, 2],
  51: [3, 5],
  60: [4, 80],
  85: [19, 57],
  123: [18, 40],
  581: [4, 107],
  970: [15, 9],
  12740: [15, 9],
  12749: [15, 9],
  12750: [15, 9],
  12753: [15, 9],
};

/** Key order of the old feed; the new one is arranged by the pipeline. Complements are shared between movements. */
export function movement(
  codigo: number,
  dataHora: string,
  complementos: DataJudComplement[] | null,
): DataJudMovement {
  const nome = MOVEMENT_NAMES[codigo] ?? `Movimento ${codigo}`;
  return complementos
    ? { complementosTabelados: complementos, codigo, nome, dataHora }
    : { codigo, nome, dataHora };
}
