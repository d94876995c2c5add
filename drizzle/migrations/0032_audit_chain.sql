CREATE TABLE "audit_chain" (
	"area_id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"event" bigint NOT NULL,
	"previous" text NOT NULL,
	"hmac" text NOT NULL,
	"settled" "xid8" NOT NULL,
	CONSTRAINT "audit_chain_area_id_number_pk" PRIMARY KEY("area_id","number"),
	CONSTRAINT "audit_chain_area_id_event_unique" UNIQUE("area_id","event")
);
--> statement-breakpoint
ALTER TABLE "audit_event" ADD COLUMN "xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_chain" ADD CONSTRAINT "audit_chain_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_event_area_id_xid_index" ON "audit_event" USING btree ("area_id","xid");--> statement-breakpoint
-- A link once written stays: the application may add and read, nobody may change or remove.
GRANT SELECT, INSERT ON audit_chain TO mapp_app;
--> statement-breakpoint
ALTER TABLE public.audit_chain ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE public.audit_chain FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_area ON public.audit_chain
	USING (area_id = nullif(current_setting('mapp.area_id', true), '')::uuid);
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.audit_chain
	FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
--> statement-breakpoint
-- What transactions before this one have written is chained, in the area that is named. In a database that was restored into
-- another server the numbers of transactions begin anew: nothing counts as chained then, and everything is looked at once.
CREATE FUNCTION public.audit_settled() RETURNS xid8 LANGUAGE sql STABLE AS $$
	SELECT coalesce((
		SELECT CASE WHEN c.settled > pg_snapshot_xmax(pg_current_snapshot()) THEN '0'::xid8 ELSE c.settled END
		FROM public.audit_chain c ORDER BY c.area_id DESC, c.number DESC LIMIT 1
	), '0'::xid8)
$$;
--> statement-breakpoint
-- Of these areas, those with a committed row that has no link yet: asked again and again by every node.
CREATE FUNCTION public.audit_areas_waiting(areas uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
DECLARE
	one uuid;
	before xid8;
BEGIN
	FOREACH one IN ARRAY areas LOOP
		PERFORM set_config('mapp.area_id', one::text, true);
		before := public.audit_settled();
		IF EXISTS (
			SELECT FROM public.audit_event e
			WHERE e.area_id = one AND e.xid >= before
				AND (before = '0'::xid8 OR e.xid < pg_snapshot_xmax(pg_current_snapshot()))
				AND NOT EXISTS (SELECT FROM public.audit_chain c WHERE c.event = e.number)
		) THEN
			RETURN NEXT one;
		END IF;
	END LOOP;
	PERFORM set_config('mapp.area_id', '', true);
END $$;
