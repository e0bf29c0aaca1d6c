import { byChannel } from '../../contracts/channel/declared.ts';
import { courtByAlias } from '../../contracts/courts.ts';

const IMPORTANCE: Record<string, string> = {
  critical: 'Crítica',
  high: 'Alta',
  medium: 'Média',
  low: 'Baixa',
};

const GRAUS: Record<string, string> = {
  G1: '1º grau',
  G2: '2º grau',
  JE: 'Juizado Especial',
  TR: 'Turma Recursal',
  TRU: 'Turma Regional de Uniformização',
  TNU: 'Turma Nacional de Uniformização',
  SUP: 'Tribunal Superior',
  ND: 'Grau não informado',
};

const RESULTS: Record<string, string> = {
  unchanged: 'Sem novidade',
  changed: 'Com novidade',
  found: 'Encontrado',
  absent: 'Sem registro no DataJud',
  unavailable: 'Tribunal sem resposta útil',
  'no-index': 'Sem índice público',
};

const ORIGINS: Record<string, string> = {
  new: 'Nova',
  late: 'Publicada com atraso',
  backfill: 'Anterior ao acompanhamento',
  correction: 'Correção do tribunal',
};

const COURT_STATUS: Record<string, string> = {
  pending: 'Aguardando a primeira resposta do tribunal',
  found: 'Encontrado no DataJud',
  not_found: 'Sem registro no DataJud até a última consulta',
  no_index: 'O tribunal não publica no DataJud',
};

const CHANNELS: Record<string, string> = {
  inbox: 'Caixa de entrada',
  ...byChannel(({ label }) => label),
};

const TASKS: Record<string, string> = {
  summary: 'Resumo do processo',
  notice: 'Resumo para aviso',
  question: 'Pergunta sobre o processo',
  risk: 'Avaliação de risco',
  classification: 'Classificação',
  term: 'Explicação de termo',
};

export const importanceName = (importance: string) => IMPORTANCE[importance] ?? importance;
export const grauName = (grau: string) => GRAUS[grau] ?? grau;
export const resultName = (result: string) => RESULTS[result] ?? result;
export const originName = (origin: string) => ORIGINS[origin] ?? origin;
export const courtStatusName = (status: string) => COURT_STATUS[status] ?? status;
export const channelName = (channel: string) => CHANNELS[channel] ?? channel;
export const taskName = (task: string) => TASKS[task] ?? task;
export const tribunalName = (alias: string) => courtByAlias(alias)?.tribunal ?? alias.toUpperCase();
export const courtName = (alias: string) => courtByAlias(alias)?.name ?? alias.toUpperCase();

/** `1 processo`, `2 processos`. */
export function count(n: number, one: string, many: string): string {
  return `${n.toLocaleString('pt-BR')} ${n === 1 ? one : many}`;
}
