CREATE TABLE "board_figure" (
	"area_id" uuid NOT NULL,
	"period" text NOT NULL,
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"value" integer,
	"source" text NOT NULL,
	"entered_by" uuid NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "board_figure_area_id_period_key_version_pk" PRIMARY KEY("area_id","period","key","version")
);
--> statement-breakpoint
CREATE TABLE "board_pack" (
	"area_id" uuid NOT NULL,
	"quarter" text NOT NULL,
	"version" integer NOT NULL,
	"pack" jsonb NOT NULL,
	"published_by" uuid NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "board_pack_area_id_quarter_version_pk" PRIMARY KEY("area_id","quarter","version")
);
--> statement-breakpoint
CREATE TABLE "minutes_distribution" (
	"meeting_id" uuid PRIMARY KEY NOT NULL,
	"area_id" uuid NOT NULL,
	"distributed_on" date NOT NULL,
	"noted_by" uuid NOT NULL,
	"noted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_facts" (
	"meeting_id" uuid PRIMARY KEY NOT NULL,
	"area_id" uuid NOT NULL,
	"shape" smallint NOT NULL,
	"held_on" date NOT NULL,
	"facts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "smb_feedback_step" (
	"area_id" uuid NOT NULL,
	"feedback_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"note" text NOT NULL,
	"is_answer" boolean NOT NULL,
	"taken_by" uuid NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	CONSTRAINT "smb_feedback_step_feedback_id_version_pk" PRIMARY KEY("feedback_id","version")
);
--> statement-breakpoint
ALTER TABLE "board_figure" ADD CONSTRAINT "board_figure_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_figure" ADD CONSTRAINT "board_figure_entered_by_person_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_pack" ADD CONSTRAINT "board_pack_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_pack" ADD CONSTRAINT "board_pack_published_by_person_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_distribution" ADD CONSTRAINT "minutes_distribution_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_distribution" ADD CONSTRAINT "minutes_distribution_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_distribution" ADD CONSTRAINT "minutes_distribution_noted_by_person_id_fk" FOREIGN KEY ("noted_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_facts" ADD CONSTRAINT "report_facts_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_facts" ADD CONSTRAINT "report_facts_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "smb_feedback_step" ADD CONSTRAINT "smb_feedback_step_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "smb_feedback_step" ADD CONSTRAINT "smb_feedback_step_feedback_id_smb_feedback_id_fk" FOREIGN KEY ("feedback_id") REFERENCES "public"."smb_feedback"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "smb_feedback_step" ADD CONSTRAINT "smb_feedback_step_taken_by_person_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "report_facts_area_id_held_on_index" ON "report_facts" USING btree ("area_id","held_on");
--> statement-breakpoint
GRANT SELECT, INSERT ON smb_feedback_step, minutes_distribution, board_figure, board_pack TO mapp_app;
--> statement-breakpoint
-- Made from the events of a locked meeting, and made anew when its shape changes.
GRANT SELECT, INSERT, UPDATE ON report_facts TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['smb_feedback_step', 'report_facts', 'minutes_distribution', 'board_figure', 'board_pack'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
	END LOOP;
	-- What was answered, sent out, entered and published stays as it was: a correction is another row.
	FOREACH name IN ARRAY ARRAY['smb_feedback_step', 'minutes_distribution', 'board_figure', 'board_pack'] LOOP
		EXECUTE format(
			'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
END $$;
