import { fold } from './facts.ts';

/** Words that are written with a capital in a lawyer's prose and name nobody. */
const LEGAL = new Set(
  fold(
    `Justiça Estado Estados União Município Município Fazenda Pública Nacional Ministério Público Defensoria Código Processo Processual
     Civil Penal Tributário Trabalho Trabalhista Consolidação Leis Constituição Federal Lei Poder Judiciário Juiz Juíza Juízo Tribunal
     Superior Supremo Corte Vara Câmara Turma Recursal Recursais Juizado Juizados Especial Especiais Cível Criminal Eleitoral Militar
     Regional Conselho Diário Eletrônico Oficial Secretaria Cartório Contadoria Perito Relator Relatora Desembargador Desembargadora
     Ministro Ministra Advogado Advogada Autor Autora Réu Ré Reclamante Reclamada Exequente Executado Executada Recurso Recursos
     Ordinário Extraordinário Revista Apelação Agravo Instrumento Embargos Declaração Mandado Segurança Habeas Corpus Execução Fiscal
     Cumprimento Sentença Acórdão Ação Procedimento Comum Petição Inicial Contestação Réplica Audiência Conciliação Instrução
     Julgamento Brasil DataJud Primeiro Segundo Grau Instância RPV Precatório Requisição Pequeno Valor Inquérito Policial Delegacia
     Certidão Dívida Ativa Banco Central Sessão Virtual Pauta Plenário Presidência Vice Corregedoria Central Mandados`,
  ).split(' '),
);

/** Given names: the only capitalised first word of a sentence that is told from a noun. */
const GIVEN = new Set(
  fold(
    `Maria Ana João José Antônio Francisco Carlos Paulo Pedro Lucas Luiz Luís Marcos Gabriel Rafael Daniel Marcelo Bruno Eduardo Felipe
     Rodrigo Manoel Manuel Mateus Matheus André Fernando Fábio Leonardo Gustavo Guilherme Leandro Tiago Thiago Anderson Ricardo Márcio
     Jorge Sebastião Alexandre Roberto Edson Diego Vitor Sérgio Cláudio Adriana Juliana Márcia Fernanda Patrícia Aline Sandra Camila
     Amanda Bruna Jéssica Letícia Júlia Luciana Vanessa Mariana Gabriela Vera Vitória Larissa Cláudia Beatriz Rita Luana Sônia Renata
     Eliane Josefa Simone Natália Cristiane Carla Débora Rosângela Helena Alice Laura Sílvia Regina Teresa Tereza Marta Joana Raquel`,
  ).split(' '),
);

/** Capitalised words that may name somebody or some place, folded: those of a sentence that are not its first word. */
export function namesOf(text: string): string[] {
  const names: string[] = [];
  for (const sentence of text.split(/(?<=[.!?:;])\s+/)) {
    const words = [...sentence.matchAll(/\p{L}[\p{L}'’-]*/gu)].map(([word]) => word);
    words.forEach((word, place) => {
      const plain = fold(word);
      if (!/^\p{Lu}/u.test(word) || LEGAL.has(plain) || isAcronym(word)) return;
      const next = words[place + 1] ?? '';
      const opens =
        place === 0 && !GIVEN.has(plain) && !(/^\p{Lu}\p{Ll}/u.test(next) && !LEGAL.has(fold(next)));
      if (!opens) names.push(plain);
    });
  }
  return names;
}

/** Courts and institutes are told apart elsewhere: `TJSP`, `RPV`, `II`. */
function isAcronym(word: string): boolean {
  return /^\p{Lu}{1,5}s?$/u.test(word) && !GIVEN.has(fold(word));
}
