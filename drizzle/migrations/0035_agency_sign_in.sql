CREATE TABLE "agency_link" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"subject" text NOT NULL,
	"linked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agency_link_issuer_client_id_subject_unique" UNIQUE("issuer","client_id","subject")
);
--> statement-breakpoint
CREATE TABLE "agency_sign_in" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"agency_id" uuid NOT NULL,
	"label" text NOT NULL,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"sealed_secret" "bytea" NOT NULL,
	"domains" text[] NOT NULL,
	"strong" text[] NOT NULL,
	"is_required" boolean DEFAULT false NOT NULL,
	"is_on" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agency_sign_in_agency_id_unique" UNIQUE("agency_id")
);
--> statement-breakpoint
CREATE TABLE "agency_sign_in_begun" (
	"id" text PRIMARY KEY NOT NULL,
	"browser" text NOT NULL,
	"sign_in_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"nonce" text NOT NULL,
	"verifier" text NOT NULL,
	"next" text NOT NULL,
	"account_id" uuid,
	"used_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "agency_link" ADD CONSTRAINT "agency_link_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agency_sign_in" ADD CONSTRAINT "agency_sign_in_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agency_sign_in" ADD CONSTRAINT "agency_sign_in_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agency_sign_in_begun" ADD CONSTRAINT "agency_sign_in_begun_sign_in_id_agency_sign_in_id_fk" FOREIGN KEY ("sign_in_id") REFERENCES "public"."agency_sign_in"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agency_sign_in_begun" ADD CONSTRAINT "agency_sign_in_begun_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agency_sign_in_area_id_index" ON "agency_sign_in" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "agency_sign_in_begun_expires_at_index" ON "agency_sign_in_begun" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "agency_sign_in_begun_sign_in_id_index" ON "agency_sign_in_begun" USING btree ("sign_in_id");--> statement-breakpoint
CREATE INDEX "agency_sign_in_begun_account_id_index" ON "agency_sign_in_begun" USING btree ("account_id");--> statement-breakpoint
-- Outside row security like account (server/persistence/outside-areas.ts): read before anybody is let in.
GRANT SELECT, INSERT, UPDATE (label, issuer, client_id, sealed_secret, domains, strong, is_required, is_on, version, changed_at)
	ON agency_sign_in TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (issuer, client_id, subject, linked_at), DELETE ON agency_link TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (used_at), DELETE ON agency_sign_in_begun TO mapp_app;
--> statement-breakpoint
-- A provider whose sign-ins are the only way in has to be switched on.
ALTER TABLE agency_sign_in ADD CONSTRAINT agency_sign_in_required_is_on CHECK (is_on OR NOT is_required);
