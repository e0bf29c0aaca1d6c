import { PHRASES } from '../../actors/notifier/people/words/phrases.ts';
import { createRenderer } from '../../actors/notifier/people/words/render.ts';
import { mentionsSentences } from '../../actors/notifier/people/words/sentence-words.ts';
import { SAMPLE_VALUES, TEMPLATES } from '../../actors/notifier/people/words/template.ts';
import type { TemplateParts } from '../../api/templates/parts.ts';

/** What the API needs of the notifier to check and show templates. */
export function templateParts(): TemplateParts {
  const renderer = createRenderer();
  return {
    own: (name, language) => TEMPLATES[language][name],
    check: (template) => renderer.check(template, SAMPLE_VALUES),
    preview: (template, language) => ({
      ...renderer.render(template, SAMPLE_VALUES),
      footer: [
        ...(mentionsSentences(template) ? [PHRASES[language].sentence.footer.local] : []),
        ...PHRASES[language].footer,
      ],
    }),
  };
}
