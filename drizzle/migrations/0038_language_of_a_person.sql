ALTER TABLE "account" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE account ADD CONSTRAINT account_language_known CHECK (language IN ('en', 'cy'));
