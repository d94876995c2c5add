ALTER TABLE "meeting" ADD COLUMN "asks_version" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
-- A question about a text is news of its meeting alone. With the area's state of access every node looked at every meeting (0036).
DROP TRIGGER access_changes ON public.meeting_ask;
--> statement-breakpoint
CREATE FUNCTION public.note_ask_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE public.meeting SET asks_version = asks_version + 1 WHERE id = NEW.meeting_id;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ask_changes AFTER INSERT OR UPDATE ON public.meeting_ask
	FOR EACH ROW EXECUTE FUNCTION public.note_ask_change();
