import { readFileSync } from 'node:fs';

const FACES = [
  {
    family: 'Lux Sans',
    weight: 400,
    style: 'normal',
    file: 'source-sans-3/files/source-sans-3-latin-400-normal.woff2',
  },
  {
    family: 'Lux Sans',
    weight: 600,
    style: 'normal',
    file: 'source-sans-3/files/source-sans-3-latin-600-normal.woff2',
  },
  {
    family: 'Lux Serif',
    weight: 600,
    style: 'normal',
    file: 'source-serif-4/files/source-serif-4-latin-600-normal.woff2',
  },
] as const;

let css: string | undefined;

/** The typefaces of reports (SIL Open Font Licence), inside the style sheet: a report needs nothing from elsewhere. */
export function fontFaces(): string {
  css ??= FACES.map(({ family, weight, style, file }) => {
    const bytes = readFileSync(Bun.resolveSync(`@fontsource/${file}`, import.meta.dir)).toString('base64');
    return `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:url(data:font/woff2;base64,${bytes}) format("woff2")}`;
  }).join('');
  return css;
}
