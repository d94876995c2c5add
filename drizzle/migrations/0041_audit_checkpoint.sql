CREATE TABLE "audit_checkpoint" (
	"area_id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"hmac" text NOT NULL,
	"rows" bigint NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone NOT NULL,
	"mac" text NOT NULL,
	CONSTRAINT "audit_checkpoint_area_id_number_pk" PRIMARY KEY("area_id","number")
);
--> statement-breakpoint
ALTER TABLE "audit_checkpoint" ADD CONSTRAINT "audit_checkpoint_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- The application reads it; only the function below writes it.
GRANT SELECT ON audit_checkpoint TO mapp_app;
--> statement-breakpoint
ALTER TABLE public.audit_checkpoint ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE public.audit_checkpoint FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_area ON public.audit_checkpoint
	USING (area_id = nullif(current_setting('mapp.area_id', true), '')::uuid);
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.audit_checkpoint
	FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
--> statement-breakpoint
-- The last link of the longest beginning of the named area's chain in which every act is older than the moment given and than ten
-- years, and nothing is held; 0 where there is none. Who holds a case holds every act of the area since anything of it was written.
-- The newest link always stays: the chain goes on from it.
CREATE FUNCTION public.audit_removable(before timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
	area_now uuid := public.named_area();
	held_from timestamptz;
	first_kept bigint;
	newest bigint;
BEGIN
	IF EXISTS (SELECT FROM public.retention_hold h WHERE h.area_id = area_now AND h.ended_at IS NULL AND h.case_id IS NULL) THEN
		RETURN 0;
	END IF;
	SELECT min(least(
		c.created_at,
		(SELECT min(s.saved_at) FROM public.referral r JOIN public.referral_section s ON s.referral_id = r.id WHERE r.case_id = c.id),
		(SELECT min(e.at) FROM public.referral r JOIN public.referral_event e ON e.referral_id = r.id WHERE r.case_id = c.id)
	)) INTO held_from
	FROM public.retention_hold h JOIN public.mapp_case c ON c.id = h.case_id
	WHERE h.area_id = area_now AND h.ended_at IS NULL;
	SELECT max(c.number) INTO newest FROM public.audit_chain c WHERE c.area_id = area_now;
	SELECT c.number INTO first_kept
		FROM public.audit_chain c LEFT JOIN public.audit_event e ON e.number = c.event AND e.area_id = area_now
		WHERE c.area_id = area_now
			AND (e.number IS NULL OR e.at >= least(before, now() - interval '10 years', held_from - interval '1 day'))
		ORDER BY c.number LIMIT 1;
	RETURN coalesce(least(coalesce(first_kept, newest) - 1, newest - 1), 0);
END $$;
--> statement-breakpoint
-- Removes the beginning of an area's audit up to a link, and writes in its place where the chain goes on; or nothing at all.
CREATE FUNCTION public.remove_old_audit(the_number bigint, the_hmac text, the_mac text, before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	area_now uuid := public.named_area();
	removed bigint;
	youngest timestamptz;
BEGIN
	-- Whoever places a hold holds the area's row for it, and so does this.
	PERFORM FROM public.area a WHERE a.id = area_now FOR UPDATE;
	IF the_number > public.audit_removable(before)
		OR NOT EXISTS (SELECT FROM public.audit_chain c
			WHERE c.area_id = area_now AND c.number = the_number AND c.hmac = the_hmac)
	THEN
		RAISE EXCEPTION 'the audit up to there is younger than ten years, held, or another one'
			USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	SELECT count(*), max(e.at) INTO removed, youngest
		FROM public.audit_chain c JOIN public.audit_event e ON e.number = c.event AND e.area_id = area_now
		WHERE c.area_id = area_now AND c.number <= the_number;
	INSERT INTO public.permitted_erasure (xid, area_id, operations)
		VALUES (pg_current_xact_id()::text, area_now, ARRAY['DELETE']) ON CONFLICT DO NOTHING;
	INSERT INTO public.audit_checkpoint (area_id, number, hmac, rows, last_at, removed_at, mac)
		VALUES (area_now, the_number, the_hmac, removed, youngest, now(), the_mac);
	DELETE FROM public.audit_event e USING public.audit_chain c
		WHERE c.area_id = area_now AND c.number <= the_number AND e.number = c.event AND e.area_id = area_now;
	DELETE FROM public.audit_chain c WHERE c.area_id = area_now AND c.number <= the_number;
	DELETE FROM public.permitted_erasure WHERE xid = pg_current_xact_id()::text;
	RETURN removed;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION public.remove_old_audit(bigint, text, text, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION public.remove_old_audit(bigint, text, text, timestamptz) TO mapp_app;
