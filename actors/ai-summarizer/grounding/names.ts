import { fold } from './facts.ts';
import { LEXICON } from './lexicon.ts';

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

/** Given names: they name somebody in small letters too. */
const GIVEN = new Set(
  fold(
    `Maria Ana João José Antônio Francisco Carlos Paulo Pedro Lucas Luiz Luís Marcos Gabriel Rafael Daniel Marcelo Bruno Eduardo Felipe
     Rodrigo Manoel Manuel Mateus Matheus André Fernando Fábio Leonardo Gustavo Guilherme Leandro Tiago Thiago Anderson Ricardo Márcio
     Jorge Sebastião Alexandre Roberto Edson Diego Vitor Sérgio Cláudio Adriana Juliana Márcia Fernanda Patrícia Aline Sandra Camila
     Amanda Bruna Jéssica Letícia Júlia Luciana Vanessa Mariana Gabriela Vera Vitória Larissa Cláudia Beatriz Rita Luana Sônia Renata
     Eliane Josefa Simone Natália Cristiane Carla Débora Rosângela Helena Alice Laura Sílvia Regina Teresa Tereza Marta Joana Raquel`,
  ).split(' '),
);

/** Of them, those that are words as well when they are written small. */
const WORDS_TOO = new Set(['vitoria', 'marcos', 'vera', 'vitor', 'marta', 'regina']);

/** Abbreviations that name nobody; of courts, facts.ts looks. */
const ABBREVIATIONS = new Set(
  fold(
    `RPV CPC CPP CLT CTN CDC CF ECA OAB CPF CNPJ TPU DJE DJEN PJe CNJ DataJud MP MPF MPE MPT AGU PGFN INSS CARF JEC TNU TRU SUP JE TR ND
     G1 G2 HC MS ED AI AREsp REsp RE ARE RR AIRR RO ROT CDA FGTS SISBAJUD BACENJUD RENAJUD CEJUSC IDPJ IRDR`,
  ).split(/\s+/),
);
const ROMAN = /^[ivx]{1,5}$/;

/**
 * Words that may name somebody or some place, folded: capitalised ones that are no words of the law, the first of a sentence
 * unless it is an ordinary word, abbreviations that are not known, and given names however they are written.
 */
export function namesOf(text: string): string[] {
  const names: string[] = [];
  for (const sentence of text.split(/(?<=[.!?:;“"])\s*(?=\S)/)) {
    const words = [...sentence.matchAll(/\p{L}[\p{L}\d'’-]*/gu)].map(([word]) => word);
    words.forEach((word, place) => {
      const plain = fold(word).replace(/-(se|lhe)$/, '');
      if (!/^\p{Lu}/u.test(word)) {
        if (GIVEN.has(plain) && !WORDS_TOO.has(plain)) names.push(plain);
        return;
      }
      if (LEGAL.has(plain) || isKnownAbbreviation(word)) return;
      if (place === 0 && !GIVEN.has(plain) && isOrdinary(plain)) return;
      names.push(plain);
    });
  }
  return names;
}

function isOrdinary(plain: string): boolean {
  return LEXICON.has(plain) || /(mente|cao|coes|mentos?|ndo|[ei]ou)$/.test(plain) || plain.length === 1;
}

/** Courts and institutes are told apart elsewhere: `TJSP`, `STF`. */
function isKnownAbbreviation(word: string): boolean {
  const plain = fold(word);
  return (
    ABBREVIATIONS.has(plain) ||
    ROMAN.test(plain) ||
    /^(tj|trt?|trf|tre|stf|stj|tst|tse|stm|cnj)([a-z]{2,3})?-?\d*$/.test(plain)
  );
}
