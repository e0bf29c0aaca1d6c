import { text, timestamp } from 'drizzle-orm/pg-core';

/** Every tenant table starts its keys with this column; row-level security compares it with app.tenant_id. */
export const tenantId = () => text('tenant_id').notNull();

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

export const createdAt = () => instant('created_at').notNull().defaultNow();
