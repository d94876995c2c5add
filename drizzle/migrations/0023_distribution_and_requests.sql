CREATE TABLE "case_bundle" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"asked_by" uuid NOT NULL,
	"recipient" text NOT NULL,
	"purpose" text NOT NULL,
	"state" text NOT NULL,
	"done" integer NOT NULL,
	"total" integer NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"content" "bytea"
);
--> statement-breakpoint
CREATE TABLE "copy_access" (
	"copy_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"area_id" uuid NOT NULL,
	"until" date NOT NULL,
	"ended" boolean DEFAULT false NOT NULL,
	"reason" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "copy_access_copy_id_version_pk" PRIMARY KEY("copy_id","version")
);
--> statement-breakpoint
CREATE TABLE "copy_use" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"copy_id" uuid NOT NULL,
	"use" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "distribution_authority" (
	"meeting_id" uuid PRIMARY KEY NOT NULL,
	"area_id" uuid NOT NULL,
	"authorised_by" uuid NOT NULL,
	"authorised_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exported_file" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"format" text NOT NULL,
	"case_id" uuid NOT NULL,
	"meeting_id" uuid,
	"copy_id" uuid,
	"request_id" uuid,
	"profile" text NOT NULL,
	"recipient" text NOT NULL,
	"purpose" text NOT NULL,
	"sha256" text NOT NULL,
	"content_sha256" text NOT NULL,
	"bytes" integer NOT NULL,
	"exported_by" uuid NOT NULL,
	"exported_at" timestamp with time zone NOT NULL,
	"command_id" text NOT NULL,
	CONSTRAINT "exported_file_area_id_number_unique" UNIQUE("area_id","number"),
	CONSTRAINT "exported_file_area_id_command_id_unique" UNIQUE("area_id","command_id")
);
--> statement-breakpoint
CREATE TABLE "information_request" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"due_on" date,
	"asked_by" uuid,
	"command_id" text NOT NULL,
	CONSTRAINT "information_request_area_id_number_unique" UNIQUE("area_id","number"),
	CONSTRAINT "information_request_area_id_command_id_unique" UNIQUE("area_id","command_id")
);
--> statement-breakpoint
CREATE TABLE "minutes_copy" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"total" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"profile" text NOT NULL,
	"may_download" boolean NOT NULL,
	"request_id" uuid,
	"given_by" uuid NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	CONSTRAINT "minutes_copy_meeting_id_number_unique" UNIQUE("meeting_id","number")
);
--> statement-breakpoint
CREATE TABLE "request_step" (
	"request_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"area_id" uuid NOT NULL,
	"step" jsonb NOT NULL,
	"taken_by" uuid NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	CONSTRAINT "request_step_request_id_version_pk" PRIMARY KEY("request_id","version")
);
--> statement-breakpoint
ALTER TABLE "case_bundle" ADD CONSTRAINT "case_bundle_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_bundle" ADD CONSTRAINT "case_bundle_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_bundle" ADD CONSTRAINT "case_bundle_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "copy_access" ADD CONSTRAINT "copy_access_copy_id_minutes_copy_id_fk" FOREIGN KEY ("copy_id") REFERENCES "public"."minutes_copy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "copy_access" ADD CONSTRAINT "copy_access_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "copy_access" ADD CONSTRAINT "copy_access_set_by_person_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "copy_use" ADD CONSTRAINT "copy_use_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "copy_use" ADD CONSTRAINT "copy_use_copy_id_minutes_copy_id_fk" FOREIGN KEY ("copy_id") REFERENCES "public"."minutes_copy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution_authority" ADD CONSTRAINT "distribution_authority_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution_authority" ADD CONSTRAINT "distribution_authority_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution_authority" ADD CONSTRAINT "distribution_authority_authorised_by_person_id_fk" FOREIGN KEY ("authorised_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exported_file" ADD CONSTRAINT "exported_file_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exported_file" ADD CONSTRAINT "exported_file_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exported_file" ADD CONSTRAINT "exported_file_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exported_file" ADD CONSTRAINT "exported_file_copy_id_minutes_copy_id_fk" FOREIGN KEY ("copy_id") REFERENCES "public"."minutes_copy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exported_file" ADD CONSTRAINT "exported_file_exported_by_person_id_fk" FOREIGN KEY ("exported_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "information_request" ADD CONSTRAINT "information_request_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "information_request" ADD CONSTRAINT "information_request_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "information_request" ADD CONSTRAINT "information_request_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_copy" ADD CONSTRAINT "minutes_copy_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_copy" ADD CONSTRAINT "minutes_copy_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_copy" ADD CONSTRAINT "minutes_copy_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_copy" ADD CONSTRAINT "minutes_copy_given_by_person_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_step" ADD CONSTRAINT "request_step_request_id_information_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."information_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_step" ADD CONSTRAINT "request_step_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_step" ADD CONSTRAINT "request_step_taken_by_person_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_bundle_case_id_index" ON "case_bundle" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "copy_use_copy_id_index" ON "copy_use" USING btree ("copy_id");--> statement-breakpoint
CREATE INDEX "exported_file_case_id_index" ON "exported_file" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "information_request_case_id_index" ON "information_request" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "minutes_copy_person_id_index" ON "minutes_copy" USING btree ("person_id");--> statement-breakpoint
-- Who may read what until when, who read it, and every file that left, can always be told: nothing here is ever changed.
GRANT SELECT, INSERT ON distribution_authority, minutes_copy, copy_access, copy_use, exported_file, request_step TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (version, state, due_on) ON information_request TO mapp_app;
--> statement-breakpoint
-- An archive is here while it is built and until it was fetched.
GRANT SELECT, INSERT, UPDATE (state, done, total, seen_at, content), DELETE ON case_bundle TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['distribution_authority', 'minutes_copy', 'copy_access', 'copy_use', 'exported_file',
		'information_request', 'request_step', 'case_bundle'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['distribution_authority', 'minutes_copy', 'copy_access', 'copy_use', 'exported_file',
		'request_step'] LOOP
		EXECUTE format(
			'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON public.information_request
	FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
--> statement-breakpoint
-- A copy that ends or goes on is looked at by every node within a second, like any change of who may know what (R12).
CREATE TRIGGER access_changes AFTER INSERT ON public.copy_access FOR EACH ROW
	WHEN (NEW.version > 1) EXECUTE FUNCTION public.note_access_change();
