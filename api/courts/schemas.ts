import { type Static, Type } from '@sinclair/typebox';
import { instant, nullable, oneOf } from '../http/conventions.ts';

export const courtParams = Type.Object({
  alias: Type.String({
    pattern: '^[a-z][a-z0-9-]{1,19}$',
    description: 'DataJud alias of the court',
    examples: ['tjsp'],
  }),
});

export const Court = Type.Object(
  {
    alias: Type.String({ description: 'DataJud alias', examples: ['tjsp'] }),
    tribunal: Type.String({ description: 'Acronym', examples: ['TJSP'] }),
    name: Type.String({ examples: ['Tribunal de Justiça de São Paulo'] }),
    segment: Type.String({
      description: 'Branch of justice',
      examples: ['Justiça dos Estados e do Distrito Federal'],
    }),
    uf: nullable(Type.String({ examples: ['SP'] })),
    status: oneOf(
      ['up', 'down', 'recovering', 'unknown'],
      'unknown = nobody has asked it yet; down = it fails and is left alone for a while; recovering = being tried again',
    ),
    notice: nullable(
      Type.String({
        description: 'In Portuguese: what this means for the reader',
        examples: ['O tribunal não está respondendo; as consultas serão retomadas sozinhas.'],
      }),
    ),
    lagSeconds: nullable(
      Type.Integer({
        description: 'Median time between a movement and our first sight of it; null = not measured yet',
        examples: [93600],
      }),
    ),
    lagSamples: Type.Integer({ description: 'Movements that the median is of', examples: [50] }),
    newestIndexedAt: nullable(instant('Newest index time seen there')),
    lastRequestAt: nullable(instant('When it was last asked')),
    lastSuccessAt: nullable(instant('When it last answered well')),
    lastFailureAt: nullable(instant('When it last failed')),
    lastError: nullable(Type.String({ description: 'How it last failed', examples: ['gateway-timeout'] })),
    lastLatencyMs: nullable(Type.Integer({ description: 'How long the last answer took', examples: [840] })),
    breaker: Type.Object(
      {
        state: oneOf(['closed', 'open', 'half-open'], 'open = requests are held back'),
        until: nullable(instant('When it is tried again')),
      },
      { description: 'Circuit breaker of this court' },
    ),
    batchSize: nullable(
      Type.Object(
        {
          status: Type.Integer({ description: 'Cases in a status request', examples: [500] }),
          documents: Type.Integer({ description: 'Cases in a request for whole documents', examples: [50] }),
        },
        { description: 'Shrinks when the court answers 504, grows back slowly' },
      ),
    ),
  },
  { description: 'A court of DataJud and what we have measured of it' },
);
export type Court = Static<typeof Court>;

export const CourtList = Type.Object(
  { data: Type.Array(Type.Ref('Court')) },
  { description: 'All 91 courts of DataJud, by alias' },
);
