-- What is built reads the table and lets others read it meanwhile; what nobody may look at comes last, and takes no time.
CREATE INDEX "jobs_finished" ON "jobs" USING btree ("finished_at") WHERE finished_at is not null;--> statement-breakpoint
CREATE INDEX "sessions_expired" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_kept" ON "webhook_deliveries" USING btree ("tenant_id","endpoint_id","finished_at") WHERE state <> 'pending' and body is not null;--> statement-breakpoint
CREATE INDEX "dead_letters_old" ON "rt"."dead_letters" USING btree ("died_at");--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ALTER COLUMN "body" DROP NOT NULL;--> statement-breakpoint
-- Not looked for in the rows that are there: until now each has a body.
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_sendable" CHECK (state <> 'pending' or body is not null) NOT VALID;
