import { type Static, Type } from '@sinclair/typebox';
import { instant, instantInput, nullable, strict } from '../http/conventions.ts';
import { PersonChannel } from '../people/schemas.ts';

export const StatisticsQuery = strict({
  since: Type.Optional(instantInput('From this instant; a week ago without it')),
  until: Type.Optional(instantInput('Before this instant; now without it')),
});
export type StatisticsQuery = Static<typeof StatisticsQuery>;

const count = (description: string) => Type.Integer({ description, examples: [12] });
export const Statistics = Type.Object(
  {
    since: instant('From'),
    until: instant('Until'),
    channels: Type.Array(
      Type.Object({
        channel: PersonChannel,
        queued: count('On their way'),
        sent: count('Taken by the provider'),
        delivered: count('Arrived'),
        read: count('Read'),
        failed: count('Given up'),
        billable: count('Charged for, as far as the provider tells'),
        costs: Type.Array(
          Type.Object({
            currency: Type.String({ examples: ['BRL'] }),
            cents: Type.Number({ examples: [412.5] }),
          }),
          { description: 'In money, where the firm has given prices' },
        ),
        medianSeconds: nullable(Type.Number({ description: 'From queued to delivered', examples: [1.4] })),
      }),
    ),
  },
  { description: 'What became of messages, by channel' },
);
