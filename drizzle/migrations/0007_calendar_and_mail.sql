CREATE TABLE "area_number" (
	"area_id" uuid NOT NULL,
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"value" jsonb NOT NULL,
	"effective_from" date NOT NULL,
	"source" text NOT NULL,
	"approved_on" date,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "area_number_area_id_key_version_pk" PRIMARY KEY("area_id","key","version")
);
--> statement-breakpoint
CREATE TABLE "meeting_step" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"step" text NOT NULL,
	"done_on" date,
	"noted_by" uuid NOT NULL,
	"noted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"meeting_id" uuid,
	"facts" jsonb NOT NULL,
	"key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"useful_until" timestamp with time zone,
	"next_try_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"held_by" uuid,
	"held_until" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"by_hand_at" timestamp with time zone,
	"by_hand_by" uuid,
	"gave_up_at" timestamp with time zone,
	"problem" text,
	CONSTRAINT "outbox_area_id_key_unique" UNIQUE("area_id","key")
);
--> statement-breakpoint
ALTER TABLE "invitation" ADD COLUMN "invited_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "invitation" ADD COLUMN "response" text DEFAULT 'NO_RESPONSE' NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "grade" text;--> statement-breakpoint
ALTER TABLE "area_number" ADD CONSTRAINT "area_number_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "area_number" ADD CONSTRAINT "area_number_changed_by_person_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_step" ADD CONSTRAINT "meeting_step_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_step" ADD CONSTRAINT "meeting_step_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_step" ADD CONSTRAINT "meeting_step_noted_by_person_id_fk" FOREIGN KEY ("noted_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_by_hand_by_person_id_fk" FOREIGN KEY ("by_hand_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "meeting_step_meeting_id_index" ON "meeting_step" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "outbox_area_id_created_at_index" ON "outbox" USING btree ("area_id","created_at");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("area_id","next_try_at") WHERE sent_at is null and by_hand_at is null and gave_up_at is null;--> statement-breakpoint
-- What was noted and which numbers were in force stay as they were; of a message only how its sending went is added.
GRANT SELECT, INSERT ON area_number, meeting_step TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (next_try_at, tries, held_by, held_until, sent_at, by_hand_at, by_hand_by, gave_up_at, problem)
ON outbox TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['area_number', 'meeting_step', 'outbox'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['area_number', 'meeting_step'] LOOP
		EXECUTE format(
			'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON outbox FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
