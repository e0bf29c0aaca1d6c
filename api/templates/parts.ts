import type { Language } from '../../actors/contracts/people.ts';

export const TEMPLATE_NAMES = ['single', 'digest', 'summary', 'storm', 'escalation'] as const;
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

/** Liquid. */
export interface TemplateText {
  title: string;
  body: string;
  /** Of mails; null makes it of the body. */
  html: string | null;
}

/** The words of messages, and what is wrong with other ones. */
export interface TemplateParts {
  /** The platform's own words. */
  own(name: TemplateName, language: Language): TemplateText;
  check(template: TemplateText): { part: 'title' | 'body' | 'html'; message: string }[];
  /** With invented values; the footer is the platform's and no template's. */
  preview(
    template: TemplateText,
    language: Language,
  ): { title: string; paragraphs: string[]; html: string | null; footer: string[] };
}
