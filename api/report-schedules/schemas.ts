import { type Static, Type } from '@sinclair/typebox';
import { instant, nullable, oneOf, strict } from '../http/conventions.ts';
import { pageQuery } from '../http/pagination.ts';
import { DeliverTo, Formats, Kind, Params, ReportId, ScheduleId, TemplateId } from '../reports/schemas.ts';

export const scheduleParams = Type.Object({ scheduleId: ScheduleId });

const Name = Type.String({ minLength: 1, maxLength: 100, examples: ['Carteira, toda segunda-feira'] });

export const Trigger = Type.Object(
  {
    cron: Type.Optional(
      Type.String({
        minLength: 9,
        maxLength: 100,
        description: 'Minute, hour, day, month, weekday; every quarter of an hour at the most',
        examples: ['0 8 * * 1'],
      }),
    ),
    timeZone: Type.Optional(
      Type.String({
        maxLength: 60,
        description: 'In which cron is meant. Without it, that of the firm',
        examples: ['America/Sao_Paulo'],
      }),
    ),
    events: Type.Optional(
      Type.Array(
        Type.String({
          pattern: '^[a-z]+\\.(\\*|[a-z]+)$',
          maxLength: 60,
          examples: ['movement.detected'],
          fix: 'Send a type of GET /v1/event-types, or a family such as movement.*',
        }),
        {
          minItems: 1,
          maxItems: 10,
          uniqueItems: true,
          description:
            'Instead of cron: types of events. Looked for once a minute; a report about one case is made for each case.',
          examples: [['movement.detected']],
        },
      ),
    ),
    minImportance: Type.Optional(
      oneOf(['critical', 'high', 'medium', 'low'], 'With events: movements at least this important'),
    ),
  },
  {
    additionalProperties: false,
    description: 'When: either cron or events',
    examples: [{ cron: '0 8 * * 1' }],
  },
);

export const NewSchedule = strict(
  {
    name: Name,
    kind: Kind,
    params: Type.Optional(Params),
    formats: Type.Optional(Formats),
    templateId: Type.Optional(nullable(TemplateId)),
    deliverTo: Type.Optional(DeliverTo),
    trigger: Trigger,
  },
  { description: 'A schedule to be added' },
);
export type NewSchedule = Static<typeof NewSchedule>;

export const SchedulePatch = strict(
  {
    name: Type.Optional(Name),
    params: Type.Optional(Params),
    formats: Type.Optional(Formats),
    templateId: Type.Optional(nullable(TemplateId)),
    deliverTo: Type.Optional(DeliverTo),
    trigger: Type.Optional(Trigger),
    status: Type.Optional(
      oneOf(['active', 'paused'], 'What comes due while it is paused is not made up for'),
    ),
  },
  { description: 'The fields to change; the others stay' },
);
export type SchedulePatch = Static<typeof SchedulePatch>;

export const Schedule = Type.Object(
  {
    id: ScheduleId,
    name: Name,
    kind: Kind,
    params: Params,
    formats: Formats,
    templateId: nullable(TemplateId),
    deliverTo: DeliverTo,
    trigger: Trigger,
    status: oneOf(['active', 'paused'], 'Whether it makes reports'),
    nextRunAt: nullable(instant('When it makes the next report, or looks for events')),
    lastRunAt: nullable(instant('When it last made one')),
    lastReportId: nullable(ReportId),
    createdBy: nullable(Type.String({ examples: ['usr_01kb0v5zq8e3n9t2h4x6m7r8sa'] })),
    createdAt: instant('When it was added'),
    updatedAt: instant('When its settings were last changed'),
    version: Type.Integer({ description: 'The ETag', examples: [1] }),
  },
  { description: 'A schedule' },
);
export type Schedule = Static<typeof Schedule>;

export const ScheduleQuery = strict({ ...pageQuery });
