DROP INDEX "rt"."messages_mailbox";--> statement-breakpoint
ALTER TABLE "rt"."messages" DROP CONSTRAINT "messages_pkey";--> statement-breakpoint
CREATE UNIQUE INDEX "messages_mailbox" ON "rt"."messages" USING btree ("kind","partition","tenant","key","position") WHERE due_at is null;
