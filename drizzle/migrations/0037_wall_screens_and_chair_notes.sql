CREATE TABLE "chair_note" (
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"text" text NOT NULL,
	"edition" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "chair_note_meeting_id_person_id_pk" PRIMARY KEY("meeting_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "wall_screen" (
	"meeting_id" uuid PRIMARY KEY NOT NULL,
	"area_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"opened_by" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "wall_screen_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
ALTER TABLE "chair_note" ADD CONSTRAINT "chair_note_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chair_note" ADD CONSTRAINT "chair_note_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chair_note" ADD CONSTRAINT "chair_note_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wall_screen" ADD CONSTRAINT "wall_screen_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wall_screen" ADD CONSTRAINT "wall_screen_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wall_screen" ADD CONSTRAINT "wall_screen_opened_by_person_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
GRANT SELECT, DELETE, INSERT, UPDATE (secret_hash, opened_by, opened_at) ON wall_screen TO mapp_app;
--> statement-breakpoint
GRANT SELECT, DELETE, INSERT, UPDATE (text, edition, changed_at) ON chair_note TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['wall_screen', 'chair_note'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
-- The screen on the wall ends with its meeting, whichever way that ends.
CREATE FUNCTION public.end_wall_screen_of_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM public.wall_screen WHERE meeting_id = NEW.id;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER end_wall_screen AFTER UPDATE OF phase ON meeting FOR EACH ROW
	WHEN (NEW.phase NOT IN ('CONVENED', 'LIVE'))
	EXECUTE FUNCTION public.end_wall_screen_of_meeting();
