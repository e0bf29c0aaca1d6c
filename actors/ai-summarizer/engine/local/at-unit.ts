/** First words of the names of courts' units, without accents. Of a name that begins otherwise the gender is not known. */
const FEMININE =
  'vara camara turma secao secretaria comarca central coordenadoria unidade presidencia vice-presidencia corregedoria diretoria divisao escrivania assessoria auditoria justica contadoria subsecao subsecretaria';
const MASCULINE =
  'juizado gabinete cartorio forum foro tribunal nucleo centro orgao juizo plenario grupo pleno oficio cejusc posto setor departamento servico colegio conselho';
const GENDERS = new Map([
  ...FEMININE.split(' ').map((word) => [word, 'na'] as const),
  ...MASCULINE.split(' ').map((word) => [word, 'no'] as const),
]);

/** `na 15ª Vara Cível`, `no Juizado Especial`; `na unidade Anexo II` where the name does not say its gender. */
export function atUnit(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}ªº°-]+/gu);
  // `15ª Vara`, `15a. Vara`, `3 Vara`: the number stands before what it numbers.
  const ordinal = /^\d+([ao]|ª|º|°)?$/;
  const noun = words?.find((word) => !ordinal.test(word));
  const contraction = GENDERS.get(noun ?? '');
  return contraction ? `${contraction} ${name}` : `na unidade ${name}`;
}
