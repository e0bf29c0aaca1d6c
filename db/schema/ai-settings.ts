import { bigint, boolean, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, tenantId } from './columns.ts';

/** What a firm lets be done with its cases. Without a row nothing leaves the platform. */
export const aiSettings = pgTable(
  'ai_settings',
  {
    tenantId: tenantId(),
    /** Content of public cases may be sent to the provider of a model (LGPD 39, OAB Rec. 001/2024: on the firm's word). */
    externalModels: boolean('external_models').notNull().default(false),
    /** Important new movements are put into a sentence or two, told by summary.generated. */
    notices: boolean('notices').notNull().default(false),
    /** What has changed is summarised again each night. */
    nightly: boolean('nightly').notNull().default(false),
    /** The firm's own cap below that of the platform, millionths of a US dollar a month. */
    monthlyMicros: bigint('monthly_micros', { mode: 'number' }),
    changedBy: text('changed_by'),
    changedAt: instant('changed_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId] })],
);
