import type { Language } from '../../actors/contracts/people.ts';

/**
 * The language of a page for somebody of whom only the request is known: Portuguese, unless their browser (`Accept-Language`)
 * wants English and would not rather have Portuguese.
 */
export function languageOf(request: Request): Language {
  const wanted = (request.headers.get('accept-language') ?? '').toLowerCase().split(',');
  const weightOf = (language: string) =>
    Math.max(
      0,
      ...wanted.map((range) => {
        const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
        if (name !== language && !name.startsWith(`${language}-`)) return 0;
        const weight = parameters.find((one) => one.startsWith('q='));
        return weight === undefined ? 1 : Number(weight.slice(2)) || 0;
      }),
    );
  return weightOf('en') > weightOf('pt') ? 'en' : 'pt-BR';
}
