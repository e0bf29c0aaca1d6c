import { type Static, Type } from '@sinclair/typebox';
import { instant, nullable, oneOf, strict } from '../http/conventions.ts';
import { pageQuery } from '../http/pagination.ts';
import { FileId } from '../report-files/schemas.ts';
import { Kind, TemplateId } from '../reports/schemas.ts';

export const templateParams = Type.Object({ templateId: TemplateId });

const Colour = (description: string, example: string) =>
  Type.String({
    pattern: '^#[0-9a-fA-F]{6}$',
    description,
    examples: [example],
    fix: 'Send a colour as # and six hexadecimal digits.',
  });
const Line = (maxLength: number, example: string) =>
  Type.String({ minLength: 1, maxLength, examples: [example] });

const Section = strict(
  {
    title: Line(100, 'Nota ao cliente'),
    body: Type.String({
      minLength: 1,
      maxLength: 20_000,
      description:
        'Liquid that gives HTML text: paragraphs, lists, tables. Variables: firm.name, report.title, report.date, report.kind, and those of the kind, such as process.number, movementCount, caseCount',
      examples: ['<p>Situação em {{ report.date }}.</p>'],
    }),
    placement: oneOf(['before', 'after'], 'Before or after what the report says'),
  },
  { description: 'A section of the firm’s own' },
);

export const TemplateBody = strict(
  {
    logoFileId: Type.Optional(nullable(FileId)),
    colours: Type.Optional(
      strict({
        primary: Type.Optional(Colour('Headings and charts', '#1b2a41')),
        accent: Type.Optional(Colour('Rules and marks', '#9a7b3f')),
      }),
    ),
    letterhead: Type.Optional(
      strict({
        lines: Type.Array(Line(120, 'Rua das Acácias, 100 · Jundiaí – SP'), {
          maxItems: 5,
          description: 'To the right of the name or logo',
          examples: [['Rua das Acácias, 100 · Jundiaí – SP', 'OAB/SP 00.000']],
        }),
      }),
    ),
    footer: Type.Optional(Line(150, 'Ferreira & Lima Advogados · confidencial')),
    sections: Type.Optional(Type.Array(Section, { maxItems: 10, description: 'In their order' })),
  },
  { description: 'How reports look' },
);

const Name = Type.String({ minLength: 1, maxLength: 100, examples: ['Papel timbrado'] });

export const NewTemplate = strict(
  { name: Name, body: TemplateBody },
  { description: 'A template to be added' },
);
export type NewTemplate = Static<typeof NewTemplate>;

export const TemplatePatch = strict(
  { name: Type.Optional(Name), body: Type.Optional(TemplateBody) },
  { description: 'The fields to change; a body replaces the whole body, as a new version' },
);

export const Template = Type.Object(
  {
    id: TemplateId,
    name: Name,
    version: Type.Integer({ description: 'The ETag', examples: [3] }),
    body: TemplateBody,
    createdAt: instant('When it was added'),
    updatedAt: instant('When it was last changed'),
  },
  { description: 'A template in its newest version' },
);
export type Template = Static<typeof Template>;

export const TemplateVersions = Type.Object(
  {
    data: Type.Array(
      Type.Object({
        version: Type.Integer({ examples: [2] }),
        createdBy: nullable(Type.String({ examples: ['usr_01kb0v5zq8e3n9t2h4x6m7r8sa'] })),
        createdAt: instant('When it was written'),
        body: TemplateBody,
      }),
    ),
  },
  { description: 'All versions, newest first' },
);

export const TemplateQuery = strict({ ...pageQuery });

export const PreviewQuery = strict({ kind: Type.Optional(Kind) });
