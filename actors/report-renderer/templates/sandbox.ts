import { Liquid, type LiquidError } from 'liquidjs';
import sanitizeHtml from 'sanitize-html';

/** Characters that one section may give. */
const MAX_OUTPUT = 100_000;

/** A section of a firm's template cannot be rendered. `message` is for its author. */
export class TemplateError extends Error {
  override name = 'TemplateError';
}

const NO_FILES = 'a template cannot read files';

function refuse(): never {
  throw new Error(NO_FILES);
}

/**
 * Liquid without files, without anything of a value but its own properties, with an end to text, time and memory. Values are
 * escaped, and what comes out is cut down to the tags of running text: no scripts, styles, pictures, links or forms.
 */
const engine = new Liquid({
  fs: {
    readFile: async () => refuse(),
    readFileSync: () => refuse(),
    exists: async () => false,
    existsSync: () => false,
    resolve: () => refuse(),
    contains: async () => false,
    containsSync: () => false,
  },
  outputEscape: 'escape',
  relativeReference: false,
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: 20_000,
  renderLimit: 500,
  memoryLimit: 1_000_000,
  timezoneOffset: 'America/Sao_Paulo',
  locale: 'pt-BR',
});

const TEXT_TAGS =
  'p h3 h4 ul ol li dl dt dd strong em b i u small sub sup br hr blockquote span table thead tbody tr th td'.split(
    ' ',
  );

/** @param strict whether a variable that is not there is an error, as when a template is checked */
export async function renderSection(
  source: string,
  variables: Record<string, unknown>,
  strict = false,
): Promise<string> {
  let html: string;
  try {
    html = await engine.render(engine.parse(source), variables, { strictVariables: strict });
  } catch (error) {
    throw new TemplateError(describe(error as LiquidError), { cause: error });
  }
  if (html.length > MAX_OUTPUT) throw new TemplateError(`it gives more than ${MAX_OUTPUT} characters`);
  return sanitizeHtml(html, {
    allowedTags: TEXT_TAGS,
    allowedAttributes: {},
    disallowedTagsMode: 'discard',
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'iframe', 'svg', 'math', 'template'],
  });
}

function describe(error: LiquidError): string {
  return error.message.split('\n')[0]?.replace(/, file:[^,]*/, '') ?? 'it cannot be read';
}
