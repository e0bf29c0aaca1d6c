import { type Static, Type } from '@sinclair/typebox';
import { MAX_PERIOD_DAYS, REPORT_FORMATS, REPORT_KINDS } from '../../actors/contracts/reports.ts';
import { idOf, instant, nullable, oneOf, strict } from '../http/conventions.ts';
import { pageQuery } from '../http/pagination.ts';
import { PersonId } from '../people/schemas.ts';
import { ProcessId } from '../processes/schemas.ts';

export const ReportId = idOf('rpt', 'Id of the report');
export const reportParams = Type.Object({ reportId: ReportId });
export const TemplateId = idOf('rtp', 'Id of the template');
export const ScheduleId = idOf('rsc', 'Id of the schedule');

export const Kind = oneOf(
  REPORT_KINDS,
  'dossier = one case; portfolio = all cases or those with a tag; movements = of a period; checks = record of what the courts were asked; usage = what the platform did and delivered',
);
export const Format = oneOf(REPORT_FORMATS, 'File format');
export const Formats = Type.Array(Format, {
  minItems: 1,
  maxItems: REPORT_FORMATS.length,
  uniqueItems: true,
  description: 'Files to make, all from the same data',
  examples: [['pdf', 'xlsx']],
});

export const DeliverTo = Type.Array(PersonId, {
  maxItems: 50,
  uniqueItems: true,
  description:
    'People of the firm who are told once it is made, with links that end, or why it could not be: on their channels, in their language, at their hours',
  examples: [['per_01kb0v5zq8e3n9t2h4x6m7r8sa']],
});

const Day = (description: string) =>
  Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    description,
    examples: ['2026-11-01'],
    fix: 'Send a calendar day such as 2026-11-01.',
  });

export const Params = strict(
  {
    processId: Type.Optional(ProcessId),
    tag: Type.Optional(
      Type.String({ minLength: 1, maxLength: 50, description: 'Cases with this tag', examples: ['cível'] }),
    ),
    from: Type.Optional(Day('First day of the period, in the time zone of the firm')),
    to: Type.Optional(Day('Last day of the period')),
    lastDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAX_PERIOD_DAYS,
        description: 'Instead of from and to: so many days up to the day on which the report is made',
        examples: [7],
      }),
    ),
    minImportance: Type.Optional(
      oneOf(['critical', 'high', 'medium', 'low'], 'Movements at least this important'),
    ),
    includeSealed: Type.Optional(
      Type.Boolean({
        description: 'Grant: cases under secrecy are shown. Without it they are left out and counted.',
        examples: [false],
      }),
    ),
  },
  {
    description:
      'What it is about. dossier and checks need processId; movements, checks and usage take a period of a year at the most.',
  },
);

export const NewReport = strict(
  {
    kind: Kind,
    formats: Type.Optional(Formats),
    params: Type.Optional(Params),
    templateId: Type.Optional(nullable(TemplateId)),
    deliverTo: Type.Optional(DeliverTo),
  },
  { description: 'A report to be made. Without formats: a PDF.' },
);
export type NewReport = Static<typeof NewReport>;

export const RenderAgain = strict(
  { formats: Formats },
  { description: 'Further files from the data that the report was made from' },
);

const file = {
  format: Format,
  mediaType: Type.String({ examples: ['application/pdf'] }),
  bytes: Type.Integer({ description: 'Size', examples: [182_340] }),
  sha256: Type.String({
    description: 'Of the bytes, hexadecimal: made again from the same snapshot, it is the same',
    examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  }),
};

const fields = {
  id: ReportId,
  kind: Kind,
  title: Type.String({ description: 'In Portuguese', examples: ['Dossiê do processo'] }),
  params: Params,
  state: oneOf(['queued', 'ready', 'failed'], 'Follow its job to see it change'),
  snapshotId: nullable(
    Type.String({
      description: 'SHA-256 of the data that every file is made from',
      examples: ['2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae'],
    }),
  ),
  snapshotAt: nullable(instant('When that data was read')),
  templateId: nullable(TemplateId),
  templateVersion: nullable(Type.Integer({ examples: [3] })),
  scheduleId: nullable(ScheduleId),
  deliverTo: DeliverTo,
  error: nullable(
    Type.Object(
      {
        message: Type.String({ examples: ['O processo corre em segredo de justiça.'] }),
        fix: Type.Optional(Type.String({ examples: ['Peça de novo com params.includeSealed: true.'] })),
      },
      { description: 'Why it could not be made and what to do, in Portuguese' },
    ),
  ),
  createdBy: nullable(Type.String({ examples: ['usr_01kb0v5zq8e3n9t2h4x6m7r8sa'] })),
  createdAt: instant('When it was asked for'),
  readyAt: nullable(instant('When its first files were there')),
  expiresAt: instant('When its files are deleted'),
};

export const ReportEntry = Type.Object(
  {
    ...fields,
    files: Type.Array(Type.Object(file), { description: 'What was made; read the report for links' }),
  },
  { description: 'A report' },
);
export type ReportEntry = Static<typeof ReportEntry>;

export const Report = Type.Object(
  {
    ...fields,
    files: Type.Array(
      Type.Object({
        ...file,
        url: nullable(
          Type.String({
            description:
              'Good for anybody who has it until urlExpiresAt; answers ranges and an ETag. null when withheld',
            examples: ['http://127.0.0.1:3000/v1/downloads/WyJ0ZW5f.c2ln'],
          }),
        ),
        urlExpiresAt: instant('A quarter of an hour from now; read the report again for another'),
      }),
    ),
    withheld: Type.Boolean({
      description:
        'A case that it shows has come under secrecy since: its files are given to nobody. Have another made, with params.includeSealed where who reads it has access',
      examples: [false],
    }),
  },
  { description: 'A report with links to its files' },
);
export type Report = Static<typeof Report>;

export const ReportQuery = strict({
  ...pageQuery,
  kind: Type.Optional(Kind),
  state: Type.Optional(oneOf(['queued', 'ready', 'failed'], 'Only in this state')),
  scheduleId: Type.Optional(ScheduleId),
});
export type ReportQuery = Static<typeof ReportQuery>;
