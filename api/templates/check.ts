import { Problem } from '../problems/problem.ts';
import type { TemplateParts, TemplateText } from './parts.ts';

/** @throws Problem template-invalid naming every part and variable that is wrong */
export function requireTemplate(parts: TemplateParts, template: TemplateText): void {
  const problems = parts.check(template);
  if (problems.length === 0) return;
  const fix = 'Send Liquid with the variables and filters that are named in the message.';
  throw new Problem('template-invalid', {
    errors: problems.map(({ part, message }) => ({ location: `body.${part}`, message, fix })),
  });
}
