CREATE TABLE "restricted_audience" (
	"area_id" uuid NOT NULL,
	"note_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"named" uuid[] NOT NULL,
	"left_out" uuid[] NOT NULL,
	"is_hidden" boolean NOT NULL,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"command_id" text NOT NULL,
	CONSTRAINT "restricted_audience_note_id_version_pk" PRIMARY KEY("note_id","version")
);
--> statement-breakpoint
CREATE TABLE "restricted_note" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"item" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"command_id" text NOT NULL,
	CONSTRAINT "restricted_note_meeting_id_made_by_command_id_unique" UNIQUE("meeting_id","made_by","command_id")
);
--> statement-breakpoint
CREATE TABLE "sealed_apart" (
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"name" text NOT NULL,
	"record" text NOT NULL,
	"sha256" text NOT NULL,
	"slot" integer NOT NULL,
	"path" text[] NOT NULL,
	"locked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sealed_apart_meeting_id_name_pk" PRIMARY KEY("meeting_id","name")
);
--> statement-breakpoint
CREATE TABLE "victim_name" (
	"area_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"code" text NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"also_known_as" text[] NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"command_id" text NOT NULL,
	CONSTRAINT "victim_name_case_id_code_version_pk" PRIMARY KEY("case_id","code","version")
);
--> statement-breakpoint
ALTER TABLE "restricted_audience" ADD CONSTRAINT "restricted_audience_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restricted_audience" ADD CONSTRAINT "restricted_audience_note_id_restricted_note_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."restricted_note"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restricted_audience" ADD CONSTRAINT "restricted_audience_changed_by_person_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restricted_note" ADD CONSTRAINT "restricted_note_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restricted_note" ADD CONSTRAINT "restricted_note_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restricted_note" ADD CONSTRAINT "restricted_note_made_by_person_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealed_apart" ADD CONSTRAINT "sealed_apart_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealed_apart" ADD CONSTRAINT "sealed_apart_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "victim_name" ADD CONSTRAINT "victim_name_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "victim_name" ADD CONSTRAINT "victim_name_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "victim_name" ADD CONSTRAINT "victim_name_recorded_by_person_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Who might know of what, and when, can always be told: nothing here is ever changed or removed.
GRANT SELECT, INSERT ON restricted_note, restricted_audience, victim_name, sealed_apart TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['restricted_note', 'restricted_audience', 'victim_name', 'sealed_apart'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
		EXECUTE format(
			'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
	-- Whoever has one of these open is judged anew at every node (0008).
	FOREACH name IN ARRAY ARRAY['restricted_audience', 'victim_name'] LOOP
		EXECUTE format(
			'CREATE TRIGGER access_changes AFTER INSERT ON public.%I FOR EACH ROW EXECUTE FUNCTION public.note_access_change()', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
-- An audience goes by the agency somebody is of, and by its kind.
CREATE TRIGGER access_changes_with_agency AFTER UPDATE ON person FOR EACH ROW
	WHEN (OLD.agency_id IS DISTINCT FROM NEW.agency_id) EXECUTE FUNCTION public.note_access_change();
--> statement-breakpoint
CREATE TRIGGER access_changes AFTER UPDATE ON agency FOR EACH ROW
	WHEN (OLD.type IS DISTINCT FROM NEW.type) EXECUTE FUNCTION public.note_access_change();
--> statement-breakpoint
CREATE TRIGGER locked_is_final BEFORE INSERT ON restricted_note FOR EACH ROW
	EXECUTE FUNCTION public.refuse_change_within_locked_meeting();
