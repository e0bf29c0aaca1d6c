import { Liquid } from 'liquidjs';

/** What templates may do; everything else, files above all, is not there. */
const FILTERS = [
  'append',
  'capitalize',
  'date',
  'default',
  'downcase',
  'first',
  'join',
  'last',
  'plus',
  'minus',
  'prepend',
  'remove',
  'replace',
  'size',
  'slice',
  'split',
  'strip',
  'strip_newlines',
  'truncate',
  'truncatewords',
  'upcase',
  'where',
];
const TAGS = ['assign', 'break', 'capture', 'case', 'comment', 'continue', 'for', 'if', 'raw', 'unless', '#'];

const LIMITS = { parseLimit: 20_000, renderLimit: 200, memoryLimit: 2_000_000 };

/** A Liquid engine that knows the filters and tags above and no file. With `output.escape` every value is escaped for HTML. */
export function createEngine(output: { escape: boolean }): Liquid {
  const engine = new Liquid({
    templates: {},
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: output.escape ? 'escape' : undefined,
    ...LIMITS,
  });
  for (const name of Object.keys(engine.filters)) if (!FILTERS.includes(name)) delete engine.filters[name];
  for (const name of Object.keys(engine.tags)) if (!TAGS.includes(name)) delete engine.tags[name];
  return engine;
}
