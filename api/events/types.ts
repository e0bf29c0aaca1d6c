import { type Static, Type } from '@sinclair/typebox';
import { EVENT_CATALOGUE, EVENT_TYPES } from './catalogue.ts';

export const EventTypeList = Type.Object(
  {
    data: Type.Array(
      Type.Object({
        type: Type.String({ examples: ['movement.detected'] }),
        description: Type.String({ examples: ['A movement was seen for the first time.'] }),
        example: Type.Record(Type.String(), Type.Unknown(), {
          description: 'The `data` of such an event',
          examples: [{ process: { id: 'prc_01kb0v5zq8e3n9t2h4x6m7r8sa' } }],
        }),
      }),
    ),
  },
  { description: 'Every type of event' },
);

/** Every type of event with what it means and an example of its data. */
export function listEventTypes(): Static<typeof EventTypeList> {
  return {
    data: EVENT_TYPES.map((type) => {
      const { description, example } = EVENT_CATALOGUE[type];
      return { type, description, example: { ...example } };
    }),
  };
}
