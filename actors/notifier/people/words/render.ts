import type { Template as Parsed } from 'liquidjs';
import { createEngine } from './engine.ts';
import type { Template, Values } from './template.ts';

/** A template that cannot be used: which part, and what is wrong with it in a sentence. */
export interface TemplateProblem {
  part: 'title' | 'body' | 'html';
  message: string;
}

export interface Words {
  title: string;
  paragraphs: string[];
  html: string | null;
}

export interface Renderer {
  /** @throws what Liquid says; a template that was checked does not throw but for its limits */
  render(template: Template, values: Values): Words;
  /** Everything that is wrong with a template: its syntax, filters that are not there, variables that do not exist. */
  check(template: Template, sample: Values): TemplateProblem[];
}

/** Parsed templates are kept, the least recently used go. */
const KEPT = 500;
export const MAX_TITLE = 300;
const MAX = { paragraph: 4_000, paragraphs: 200, html: 200_000 };

export function createRenderer(): Renderer {
  const plain = createEngine({ escape: false });
  const html = createEngine({ escape: true });
  const parsed = new Map<string, Parsed[]>();

  function parse(part: 'text' | 'html', source: string): Parsed[] {
    const key = `${part} ${source}`;
    const found = parsed.get(key) ?? (part === 'html' ? html : plain).parse(source);
    parsed.delete(key);
    parsed.set(key, found);
    const [oldest] = parsed.keys();
    if (parsed.size > KEPT && oldest !== undefined) parsed.delete(oldest);
    return found;
  }

  function render(template: Template, values: Values): Words {
    const text = (source: string) => String(plain.renderSync(parse('text', source), values));
    const title = text(template.title).replaceAll(/\s+/g, ' ').trim().slice(0, MAX_TITLE).toWellFormed();
    const paragraphs = text(template.body)
      .split(/\n\s*\n/)
      .map((paragraph) => paragraph.trim().slice(0, MAX.paragraph).toWellFormed())
      .filter((paragraph) => paragraph !== '')
      .slice(0, MAX.paragraphs);
    const mail =
      template.html === null ? null : String(html.renderSync(parse('html', template.html), values));
    return { title, paragraphs, html: mail === null ? null : mail.slice(0, MAX.html).toWellFormed() };
  }

  function check(template: Template, sample: Values): TemplateProblem[] {
    const known = pathsOf(sample);
    const problems = (['title', 'body', 'html'] as const).flatMap((part): TemplateProblem[] => {
      const source = template[part];
      if (source === null) return [];
      try {
        const engine = part === 'html' ? html : plain;
        const used = engine.globalVariableSegmentsSync(parse(part === 'html' ? 'html' : 'text', source));
        return used.flatMap((segments) => {
          const name = nameOf(segments);
          if (known.has(name)) return [];
          const message = `There is no variable "${name}". Known are ${[...known].sort().join(', ')}.`;
          return [{ part, message }];
        });
      } catch (error) {
        return [{ part, message: (error as Error).message.split('\n')[0] ?? 'It cannot be read.' }];
      }
    });
    if (problems.length > 0) return problems;
    try {
      if (render(template, sample).title === '')
        return [{ part: 'title', message: 'It renders to nothing.' }];
    } catch (error) {
      return [{ part: 'body', message: (error as Error).message.split('\n')[0] ?? 'It cannot be rendered.' }];
    }
    return [];
  }

  return { render, check };
}

/** `person`, `person.name`, `items`, `items.text` … */
function pathsOf(sample: Values): Set<string> {
  const names = Object.entries(sample).flatMap(([name, value]) => {
    const one = Array.isArray(value) ? value[0] : value;
    const fields = typeof one === 'object' && one !== null ? Object.keys(one) : [];
    const more = Array.isArray(value) ? ['size', 'first', 'last'] : [];
    return [name, ...[...fields, ...more].map((field) => `${name}.${field}`)];
  });
  return new Set(names);
}

/** An index into a list names its entries: `items[0].text` is `items.text`. */
function nameOf(segments: readonly unknown[]): string {
  return segments
    .filter((segment) => typeof segment === 'string')
    .slice(0, 2)
    .join('.');
}
