import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { MessagePrice } from '../../actors/contracts/message-cost.ts';
import { instant, tenantId } from './columns.ts';

/** What a firm pays its providers for messages. */
export const channelPrices = pgTable(
  'channel_prices',
  {
    tenantId: tenantId(),
    /** ISO 4217 */
    currency: text('currency').notNull(),
    prices: jsonb('prices').$type<MessagePrice[]>().notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    version: integer('version').notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.tenantId] })],
);
