import { GLOSSARY } from '../../contracts/glossary/glossary.ts';
import { PLAIN } from '../engine/local/plain-phrases.ts';
import { STANDING_WORDS } from '../engine/local/standing-words.ts';
import { fold } from './facts.ts';

/** Words with which sentences begin, beside those that the glossary and the rules use. */
const OPENERS = fold(
  `a o as os um uma uns umas ao aos à às em no na nos nas num numa de do da dos das por pelo pela pelos pelas para com sem sob sobre
   entre até desde após antes depois durante conforme segundo como quando enquanto porque pois se caso embora contra perante
   ainda já agora hoje atualmente também além assim então logo porém contudo todavia portanto por fim primeiro primeiramente
   posteriormente anteriormente recentemente inicialmente normalmente geralmente provavelmente
   isso isto este esta esse essa aquele aquela estes estas esses essas ele ela eles elas seu sua seus suas quem qual quais cada todo
   toda todos todas outro outra outros outras ambos ambas nada ninguém algum alguma nenhum nenhuma mais menos muito pouco
   há houve foi foram era eram é são está estão consta constam existe existem pode podem poderá cabe cabem costuma costumam espera
   falta faltam resta segue seguem saiu saíram veio vieram vem passou ficou teve deu fez não nunca sim eis vale trata-se trata
   isoladamente nesse nessa neste nesta naquele naquela dele dela deste desta disso último última últimos últimas próximo próxima
   novo nova novos novas mesmo mesma diante dada dado proferida proferido designada designado realizada realizado expedida expedido`,
);

/** Stems of participles with which telegraphic prose begins: `Indeferida a liminar`. A surname may end like one. */
const PARTICIPLES =
  'certificad indeferid deferid concedid negad julgad juntad publicad remetid interpost decretad homologad revogad determinad distribuid recebid devolvid iniciad encerrad suspens citad intimad nomead arquivad apresentad incluid retirad anulad extint acolhid rejeitad provid mantid reformad'.split(
    ' ',
  );

/** Folded words that may begin a sentence and name nobody. */
export const LEXICON: ReadonlySet<string> = new Set([
  ...OPENERS.split(/\s+/),
  ...PARTICIPLES.flatMap((stem) => ['o', 'a', 'os', 'as'].map((end) => `${stem}${end}`)),
  ...wordsOf(GLOSSARY.flatMap(({ term, aliases, meaning }) => [term, ...aliases, meaning]).join(' ')),
  ...wordsOf(Object.values(PLAIN).join(' ')),
  ...wordsOf(JSON.stringify(Object.values(STANDING_WORDS))),
]);

function wordsOf(text: string): string[] {
  return fold(text).match(/\p{L}+/gu) ?? [];
}
