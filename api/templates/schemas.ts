import { type Static, Type } from '@sinclair/typebox';
import { LANGUAGES } from '../../actors/contracts/people.ts';
import { instant, nullable, oneOf, strict } from '../http/conventions.ts';
import { TEMPLATE_NAMES } from './parts.ts';

const Name = oneOf(
  TEMPLATE_NAMES,
  'single = one event; digest = gathered; summary = daily or weekly; storm = very many at once; escalation = passed on',
);
export const TemplateLanguage = oneOf(LANGUAGES, 'Language of the reader');
const Title = Type.String({
  minLength: 1,
  maxLength: 500,
  description: 'Liquid: subject of a mail, first line elsewhere',
  examples: ['{{ item.text }}'],
});
const Body = Type.String({
  maxLength: 10_000,
  description:
    'Liquid: paragraphs with empty lines between them. item.sentence is the movement in other words and item.sentenceBy who or what wrote them; both are empty while there are none',
  examples: ['{{ item.label }}\n\n{{ item.text }} ({{ item.date }})'],
});
const Html = Type.String({
  maxLength: 50_000,
  description: 'Liquid of the HTML of mails; every value is escaped',
  examples: ['<p>{{ item.text }}</p>'],
});

export const NewTemplate = strict(
  {
    name: Name,
    language: Type.Optional(TemplateLanguage),
    title: Title,
    body: nullable(Body),
    html: Type.Optional(nullable(Html)),
  },
  { description: 'A new version of the firm’s own words; a null body goes back to the platform’s' },
);
export type NewTemplate = Static<typeof NewTemplate>;

export const PreviewTemplate = strict(
  {
    language: Type.Optional(TemplateLanguage),
    title: Title,
    body: Body,
    html: Type.Optional(nullable(Html)),
  },
  { description: 'Words to be tried' },
);

export const Template = Type.Object(
  {
    name: Name,
    language: TemplateLanguage,
    version: Type.Integer({ description: '0 = the platform’s own words', examples: [3] }),
    title: Title,
    body: nullable(Body),
    html: nullable(Html),
    createdBy: nullable(Type.String({ examples: ['usr_01kb0v5zq8e3n9t2h4x6m7r8sa'] })),
    createdAt: nullable(instant('When this version was added')),
  },
  { description: 'The words for one kind of message' },
);
export type Template = Static<typeof Template>;

export const TemplateList = Type.Object(
  { data: Type.Array(Type.Ref('Template')) },
  { description: 'Templates' },
);

export const VersionQuery = strict({ name: Name, language: Type.Optional(TemplateLanguage) });

export const TemplatePreview = Type.Object(
  {
    title: Type.String({ examples: ['Sentença: procedência'] }),
    paragraphs: Type.Array(Type.String({ examples: ['Construtora Ávila x Município'] })),
    html: nullable(Type.String({ examples: ['<p>Sentença: procedência</p>'] })),
    footer: Type.Array(Type.String({ examples: ['Este aviso é informativo.'] }), {
      description: 'Sentences that stand under every message and that no template removes',
    }),
  },
  { description: 'What the words make of an invented movement' },
);
