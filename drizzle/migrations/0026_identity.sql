CREATE TABLE "passkey" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] DEFAULT '{}' NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"account_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_code_account_id_hash_pk" PRIMARY KEY("account_id","hash")
);
--> statement-breakpoint
CREATE TABLE "session_end" (
	"session_id" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_challenge" (
	"id" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"account_id" uuid,
	"means" text,
	"challenge" text,
	"wrong" smallint DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "totp_secret" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account" ALTER COLUMN "email" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "account" ALTER COLUMN "password_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "kind" text DEFAULT 'STAFF' NOT NULL;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "kind" text DEFAULT 'STAFF' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "strength" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "means" text DEFAULT 'PASSWORD' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "device" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_challenge" ADD CONSTRAINT "sign_in_challenge_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp_secret" ADD CONSTRAINT "totp_secret_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passkey_account_id_index" ON "passkey" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "session_end_at_index" ON "session_end" USING btree ("at");--> statement-breakpoint
CREATE INDEX "sign_in_challenge_account_id_index" ON "sign_in_challenge" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sign_in_challenge_expires_at_index" ON "sign_in_challenge" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "totp_secret_in_use" ON "totp_secret" USING btree ("account_id") WHERE "totp_secret"."confirmed_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "totp_secret_to_prove" ON "totp_secret" USING btree ("account_id") WHERE "totp_secret"."confirmed_at" is null;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_owner_id_account_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- A guest has no e-mail address here and no password; a further seat of somebody has neither, nor seats of its own.
ALTER TABLE account
	ADD CONSTRAINT account_kind CHECK (kind IN ('STAFF', 'GUEST')),
	ADD CONSTRAINT account_seat CHECK (owner_id IS NULL OR (owner_id <> id AND email IS NULL AND password_hash IS NULL)),
	ADD CONSTRAINT account_guest CHECK (kind <> 'GUEST' OR (password_hash IS NULL AND owner_id IS NULL));
--> statement-breakpoint
ALTER TABLE session
	ADD CONSTRAINT session_kind CHECK (kind IN ('STAFF', 'GUEST', 'ADMIN', 'BOARD')),
	ADD CONSTRAINT session_strength CHECK (strength IN (1, 2)),
	ADD CONSTRAINT session_means CHECK (means IN ('PASSWORD', 'PASSKEY', 'AGENCY', 'GUEST'));
--> statement-breakpoint
-- These belong to a human and not to an area, who may sit in several; like account and session they stand outside row
-- security, because they are read before anybody knows whose area it is. What they are checked against cannot be rewritten.
GRANT SELECT, INSERT, UPDATE (confirmed_at, last_step), DELETE ON totp_secret TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (used_at), DELETE ON recovery_code TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (counter, last_used_at, name), DELETE ON passkey TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_challenge, session_end TO mapp_app;
--> statement-breakpoint
-- Who may not sign in any more may not in their other seats either.
CREATE OR REPLACE FUNCTION public.note_disabled_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.ended_session (session_id)
		SELECT unnest(s.id || s.earlier_ids) FROM public.session s
		JOIN public.account a ON a.id = s.account_id
		WHERE a.id = NEW.id OR a.owner_id = NEW.id;
	RETURN NULL;
END $$;
--> statement-breakpoint
-- As before, and: what kind of session it is and how strong, and that the owner of a seat may still sign in.
DROP FUNCTION public.at_text_door(text, uuid, text);
--> statement-breakpoint
CREATE FUNCTION public.at_text_door(session_id text, meeting uuid, document_name text)
RETURNS TABLE (
	account_id uuid, area_id uuid, is_disabled boolean, kind text, strength smallint, means text,
	created_at float8, last_seen_at float8, expires_at float8, absolute_end_at float8, step_up_at float8,
	person_id uuid, name text, role_title text, roles text[], agency_id uuid, agency_name text, agency_code text,
	version integer, statement integer, document_id uuid, access integer, is_closed boolean
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	s public.session;
	a public.account;
BEGIN
	SELECT * INTO s FROM public.session x WHERE x.id = session_id;
	IF NOT FOUND THEN
		RETURN;
	END IF;
	SELECT * INTO a FROM public.account x WHERE x.id = s.account_id;
	PERFORM set_config('mapp.area_id', a.area_id::text, true);
	RETURN QUERY SELECT a.id, a.area_id,
		a.disabled_at IS NOT NULL
			OR (a.owner_id IS NOT NULL AND EXISTS (SELECT FROM public.account o WHERE o.id = a.owner_id AND o.disabled_at IS NOT NULL)),
		s.kind, s.strength, s.means,
		extract(epoch FROM s.created_at)::float8 * 1000, extract(epoch FROM s.last_seen_at)::float8 * 1000,
		extract(epoch FROM s.expires_at)::float8 * 1000, extract(epoch FROM s.absolute_end_at)::float8 * 1000,
		extract(epoch FROM s.step_up_at)::float8 * 1000,
		p.id, p.name, p.role_title, p.roles, g.id, g.name, g.code,
		(SELECT m.version FROM public.meeting m WHERE m.id = at_text_door.meeting),
		coalesce((SELECT max(t.version) FROM public.statement t), 0),
		(SELECT d.id FROM public.document d WHERE d.meeting_id = at_text_door.meeting AND d.name = document_name),
		coalesce((SELECT r.access_version FROM public.area r WHERE r.id = a.area_id), 0),
		EXISTS (SELECT FROM public.meeting m JOIN public.cases_closed_to(a.person_id) AS closed ON closed = m.case_id
			WHERE m.id = at_text_door.meeting)
		FROM (SELECT) AS nothing
		LEFT JOIN public.person p ON p.id = a.person_id
		LEFT JOIN public.agency g ON g.id = p.agency_id;
END $$;
--> statement-breakpoint
DROP FUNCTION public.open_documents(text[], uuid[], text[], bigint[], integer[], integer[], text[]);
--> statement-breakpoint
-- As before; `least_strength`: sessions of less are given no client id, whoever they belong to.
CREATE FUNCTION public.open_documents(
	sessions text[], meetings uuid[], names text[],
	clients bigint[], versions integer[], statements integer[], writers text[], least_strength integer
) RETURNS TABLE (
	n integer,
	account_id uuid, area_id uuid, is_disabled boolean, kind text, strength smallint, means text,
	created_at float8, last_seen_at float8, expires_at float8, absolute_end_at float8, step_up_at float8,
	person_id uuid, name text, role_title text, roles text[], agency_id uuid, agency_name text, agency_code text,
	version integer, statement integer, document_id uuid, access integer, is_closed boolean,
	issued boolean, head float8, sealed boolean, epoch integer, sealed_at float8, earlier float8[]
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	door record;
	given record;
BEGIN
	FOR i IN 1 .. cardinality(sessions) LOOP
		SELECT * INTO door FROM public.at_text_door(sessions[i], meetings[i], names[i]);
		CONTINUE WHEN NOT FOUND;
		SELECT NULL::float8 AS head, NULL::boolean AS sealed, NULL::integer AS epoch, NULL::float8 AS sealed_at,
			false AS issued, NULL::float8[] AS clients INTO given;
		IF clients[i] > 0 AND door.document_id IS NOT NULL AND NOT door.is_disabled AND NOT door.is_closed
			AND door.strength >= least_strength
			AND door.version = versions[i] AND door.statement = statements[i]
			AND least(door.expires_at, door.absolute_end_at) > extract(epoch FROM now()) * 1000
			AND door.person_id::text = ANY (string_to_array(writers[i], ' '))
		THEN
			SELECT c.head, c.sealed, c.epoch, c.sealed_at, c.issued, c.clients INTO given
				FROM public.issue_client(door.area_id, door.document_id, clients[i], door.person_id) AS c;
		END IF;
		RETURN QUERY SELECT i,
			door.account_id, door.area_id, door.is_disabled, door.kind, door.strength, door.means,
			door.created_at, door.last_seen_at, door.expires_at, door.absolute_end_at, door.step_up_at,
			door.person_id, door.name, door.role_title, door.roles, door.agency_id, door.agency_name, door.agency_code,
			door.version, door.statement, door.document_id, door.access, door.is_closed,
			coalesce(given.issued, false), given.head, given.sealed, given.epoch, given.sealed_at, given.clients;
	END LOOP;
END $$;
