import { type Static, Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { CHANNEL_NAMES } from '../../actors/contracts/channel/declared.ts';
import { type ChannelPrices, readChannelPrices, writeChannelPrices } from '../../db/channel-prices/prices.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions, instant, nullable, oneOf, strict } from '../http/conventions.ts';
import { conditional, etagOf, expectedVersion } from '../http/etag.ts';
import { Problem } from '../problems/problem.ts';

const Price = strict({
  channel: oneOf(CHANNEL_NAMES, 'Where'),
  category: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'As the provider writes it in `cost.category` of a notification’s ledger',
    examples: ['utility'],
  }),
  cents: Type.Number({
    minimum: 0,
    maximum: 1_000_000,
    description: 'Of one message, in hundredths of the currency with up to four decimals',
    examples: [3.75],
  }),
});
const fields = {
  currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217', examples: ['BRL'] }),
  prices: Type.Array(Price, { maxItems: 100, description: 'Each channel and category once' }),
};

const NewPrices = strict(fields, { description: 'All of them: they replace what is there' });
const Prices = Type.Object(
  { ...fields, updatedAt: nullable(instant('When they were last changed; null when none were given')) },
  { description: 'What the firm pays its providers for messages' },
);

/** `/v1/channel-prices`: what a firm pays its providers, so that its ledger can say what messages cost. */
export function channelPrices({ pool }: ApiDeps) {
  return new Elysia({ name: 'channel-prices', prefix: '/v1/channel-prices', tags: ['Notifications'] })
    .use(conventions())
    .model({ ChannelPrices: Prices, NewChannelPrices: NewPrices })
    .get(
      '',
      async function getPrices({ principal, request, set }) {
        const prices = await readTenant(pool, principal.tenantId, readChannelPrices);
        return conditional({ request, set }, etagOf(prices?.version ?? 0), show(prices));
      },
      {
        auth: 'channels:read',
        etag: true,
        response: { 200: 'ChannelPrices' },
        detail: {
          operationId: 'readChannelPrices',
          summary: 'Read the prices of messages',
          description: 'Those that the firm has given; the platform knows none.',
        },
      },
    )
    .put(
      '',
      async function putPrices({ body, principal, request, set }) {
        requirePrices(body.prices);
        const expected = expectedVersion(request);
        const prices = await withTenant(pool, principal.tenantId, (tx) =>
          writeChannelPrices(tx, body, expected),
        );
        if (!prices) throw new Problem('version-mismatch');
        set.headers.etag = etagOf(prices.version);
        return show(prices);
      },
      {
        auth: 'channels:write',
        body: 'NewChannelPrices',
        response: { 200: 'ChannelPrices' },
        problems: ['version-mismatch'],
        detail: {
          operationId: 'replaceChannelPrices',
          summary: 'Give the prices of messages',
          description:
            'What a message costs is booked by the prices of the moment in which its provider says that it charges for it; what was booked stays.',
        },
      },
    );
}

/** @throws Problem invalid-body when a channel and category is there twice, or a price is finer than four decimals */
function requirePrices(prices: Static<typeof NewPrices>['prices']): void {
  const seen = new Set<string>();
  const errors = prices.flatMap(({ channel, category, cents }, i) => {
    const place = `${channel} ${category}`;
    const isTwice = seen.has(place);
    seen.add(place);
    const fixes = { once: 'Send each channel and category once.', cents: 'Send four decimals at the most.' };
    return [
      ...(isTwice
        ? [{ location: `body.prices.${i}`, message: 'It has a price already.', fix: fixes.once }]
        : []),
      ...(Number(cents.toFixed(4)) === cents
        ? []
        : [
            {
              location: `body.prices.${i}.cents`,
              message: 'It is finer than a price may be.',
              fix: fixes.cents,
            },
          ]),
    ];
  });
  if (errors.length > 0) throw new Problem('invalid-body', { errors });
}

function show(prices: ChannelPrices | undefined): Static<typeof Prices> {
  const { currency = 'BRL', prices: given = [], updatedAt = null } = prices ?? {};
  return { currency, prices: given, updatedAt: updatedAt?.toISOString() ?? null };
}
