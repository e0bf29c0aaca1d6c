import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, tenantId } from './columns.ts';

/** A firm's own words for a kind of message. The highest version is used; none is ever changed. */
export const notificationTemplates = pgTable(
  'notification_templates',
  {
    tenantId: tenantId(),
    /** single | digest | summary | storm | escalation | sealed */
    name: text('name').notNull(),
    language: text('language').notNull(),
    version: integer('version').notNull(),
    title: text('title').notNull(),
    /** Liquid; null goes back to the platform's own words. */
    body: text('body'),
    /** Liquid of the HTML of mails; null makes it of the body. */
    html: text('html'),
    createdBy: text('created_by'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.name, t.language, t.version] })],
);
