CREATE TABLE "addendum" (
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"correction_number" integer NOT NULL,
	"record" text NOT NULL,
	"sha256" text NOT NULL,
	"seal" text NOT NULL,
	"pdf" "bytea" NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	"sealed_by" uuid NOT NULL,
	CONSTRAINT "addendum_meeting_id_number_pk" PRIMARY KEY("meeting_id","number"),
	CONSTRAINT "addendum_meeting_id_correction_number_unique" UNIQUE("meeting_id","correction_number")
);
--> statement-breakpoint
CREATE TABLE "correction" (
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"after_lock" boolean NOT NULL,
	"place" text NOT NULL,
	"says" text NOT NULL,
	"should_say" text NOT NULL,
	"why" text NOT NULL,
	"late_words_id" uuid,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"command_id" text NOT NULL,
	CONSTRAINT "correction_meeting_id_number_pk" PRIMARY KEY("meeting_id","number"),
	CONSTRAINT "correction_meeting_id_proposed_by_command_id_unique" UNIQUE("meeting_id","proposed_by","command_id")
);
--> statement-breakpoint
CREATE TABLE "correction_decision" (
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"settled_as" text NOT NULL,
	"reason" text NOT NULL,
	"replaced" boolean NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "correction_decision_meeting_id_number_pk" PRIMARY KEY("meeting_id","number")
);
--> statement-breakpoint
CREATE TABLE "hand_off_copy" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"part" text NOT NULL,
	"copied_by" uuid NOT NULL,
	"copied_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "minutes_filing" (
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"filed_on" date,
	"system" text NOT NULL,
	"reference" text NOT NULL,
	"reason" text NOT NULL,
	"noted_by" uuid NOT NULL,
	"noted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "minutes_filing_meeting_id_version_pk" PRIMARY KEY("meeting_id","version")
);
--> statement-breakpoint
ALTER TABLE "addendum" ADD CONSTRAINT "addendum_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "addendum" ADD CONSTRAINT "addendum_meeting_id_final_record_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."final_record"("meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "addendum" ADD CONSTRAINT "addendum_sealed_by_person_id_fk" FOREIGN KEY ("sealed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "addendum" ADD CONSTRAINT "addendum_of_request" FOREIGN KEY ("meeting_id","correction_number") REFERENCES "public"."correction"("meeting_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction" ADD CONSTRAINT "correction_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction" ADD CONSTRAINT "correction_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction" ADD CONSTRAINT "correction_late_words_id_late_words_id_fk" FOREIGN KEY ("late_words_id") REFERENCES "public"."late_words"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction" ADD CONSTRAINT "correction_proposed_by_person_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction_decision" ADD CONSTRAINT "correction_decision_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction_decision" ADD CONSTRAINT "correction_decision_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction_decision" ADD CONSTRAINT "correction_decision_of" FOREIGN KEY ("meeting_id","number") REFERENCES "public"."correction"("meeting_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_off_copy" ADD CONSTRAINT "hand_off_copy_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_off_copy" ADD CONSTRAINT "hand_off_copy_meeting_id_final_record_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."final_record"("meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_off_copy" ADD CONSTRAINT "hand_off_copy_copied_by_person_id_fk" FOREIGN KEY ("copied_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_filing" ADD CONSTRAINT "minutes_filing_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_filing" ADD CONSTRAINT "minutes_filing_meeting_id_final_record_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."final_record"("meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_filing" ADD CONSTRAINT "minutes_filing_noted_by_person_id_fk" FOREIGN KEY ("noted_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hand_off_copy_meeting_id_index" ON "hand_off_copy" USING btree ("meeting_id");--> statement-breakpoint
-- What was proposed, decided, added, filed and handed on can always be told: nothing of it is ever changed or removed.
GRANT SELECT, INSERT ON correction, correction_decision, addendum, minutes_filing, hand_off_copy TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['correction', 'correction_decision', 'addendum', 'minutes_filing', 'hand_off_copy'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
		EXECUTE format(
			'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
END $$;
