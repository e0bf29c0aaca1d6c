/** What every reader must know. */
export const SOURCE = 'Fonte: DataJud, Conselho Nacional de Justiça (CNJ).';

export const DISCLAIMER =
  'Este documento é informativo e reproduz dados públicos fornecidos pelos tribunais ao DataJud. Não é certidão expedida por ' +
  'órgão do Poder Judiciário nem substitui a consulta aos autos, as intimações oficiais e as publicações no Diário da Justiça ' +
  'Eletrônico Nacional (DJEN). A contagem de prazos é responsabilidade do advogado.';

export const HOURS = 'Datas e horários de Brasília.';

export const IMPORTANCE =
  'A importância das movimentações é atribuída pela plataforma a partir do código da Tabela Processual Unificada (TPU/CNJ) e não ' +
  'vem do tribunal.';

/** Of cases that a report leaves out. */
export function sealedNotice(count: number): string {
  return count === 1
    ? '1 processo em segredo de justiça não consta deste relatório, que não foi autorizado a mostrá-lo.'
    : `${count} processos em segredo de justiça não constam deste relatório, que não foi autorizado a mostrá-los.`;
}
