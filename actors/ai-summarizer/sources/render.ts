import type { Sources } from './sources.ts';

/** JSON in which nothing can end the element around it. */
function asData(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * The sources of a case as data for a prompt: one JSON object a line between `<dados>` and `</dados>`. Whatever a court wrote
 * stays inside a JSON string inside that element.
 */
export function renderSources(sources: Sources): string {
  const headers = sources.headers.map(({ ref, tribunal, grau, className, subjects, unit, filedOn, closed }) =>
    asData({
      ref,
      tribunal,
      grau,
      classe: className,
      assuntos: subjects,
      orgao: unit,
      ajuizado: filedOn,
      baixado: closed,
    }),
  );
  const movements = sources.movements.map((m) =>
    asData({
      ref: m.ref,
      data: m.date,
      grau: m.grau,
      codigo: m.code,
      ...(m.withheld
        ? { texto: 'retirado' }
        : {
            movimento: m.description || m.name,
            complementos: m.complements.length > 0 ? m.complements : undefined,
          }),
      orgao: m.unit ?? undefined,
      importancia: m.importance,
      grupo: m.group,
    }),
  );
  const left =
    sources.omitted > 0 ? [asData({ omitidos: 'há movimentos mais antigos que não estão aqui' })] : [];
  return ['<dados>', ...headers, ...left, ...movements, '</dados>'].join('\n');
}

/** What a person typed, as data: a question, a term, a passage. */
export function renderInput(
  name: 'pergunta' | 'termo' | 'texto' | 'movimentos_novos',
  value: unknown,
): string {
  return `<${name}>${asData(value)}</${name}>`;
}
