ALTER TABLE "session" ADD COLUMN "earlier_ids" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
-- A session's connections are known by the id they began under: with the session, all of its ids have ended.
CREATE OR REPLACE FUNCTION public.note_ended_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.ended_session (session_id) SELECT unnest(id || earlier_ids) FROM gone;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION public.note_disabled_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.ended_session (session_id)
		SELECT unnest(id || earlier_ids) FROM public.session WHERE account_id = NEW.id;
	RETURN NULL;
END $$;
