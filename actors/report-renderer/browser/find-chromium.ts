import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ReportRefused } from '../refused.ts';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome-headless-shell',
];
const ALSO_IN = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', '/opt/homebrew/bin'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The path of Chromium: the one asked for, or the first that is found. @throws ReportRefused when there is none */
export function findChromium(asked: string | undefined, path = process.env.PATH ?? ''): string {
  if (asked) {
    if (existsSync(asked)) return asked;
    throw missing(`CHROMIUM_BIN aponta para ${asked}, que não existe.`);
  }
  const folders = [...path.split(delimiter).filter(Boolean), ...ALSO_IN];
  const found = folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
  if (found) return found;
  if (existsSync(MAC)) return MAC;
  throw missing('O Chromium, que imprime os PDFs, não foi encontrado no servidor.');
}

function missing(message: string): ReportRefused {
  return new ReportRefused(
    message,
    'Operador: instale o Chromium (Debian, Ubuntu: apt-get install chromium; macOS: brew install --cask chromium) ou indique-o em ' +
      'CHROMIUM_BIN. Até lá, peça HTML, XLSX, CSV ou JSON.',
  );
}
