/**
 * Every table. Three kinds of state (design.md 1): facts are `meeting_event` rows with read tables beside them,
 * prose is `document_update` rows, presence is in memory: of it only who came and left is noted (`presence_note`).
 * `area_id` is on every row that holds anything of an area: row-level security compares it (migrations/*_security.sql).
 */
import { sql } from 'drizzle-orm';
import {
	type AnyPgColumn,
	bigint,
	boolean,
	customType,
	date,
	foreignKey,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	smallint,
	text,
	timestamp,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });
const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const id = () => uuid('id').primaryKey().default(sql`gen_random_uuid()`);
const big = (name: string) => bigint(name, { mode: 'number' });

export const area = pgTable('area', {
	id: id(),
	code: text('code').notNull().unique(),
	name: text('name').notNull(),
	isWales: boolean('is_wales').notNull().default(false),
	languages: text('languages').array().notNull(),
	/** Timescales, targets and their source; every number marked M or D in domain.md lives here. */
	config: jsonb('config').notNull(),
	/** rises whenever somebody of the area may no longer, or again, know of one of its cases (triggers) */
	accessVersion: integer('access_version').notNull().default(0),
	/** the day whose endings (vetting, by the calendar) are in `access_version`; null = none yet */
	accessLookedOn: date('access_looked_on', { mode: 'string' }),
	createdAt: at('created_at').notNull().defaultNow()
});
const areaId = () =>
	uuid('area_id')
		.notNull()
		.references(() => area.id);

/** Which areas this service serves, by name and nothing else, outside row security; written by the area's own trigger. */
export const areaName = pgTable('area_name', {
	areaId: uuid('area_id')
		.primaryKey()
		.references(() => area.id),
	code: text('code').notNull(),
	name: text('name').notNull()
});

/** The area's confidentiality and equality statement (domain.md 4.3). A new version asks everybody again (R3). */
export const statement = pgTable(
	'statement',
	{
		id: id(),
		areaId: areaId(),
		version: integer('version').notNull(),
		language: text('language').notNull(),
		text: text('text').notNull(),
		effectiveFrom: at('effective_from').notNull().defaultNow()
	},
	(t) => [unique().on(t.areaId, t.language, t.version)]
);

export const agency = pgTable(
	'agency',
	{
		id: id(),
		areaId: areaId(),
		code: text('code').notNull(),
		name: text('name').notNull(),
		type: text('type').notNull(),
		isResponsibleAuthority: boolean('is_responsible_authority').notNull().default(false),
		countsForAttendance: boolean('counts_for_attendance').notNull().default(true),
		/** an agency of that other area, here for a shared case; null = of this area */
		visitingFrom: uuid('visiting_from').references(() => area.id)
	},
	(t) => [unique().on(t.areaId, t.code)]
);

export const person = pgTable(
	'person',
	{
		id: id(),
		areaId: areaId(),
		agencyId: uuid('agency_id')
			.notNull()
			.references(() => agency.id),
		name: text('name').notNull(),
		roleTitle: text('role_title').notNull(),
		roles: text('roles').array().notNull(),
		/** what they may know besides: Grant in src/lib/identity.ts */
		grants: text('grants').array().notNull().default(sql`'{}'`),
		/** one of {@link GRADES} in src/lib/people/grades.ts; null = not recorded */
		grade: text('grade'),
		/** the last day of their vetting; null = not recorded */
		vettedUntil: date('vetted_until', { mode: 'string' })
	},
	(t) => [index().on(t.areaId), index().on(t.agencyId)]
);

/** What was changed about a person, by whom and why: role, agency, vetting, clearance, account. Added to only. */
export const personChange = pgTable(
	'person_change',
	{
		id: id(),
		areaId: areaId(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** one of {@link PERSON_PARTS} in src/lib/people/people-admin.ts */
		part: text('part').notNull(),
		before: text('before').notNull(),
		after: text('after').notNull(),
		reason: text('reason').notNull(),
		changedBy: uuid('changed_by')
			.notNull()
			.references(() => person.id),
		changedAt: at('changed_at').notNull().default(sql`clock_timestamp()`)
	},
	(t) => [index().on(t.personId, t.changedAt)]
);

/** Sign-in tables stand outside row-level security: they are read before anybody knows whose area it is. */
export const account = pgTable(
	'account',
	{
		id: id(),
		areaId: areaId(),
		personId: uuid('person_id')
			.notNull()
			.unique()
			.references(() => person.id),
		/** 'STAFF' | 'GUEST' */
		kind: text('kind').notNull().default('STAFF'),
		/** the account through which the same human signs in, when this one is a further seat of theirs */
		ownerId: uuid('owner_id').references((): AnyPgColumn => account.id),
		/** lower case, trimmed; null: a guest, or a further seat */
		email: text('email').unique(),
		/** null: no password has been chosen, or none is used */
		passwordHash: text('password_hash'),
		/** 'en' | 'cy': the language its person reads; null = the area's own */
		language: text('language'),
		disabledAt: at('disabled_at')
	},
	(t) => [index().on(t.ownerId)]
);

/**
 * A further seat that waits for whoever signs in with an address to take it: its account has no e-mail, password or owner yet.
 * Outside row security like account: it is answered from another area.
 */
export const seatOffer = pgTable(
	'seat_offer',
	{
		accountId: uuid('account_id')
			.primaryKey()
			.references(() => account.id),
		areaId: areaId(),
		/** canonical, as in account */
		email: text('email').notNull(),
		/** argon2id of what the person was told when they were added; null = they were sent a link */
		codeHash: text('code_hash'),
		offeredAt: at('offered_at').notNull().defaultNow(),
		answeredAt: at('answered_at'),
		/** ACCEPTED, DECLINED */
		answer: text('answer')
	},
	(t) => [index().on(t.email)]
);

export const session = pgTable(
	'session',
	{
		/** SHA-256 (hex) of the token; the token itself is only in the cookie */
		id: text('id').primaryKey(),
		/** ids it had before its token was renewed at a step-up: connections that began under them go on */
		earlierIds: text('earlier_ids').array().notNull().default(sql`'{}'`),
		accountId: uuid('account_id')
			.notNull()
			.references(() => account.id),
		/** {@link SessionKind} in src/lib/people/session-kinds.ts */
		kind: text('kind').notNull().default('STAFF'),
		/** 1 = one factor, 2 = two, or a passkey */
		strength: smallint('strength').notNull().default(1),
		/** {@link SessionMeans} in src/lib/people/session-kinds.ts */
		means: text('means').notNull().default('PASSWORD'),
		/** the browser in plain words, never what it sent; '' = not known */
		device: text('device').notNull().default(''),
		createdAt: at('created_at').notNull().defaultNow(),
		lastSeenAt: at('last_seen_at').notNull().defaultNow(),
		expiresAt: at('expires_at').notNull(),
		absoluteEndAt: at('absolute_end_at').notNull(),
		stepUpAt: at('step_up_at'),
		/** 32 random bytes; keys of words kept in the browser derive from it and are gone with the row */
		keepingSecret: bytea('keeping_secret')
	},
	(t) => [index().on(t.accountId), index().on(t.expiresAt)]
);

/** Why a session was ended that did not run out: its browser is told when it comes back. Kept for a day. */
export const sessionEnd = pgTable(
	'session_end',
	{
		sessionId: text('session_id').primaryKey(),
		/** {@link EndReason} in src/lib/people/session-kinds.ts */
		reason: text('reason').notNull(),
		at: at('at').notNull().defaultNow()
	},
	(t) => [index().on(t.at)]
);

/** The shared secret of somebody's app for codes (RFC 6238): at most one that counts, and one that waits for its first code. */
export const totpSecret = pgTable(
	'totp_secret',
	{
		id: id(),
		accountId: uuid('account_id')
			.notNull()
			.references(() => account.id),
		/** sealed with the service's key: nonce, tag, ciphertext */
		sealed: bytea('sealed').notNull(),
		createdAt: at('created_at').notNull().defaultNow(),
		/** null: not yet proved by a code */
		confirmedAt: at('confirmed_at'),
		/** step of the last code that was accepted: that code and earlier ones are no good any more */
		lastStep: big('last_step').notNull().default(0)
	},
	(t) => [
		uniqueIndex('totp_secret_in_use').on(t.accountId).where(sql`${t.confirmedAt} is not null`),
		uniqueIndex('totp_secret_to_prove').on(t.accountId).where(sql`${t.confirmedAt} is null`)
	]
);

/** Codes on paper for whoever lost their second factor, each good once. Of a code only its keyed hash is here. */
export const recoveryCode = pgTable(
	'recovery_code',
	{
		accountId: uuid('account_id')
			.notNull()
			.references(() => account.id),
		hash: text('hash').notNull(),
		createdAt: at('created_at').notNull().defaultNow(),
		usedAt: at('used_at')
	},
	(t) => [primaryKey({ columns: [t.accountId, t.hash] })]
);

/** A passkey's public half (WebAuthn level 2). */
export const passkey = pgTable(
	'passkey',
	{
		/** the authenticator's own id of it, base64url */
		id: text('id').primaryKey(),
		accountId: uuid('account_id')
			.notNull()
			.references(() => account.id),
		publicKey: bytea('public_key').notNull(),
		/** the authenticator's counter; one that does not rise tells of a copy, 0 = it does not count */
		counter: big('counter').notNull(),
		transports: text('transports').array().notNull().default(sql`'{}'`),
		/** the person's own word for it */
		name: text('name').notNull(),
		createdAt: at('created_at').notNull().defaultNow(),
		lastUsedAt: at('last_used_at')
	},
	(t) => [index().on(t.accountId)]
);

/** A question that somebody has to answer before they are let in, or before a passkey counts. Each is answered once. */
export const signInChallenge = pgTable(
	'sign_in_challenge',
	{
		/** SHA-256 (hex) of what the browser holds, or of the session it is for */
		id: text('id').primaryKey(),
		/** {@link ChallengePurpose} in server/persistence/sign-in-challenges.ts */
		purpose: text('purpose').notNull(),
		/** null: whoever it is says so with the answer */
		accountId: uuid('account_id').references(() => account.id),
		/** what was proved already: {@link SessionMeans}; null = nothing */
		means: text('means'),
		/** what a passkey has to sign; null = none was asked for */
		challenge: text('challenge'),
		wrong: smallint('wrong').notNull().default(0),
		expiresAt: at('expires_at').notNull()
	},
	(t) => [index().on(t.accountId), index().on(t.expiresAt)]
);

/**
 * How people of an agency sign in through it (OpenID Connect). Outside row security like account: read before anybody knows
 * whose area it is.
 */
export const agencySignIn = pgTable(
	'agency_sign_in',
	{
		id: id(),
		areaId: areaId(),
		agencyId: uuid('agency_id')
			.notNull()
			.unique()
			.references(() => agency.id),
		/** what people choose it by; the agency's own name stays inside its area */
		label: text('label').notNull(),
		/** exactly as its provider says it */
		issuer: text('issuer').notNull(),
		clientId: text('client_id').notNull(),
		/** sealed with the service's key: nonce, tag, ciphertext */
		sealedSecret: bytea('sealed_secret').notNull(),
		/** what stands after the @ of its people's addresses, lower case */
		domains: text('domains').array().notNull(),
		/** values of acr or amr that mean two factors */
		strong: text('strong').array().notNull(),
		/** nothing else lets its people in */
		isRequired: boolean('is_required').notNull().default(false),
		isOn: boolean('is_on').notNull().default(false),
		/** rises with each change */
		version: integer('version').notNull().default(1),
		changedAt: at('changed_at').notNull().defaultNow()
	},
	(t) => [index().on(t.areaId)]
);

/** Who an agency's provider means. Its subject counts for this one client of this one issuer. */
export const agencyLink = pgTable(
	'agency_link',
	{
		accountId: uuid('account_id')
			.primaryKey()
			.references(() => account.id),
		issuer: text('issuer').notNull(),
		clientId: text('client_id').notNull(),
		subject: text('subject').notNull(),
		linkedAt: at('linked_at').notNull().defaultNow()
	},
	(t) => [unique().on(t.issuer, t.clientId, t.subject)]
);

/** A browser that was sent to an agency's provider and has ten minutes to come back, once. */
export const agencySignInBegun = pgTable(
	'agency_sign_in_begun',
	{
		/** SHA-256 (hex) of the state */
		id: text('id').primaryKey(),
		/** SHA-256 (hex) of what the browser's cookie holds */
		browser: text('browser').notNull(),
		signInId: uuid('sign_in_id')
			.notNull()
			.references(() => agencySignIn.id),
		/** of the agency's sign-in when it was begun: another one is another provider */
		version: integer('version').notNull(),
		nonce: text('nonce').notNull(),
		verifier: text('verifier').notNull(),
		/** where to go on here */
		next: text('next').notNull(),
		/** whose session it is that proves again who they are; null = it lets somebody in */
		accountId: uuid('account_id').references(() => account.id),
		usedAt: at('used_at'),
		expiresAt: at('expires_at').notNull()
	},
	(t) => [index().on(t.expiresAt), index().on(t.signInId), index().on(t.accountId)]
);

/** Sessions that ended before their time, written by a trigger: every node cuts their connections within a second (R12). */
export const endedSession = pgTable(
	'ended_session',
	{
		sessionId: text('session_id').notNull(),
		at: at('at').notNull().default(sql`clock_timestamp()`)
	},
	(t) => [index().on(t.at)]
);

/** The running processes of this service. One that is not seen for a few seconds is gone, and its presence with it. */
export const node = pgTable('node', {
	id: uuid('id').primaryKey(),
	seenAt: at('seen_at').notNull()
});

/** Who is connected at one node, by meeting: volatile, for the other nodes (design.md 1, presence). Unlogged. */
export const nodePresence = pgTable(
	'node_presence',
	{
		nodeId: uuid('node_id')
			.notNull()
			.references(() => node.id, { onDelete: 'cascade' }),
		areaId: areaId(),
		meetingId: uuid('meeting_id').notNull(),
		/** rises with every change of this row */
		version: big('version').notNull(),
		state: jsonb('state').notNull()
	},
	(t) => [primaryKey({ columns: [t.nodeId, t.meetingId] }), index().on(t.meetingId)]
);

/** Failed sign-ins per account and per network, keyed by SHA-256 so that the table names nobody. */
export const signInAttempt = pgTable('sign_in_attempt', {
	key: text('key').primaryKey(),
	failures: integer('failures').notNull(),
	firstAt: at('first_at').notNull(),
	blockedUntil: at('blocked_until')
});

export const mappCase = pgTable(
	'mapp_case',
	{
		id: id(),
		areaId: areaId(),
		ref: text('ref').notNull(),
		category: smallint('category').notNull(),
		level: smallint('level').notNull(),
		status: text('status').notNull(),
		leadAgencyId: uuid('lead_agency_id')
			.notNull()
			.references(() => agency.id),
		caseManagerId: uuid('case_manager_id').references(() => person.id),
		/** {@link Subject} in src/lib/cases/case.ts */
		subject: jsonb('subject').notNull(),
		/** {@link CaseFacts} in src/lib/cases/case.ts */
		facts: jsonb('facts').notNull(),
		nextReviewDue: date('next_review_due', { mode: 'string' }),
		/** number of the last change: every one raises it and has its row in {@link caseChange} */
		version: integer('version').notNull().default(1),
		/** only those in {@link caseNamedPerson} may know of it */
		restricted: boolean('restricted').notNull().default(false),
		createdAt: at('created_at').notNull().defaultNow()
	},
	(t) => [unique().on(t.areaId, t.ref), index().on(t.areaId, t.nextReviewDue)]
);

/** Every change of a case since it was opened, for good: who, when, why, what stood there before and after. */
export const caseChange = pgTable(
	'case_change',
	{
		areaId: areaId(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => mappCase.id),
		version: integer('version').notNull(),
		at: at('at').notNull().defaultNow(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** CasePart in src/lib/cases/case-history.ts */
		part: text('part').notNull(),
		reason: text('reason').notNull().default(''),
		before: jsonb('before'),
		after: jsonb('after')
	},
	(t) => [primaryKey({ columns: [t.caseId, t.version] })]
);

/** People who know the person or a victim: to them this case does not exist (domain.md 7). */
export const caseExclusion = pgTable(
	'case_exclusion',
	{
		id: id(),
		areaId: areaId(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => mappCase.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** ExclusionReason in src/lib/cases/exclusion.ts */
		reason: text('reason').notNull(),
		from: date('from', { mode: 'string' }).notNull(),
		/** the last day, Europe/London; null = until it is ended */
		until: date('until', { mode: 'string' }),
		recordedBy: uuid('recorded_by')
			.notNull()
			.references(() => person.id),
		recordedAt: at('recorded_at').notNull().defaultNow(),
		endedBy: uuid('ended_by').references(() => person.id),
		endedAt: at('ended_at')
	},
	(t) => [index().on(t.caseId, t.personId)]
);

/** Of a restricted case: those who may know of it. */
export const caseNamedPerson = pgTable(
	'case_named_person',
	{
		areaId: areaId(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => mappCase.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		namedBy: uuid('named_by')
			.notNull()
			.references(() => person.id),
		namedAt: at('named_at').notNull().defaultNow(),
		removedAt: at('removed_at')
	},
	(t) => [primaryKey({ columns: [t.caseId, t.personId] })]
);

/** What a case is found by, in plain letters, written by a trigger and sorted by bytes: the index finds beginnings. */
export const caseSearchTerm = pgTable(
	'case_search_term',
	{
		areaId: areaId(),
		term: text('term').notNull(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => mappCase.id)
	},
	(t) => [primaryKey({ columns: [t.areaId, t.term, t.caseId] }), index().on(t.areaId, t.caseId)]
);

/**
 * A case shared with another area, from one day until another. Each of the two areas has a row of its own, under one id; a
 * session of either sees its own row alone. Only the owner's knows which case it is.
 */
export const caseShare = pgTable(
	'case_share',
	{
		areaId: areaId(),
		id: uuid('id').notNull(),
		/** OWNER, RECEIVER */
		side: text('side').notNull(),
		/** null at the receiver */
		caseId: uuid('case_id').references(() => mappCase.id),
		/** the owner's reference: says nothing of the person */
		caseRef: text('case_ref').notNull(),
		otherAreaId: uuid('other_area_id').notNull(),
		otherAreaName: text('other_area_name').notNull(),
		/** whom the owner asks for, by name and agency, as typed */
		askedFor: text('asked_for').notNull(),
		reason: text('reason').notNull(),
		from: date('from', { mode: 'string' }).notNull(),
		/** the last day, Europe/London: at most twelve months after the first */
		until: date('until', { mode: 'string' }).notNull(),
		/** one of {@link SHARE_STATES} in src/lib/cases/case-share.ts */
		state: text('state').notNull(),
		/** number of its newest {@link caseShareEvent} */
		version: integer('version').notNull(),
		/** who answers for it in the owning area; null at the receiver */
		madeBy: uuid('made_by').references(() => person.id),
		madeAt: at('made_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.areaId, t.id] }), index().on(t.caseId)]
);

/** Whom a share names. In the owning area their seat there, for that case alone; in the receiving area themselves. */
export const caseSharePerson = pgTable(
	'case_share_person',
	{
		areaId: areaId(),
		shareId: uuid('share_id').notNull(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** the same human's person in the other area */
		otherPersonId: uuid('other_person_id').notNull(),
		/** null at the receiver */
		caseId: uuid('case_id').references(() => mappCase.id),
		from: date('from', { mode: 'string' }).notNull(),
		until: date('until', { mode: 'string' }).notNull(),
		endedAt: at('ended_at')
	},
	(t) => [
		primaryKey({ columns: [t.areaId, t.shareId, t.personId] }),
		index().on(t.personId, t.caseId),
		foreignKey({
			name: 'case_share_person_of',
			columns: [t.areaId, t.shareId],
			foreignColumns: [caseShare.areaId, caseShare.id]
		})
	]
);

/** What happened to a share, told in both areas alike. Append-only. */
export const caseShareEvent = pgTable(
	'case_share_event',
	{
		areaId: areaId(),
		shareId: uuid('share_id').notNull(),
		version: integer('version').notNull(),
		/** one of {@link ShareEvent} in src/lib/cases/case-share.ts */
		type: text('type').notNull(),
		at: at('at').notNull(),
		/** of whichever area; null = its last day was over */
		actorId: uuid('actor_id'),
		/** name, agency and area as they were */
		actorName: text('actor_name').notNull(),
		/** a reason, or whom it names */
		says: text('says').notNull().default('')
	},
	(t) => [
		primaryKey({ columns: [t.areaId, t.shareId, t.version] }),
		foreignKey({
			name: 'case_share_event_of',
			columns: [t.areaId, t.shareId],
			foreignColumns: [caseShare.areaId, caseShare.id]
		})
	]
);

export const levelChange = pgTable(
	'level_change',
	{
		id: id(),
		areaId: areaId(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => mappCase.id),
		on: date('on', { mode: 'string' }).notNull(),
		fromLevel: smallint('from_level').notNull(),
		toLevel: smallint('to_level').notNull(),
		decidedBy: text('decided_by').notNull(),
		via: text('via').notNull(),
		criterion: text('criterion').notNull().default(''),
		rationale: text('rationale').notNull().default('')
	},
	(t) => [index().on(t.caseId)]
);

/** A referral to Level 2 or 3 (domain.md 3): its head; what was written stands in {@link referralSection}, what happened in {@link referralEvent}. */
export const referral = pgTable(
	'referral',
	{
		id: id(),
		areaId: areaId(),
		/** R-2026-001 ...: says nothing of the person */
		ref: text('ref').notNull(),
		fromAgencyId: uuid('from_agency_id')
			.notNull()
			.references(() => agency.id),
		begunBy: uuid('begun_by')
			.notNull()
			.references(() => person.id),
		/** the browser's id of the command that began it: a second click finds it here */
		begunCommand: text('begun_command').notNull(),
		/** the case it is about; null until the co-ordinator has said which, or opened one */
		caseId: uuid('case_id').references(() => mappCase.id),
		/** one of {@link REFERRAL_STATES} in src/lib/referrals/referral.ts */
		state: text('state').notNull(),
		version: integer('version').notNull(),
		/** first submitted; the six-month rule counts from here */
		receivedAt: at('received_at'),
		decidedAt: at('decided_at'),
		lateReferral: boolean('late_referral').notNull().default(false),
		acceptedOn: date('accepted_on', { mode: 'string' }),
		/** the first meeting is due by then (domain.md 8.1) */
		initialDue: date('initial_due', { mode: 'string' })
	},
	(t) => [
		unique().on(t.areaId, t.ref),
		unique().on(t.areaId, t.begunCommand),
		index().on(t.caseId),
		index().on(t.areaId, t.state)
	]
);

/** Append-only: every saved state of every section, so that whoever saves second can be shown both. */
export const referralSection = pgTable(
	'referral_section',
	{
		areaId: areaId(),
		referralId: uuid('referral_id')
			.notNull()
			.references(() => referral.id),
		section: text('section').notNull(),
		version: integer('version').notNull(),
		/** as typed, by field name */
		values: jsonb('values').notNull(),
		savedBy: uuid('saved_by')
			.notNull()
			.references(() => person.id),
		savedAt: at('saved_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.referralId, t.section, t.version] })]
);

/** Append-only: submitted, asked, decided, challenged ... {@link ReferralEvent} in src/lib/referrals/referral.ts. */
export const referralEvent = pgTable(
	'referral_event',
	{
		areaId: areaId(),
		referralId: uuid('referral_id')
			.notNull()
			.references(() => referral.id),
		version: integer('version').notNull(),
		type: text('type').notNull(),
		data: jsonb('data').notNull(),
		actorId: uuid('actor_id')
			.notNull()
			.references(() => person.id),
		at: at('at').notNull(),
		commandId: text('command_id').notNull()
	},
	(t) => [primaryKey({ columns: [t.referralId, t.version] }), unique().on(t.referralId, t.commandId)]
);

/** One row per meeting: its head (version, phase) and what lists need. Everything else is folded from its events. */
export const meeting = pgTable(
	'meeting',
	{
		id: id(),
		areaId: areaId(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => mappCase.id),
		seq: integer('seq').notNull(),
		type: text('type').notNull(),
		level: smallint('level').notNull(),
		extraordinary: boolean('extraordinary').notNull(),
		scheduledStart: at('scheduled_start').notNull(),
		plannedMinutes: integer('planned_minutes').notNull(),
		venue: text('venue').notNull(),
		chairId: uuid('chair_id')
			.notNull()
			.references(() => person.id),
		minuteTakerId: uuid('minute_taker_id')
			.notNull()
			.references(() => person.id),
		phase: text('phase').notNull(),
		version: integer('version').notNull(),
		/** rises with every question about a text, its answer and its end (trigger): nodes look at the questions when it has */
		asksVersion: integer('asks_version').notNull().default(0),
		startedAt: at('started_at'),
		endedAt: at('ended_at'),
		lockedAt: at('locked_at')
	},
	(t) => [unique().on(t.caseId, t.seq), index().on(t.areaId, t.scheduledStart)]
);

/** The append-only log of facts. `version` runs 1, 2, 3 ... without a gap in each meeting. */
export const meetingEvent = pgTable(
	'meeting_event',
	{
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		version: integer('version').notNull(),
		type: text('type').notNull(),
		data: jsonb('data').notNull(),
		actorId: uuid('actor_id').notNull(),
		at: at('at').notNull(),
		/** the browser's id of the command that caused it: a resend finds it here */
		commandId: text('command_id').notNull()
	},
	(t) => [primaryKey({ columns: [t.meetingId, t.version] }), index().on(t.meetingId, t.commandId)]
);

/** Read table of invitations, written with the events: who may come to which door. */
export const invitation = pgTable(
	'invitation',
	{
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		agencyId: uuid('agency_id')
			.notNull()
			.references(() => agency.id),
		capacity: text('capacity').notNull(),
		/** version of the confidentiality statement accepted for this meeting, null = not yet */
		statementVersion: integer('statement_version'),
		confirmedAt: at('confirmed_at'),
		removedAt: at('removed_at'),
		/** when they were invited, or invited again after being removed */
		invitedAt: at('invited_at').notNull().defaultNow(),
		/** one of {@link RESPONSES} in src/lib/attendance/attendance.ts */
		response: text('response').notNull().default('NO_RESPONSE')
	},
	(t) => [primaryKey({ columns: [t.meetingId, t.personId] }), index().on(t.personId)]
);

/**
 * A guest of one meeting (R4): asked for by an agency, approved by somebody else. What opens the door is here as hashes only,
 * and gone when it ends. Who they were stays: the meeting's record names them.
 */
export const guest = pgTable(
	'guest',
	{
		id: id(),
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		/** the agency that sponsors them */
		agencyId: uuid('agency_id')
			.notNull()
			.references(() => agency.id),
		name: text('name').notNull(),
		roleTitle: text('role_title').notNull(),
		/** where the link goes; no sign-in name */
		email: text('email').notNull(),
		/** 'INVITED' = speaks for the agency, 'OBSERVER' */
		capacity: text('capacity').notNull(),
		/** why the meeting needs them */
		request: text('request').notNull(),
		/** one of {@link GUEST_STATES} in src/lib/guests/guest.ts */
		state: text('state').notNull(),
		askedBy: uuid('asked_by')
			.notNull()
			.references(() => person.id),
		askedAt: at('asked_at').notNull(),
		decidedBy: uuid('decided_by').references(() => person.id),
		decidedAt: at('decided_at'),
		/** why it was refused, or ended by hand */
		reason: text('reason').notNull().default(''),
		/** whom the meeting knows them as, since the approval */
		personId: uuid('person_id')
			.unique()
			.references(() => person.id),
		/** SHA-256 (hex) of the link's secret */
		secretHash: text('secret_hash').unique(),
		linkMadeAt: at('link_made_at'),
		/** keyed hash (hex) of the code */
		codeHash: text('code_hash'),
		codeMadeAt: at('code_made_at'),
		/** tries since the code was made that were not right */
		wrongCodes: smallint('wrong_codes').notNull().default(0),
		/** SHA-256 (hex) of what the one browser holds that the link works in */
		bindingHash: text('binding_hash'),
		boundAt: at('bound_at'),
		triedElsewhereAt: at('tried_elsewhere_at'),
		endedAt: at('ended_at')
	},
	(t) => [
		index().on(t.meetingId),
		uniqueIndex('guest_once_per_meeting').on(t.meetingId, t.email).where(sql`${t.state} in ('ASKED', 'APPROVED')`)
	]
);

/** What was done before or after a meeting that nothing else shows: papers sent, action list sent, minutes filed. The newest row of a step counts. */
export const meetingStep = pgTable(
	'meeting_step',
	{
		id: id(),
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		/** one of {@link NOTED_STEPS} in src/lib/cases/meeting-steps.ts */
		step: text('step').notNull(),
		/** null = noted by mistake, not done after all */
		doneOn: date('done_on', { mode: 'string' }),
		notedBy: uuid('noted_by')
			.notNull()
			.references(() => person.id),
		notedAt: at('noted_at').notNull()
	},
	(t) => [index().on(t.meetingId)]
);

/**
 * The numbers an area works by, as they came into force (domain.md 0.1, 8 Config). Append-only: of the rows of one key that
 * are in force on a day the one that began last counts, and of two that began on the same day the one with the higher version.
 */
export const areaNumber = pgTable(
	'area_number',
	{
		areaId: areaId(),
		/** a key of {@link AREA_CONFIG} in src/lib/cases/area-config.ts */
		key: text('key').notNull(),
		version: integer('version').notNull(),
		value: jsonb('value').notNull(),
		effectiveFrom: date('effective_from', { mode: 'string' }).notNull(),
		source: text('source').notNull(),
		/** by the Strategic Management Board; null = not put to it yet */
		approvedOn: date('approved_on', { mode: 'string' }),
		changedBy: uuid('changed_by')
			.notNull()
			.references(() => person.id),
		changedAt: at('changed_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.areaId, t.key, t.version] })]
);

/**
 * Everything the service tells somebody by e-mail, written in the transaction of the act itself. The words are made from the
 * kind and these facts when it is sent or shown; they name nobody. Its id is its Message-ID, also when it is sent again.
 */
export const outbox = pgTable(
	'outbox',
	{
		id: id(),
		areaId: areaId(),
		/** whom it is for; the address is read when it is sent */
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** one of {@link MAIL_KINDS} in src/lib/mail/mail-kinds.ts */
		kind: text('kind').notNull(),
		meetingId: uuid('meeting_id').references(() => meeting.id),
		/** {@link MailFacts} in src/lib/mail/mail-kinds.ts */
		facts: jsonb('facts').notNull(),
		/** what may be told only once has the same key each time */
		key: text('key').notNull(),
		createdAt: at('created_at').notNull().default(sql`clock_timestamp()`),
		/** after this nobody needs to hear it any more; null = always */
		usefulUntil: at('useful_until'),
		nextTryAt: at('next_try_at').notNull().default(sql`clock_timestamp()`),
		tries: integer('tries').notNull().default(0),
		/** the node that is sending it, and until when it may take to say how that went */
		heldBy: uuid('held_by'),
		heldUntil: at('held_until'),
		sentAt: at('sent_at'),
		/** passed on by a person, by other means */
		byHandAt: at('by_hand_at'),
		byHandBy: uuid('by_hand_by').references(() => person.id),
		gaveUpAt: at('gave_up_at'),
		/** one of {@link MAIL_PROBLEMS} in src/lib/mail/mail-state.ts: why the last try failed */
		problem: text('problem')
	},
	(t) => [
		unique().on(t.areaId, t.key),
		index().on(t.areaId, t.createdAt),
		index('outbox_waiting')
			.on(t.areaId, t.nextTryAt)
			.where(sql`sent_at is null and by_hand_at is null and gave_up_at is null`)
	]
);

export const document = pgTable(
	'document',
	{
		id: id(),
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		name: text('name').notNull(),
		/** open | sealed */
		state: text('state').notNull(),
		/** number of the last stored update; every append raises it, so a seal and a late write cannot both win */
		head: big('head').notNull(),
		epoch: integer('epoch').notNull(),
		/** from which every node makes the proof of a client id (Y2); no browser ever gets it */
		proofKey: uuid('proof_key').notNull().defaultRandom(),
		/** name of the data key its updates and folded state are sealed with; the key lies elsewhere (R17). null = stored plainly */
		keyId: uuid('key_id').unique(),
		/** updates up to this number are of a key that has ended: nobody reads them any more */
		begunAfter: big('begun_after').notNull().default(0)
	},
	(t) => [unique().on(t.meetingId, t.name)]
);

/** Names of data keys that no document has any more: destroyed by whichever node comes first, and then removed (trigger). */
export const documentKeyEnding = pgTable('document_key_ending', {
	keyId: uuid('key_id').primaryKey(),
	since: at('since').notNull().defaultNow()
});

/** Yjs client ids the server issued: the only ids whose writing it accepts, and the author of each (Y1, R10). */
export const documentClient = pgTable(
	'document_client',
	{
		areaId: areaId(),
		documentId: uuid('document_id')
			.notNull()
			.references(() => document.id),
		clientId: big('client_id').notNull(),
		/** null = the server itself, carrying over the previous meeting's plan */
		personId: uuid('person_id'),
		issuedAt: at('issued_at').notNull().defaultNow()
	},
	(t) => [primaryKey({ columns: [t.documentId, t.clientId] })]
);

/** Its document and area are checked once for each statement, by a trigger: a foreign key looks at every row by itself. */
export const documentUpdate = pgTable(
	'document_update',
	{
		areaId: uuid('area_id').notNull(),
		documentId: uuid('document_id').notNull(),
		seq: big('seq').notNull(),
		/** null = the server itself, carrying over */
		personId: uuid('person_id'),
		/** fields this update changed, for "last by Children's services, 10:41" */
		fields: text('fields').array().notNull(),
		update: bytea('update').notNull(),
		at: at('at').notNull().defaultNow()
	},
	(t) => [primaryKey({ columns: [t.documentId, t.seq] })]
);

/** The log folded up to `seq`, to open a long meeting quickly. The log stays. */
export const documentSnapshot = pgTable('document_snapshot', {
	documentId: uuid('document_id')
		.primaryKey()
		.references(() => document.id),
	areaId: areaId(),
	seq: big('seq').notNull(),
	state: bytea('state').notNull(),
	/** who had last changed each field at `seq`: {field: [person id or null, ms]}; null = not kept, read the whole log */
	authors: jsonb('authors')
});

/**
 * A note kept apart from the minutes (domain.md 7): its words are the document `restricted.<id>`, who may know of it is the newest
 * row of {@link restrictedAudience}. None of it is a fact of the meeting, because those are told to everybody in it.
 */
export const restrictedNote = pgTable(
	'restricted_note',
	{
		id: id(),
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		/** ItemCode in src/lib/agenda/agenda.ts */
		item: text('item').notNull(),
		madeBy: uuid('made_by')
			.notNull()
			.references(() => person.id),
		madeAt: at('made_at').notNull(),
		/** the browser's id of the command: a resend finds it here */
		commandId: text('command_id').notNull()
	},
	(t) => [unique().on(t.meetingId, t.madeBy, t.commandId)]
);

/** Whom a restricted note is for, as it was changed; the newest version counts. Each row raises the area's access version. */
export const restrictedAudience = pgTable(
	'restricted_audience',
	{
		areaId: areaId(),
		noteId: uuid('note_id')
			.notNull()
			.references(() => restrictedNote.id),
		version: integer('version').notNull(),
		/** {@link Audience} in src/lib/restricted/audiences.ts */
		kind: text('kind').notNull(),
		named: uuid('named').array().notNull(),
		leftOut: uuid('left_out').array().notNull(),
		isHidden: boolean('is_hidden').notNull(),
		changedBy: uuid('changed_by')
			.notNull()
			.references(() => person.id),
		changedAt: at('changed_at').notNull(),
		commandId: text('command_id').notNull()
	},
	(t) => [primaryKey({ columns: [t.noteId, t.version] })]
);

/** Who the victims of a case are, by their codes: the one place of their names. The newest version of a code counts. */
export const victimName = pgTable(
	'victim_name',
	{
		areaId: areaId(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => mappCase.id),
		/** V1, V2 ... as everywhere else */
		code: text('code').notNull(),
		version: integer('version').notNull(),
		/** '' = taken back */
		name: text('name').notNull(),
		/** other names they are known by */
		alsoKnownAs: text('also_known_as').array().notNull(),
		recordedBy: uuid('recorded_by')
			.notNull()
			.references(() => person.id),
		recordedAt: at('recorded_at').notNull(),
		commandId: text('command_id').notNull()
	},
	(t) => [primaryKey({ columns: [t.caseId, t.code, t.version] })]
);

/**
 * What a locked meeting keeps apart from its final record, one row for each document that not everybody may read: canonical
 * JSON, its SHA-256, and how that leads to the one number in the final record (server/export/sealed-apart.ts).
 */
export const sealedApart = pgTable(
	'sealed_apart',
	{
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		/** of the document: `restricted.<note id>`, `return.<agency id>` */
		name: text('name').notNull(),
		record: text('record').notNull(),
		sha256: text('sha256').notNull(),
		/** its place among the leaves, and the numbers beside it on the way to the root */
		slot: integer('slot').notNull(),
		path: text('path').array().notNull(),
		lockedAt: at('locked_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.meetingId, t.name] })]
);

/** An agency's return to a meeting, as saved and as sent: its choices, and with a version that was sent its words. Append-only. */
export const agencyReturn = pgTable(
	'agency_return',
	{
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		agencyId: uuid('agency_id')
			.notNull()
			.references(() => agency.id),
		/** 1, 2, 3 ... for each agency of a meeting */
		number: integer('number').notNull(),
		savedBy: uuid('saved_by')
			.notNull()
			.references(() => person.id),
		savedAt: at('saved_at').notNull(),
		/** {@link ReturnValues} in src/lib/returns/return-values.ts */
		values: jsonb('values').notNull(),
		/** {@link ReturnTexts} as sent; null for a draft, whose words are in the document `return.<agency id>` */
		texts: jsonb('texts')
	},
	(t) => [primaryKey({ columns: [t.meetingId, t.agencyId, t.number] })]
);

/**
 * Who was connected to a running meeting, as each node saw it: one row when somebody's first browser came to a node, one when
 * their last one left it. It proposes attendance and is never attendance (domain.md 6.1). Append-only, never content.
 */
export const presenceNote = pgTable(
	'presence_note',
	{
		id: big('id').primaryKey().generatedAlwaysAsIdentity(),
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** of the node that saw it; nodes come and go, so nothing refers to them */
		nodeId: uuid('node_id').notNull(),
		/** came or left */
		what: text('what').notNull(),
		at: at('at').notNull()
	},
	(t) => [index().on(t.meetingId, t.personId), index().on(t.nodeId)]
);

/** An agency that did not come to a meeting, and how far that has gone up the ladder: the newest state of its events. */
export const absence = pgTable(
	'absence',
	{
		id: id(),
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		agencyId: uuid('agency_id')
			.notNull()
			.references(() => agency.id),
		/** one of {@link ABSENCE_STATES} in src/lib/absences/absence.ts */
		state: text('state').notNull(),
		version: integer('version').notNull()
	},
	(t) => [unique().on(t.meetingId, t.agencyId), index().on(t.areaId, t.state)]
);

/** What was done about an absence, step by step, by whom and when. Append-only. */
export const absenceEvent = pgTable(
	'absence_event',
	{
		areaId: areaId(),
		absenceId: uuid('absence_id')
			.notNull()
			.references(() => absence.id),
		version: integer('version').notNull(),
		type: text('type').notNull(),
		data: jsonb('data').notNull(),
		actorId: uuid('actor_id')
			.notNull()
			.references(() => person.id),
		at: at('at').notNull(),
		commandId: text('command_id').notNull()
	},
	(t) => [primaryKey({ columns: [t.absenceId, t.version] }), unique().on(t.absenceId, t.commandId)]
);

/** Whom an agency is written to about its attendance, for each rung of the ladder. The newest version counts. Append-only. */
export const agencyContact = pgTable(
	'agency_contact',
	{
		areaId: areaId(),
		agencyId: uuid('agency_id')
			.notNull()
			.references(() => agency.id),
		/** one of {@link CONTACT_ROLES} in src/lib/absences/agency-contacts.ts */
		role: text('role').notNull(),
		version: integer('version').notNull(),
		/** null = nobody any more */
		personId: uuid('person_id').references(() => person.id),
		setBy: uuid('set_by')
			.notNull()
			.references(() => person.id),
		setAt: at('set_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.agencyId, t.role, t.version] })]
);

/** Read table of actions as minuted, then their progress between meetings. */
export const action = pgTable(
	'action',
	{
		areaId: areaId(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => mappCase.id),
		/** A1, A2 ... per case */
		number: text('number').notNull(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		riskKeys: text('risk_keys').array().notNull(),
		text: text('text').notNull(),
		ownerAgencyId: uuid('owner_agency_id')
			.notNull()
			.references(() => agency.id),
		ownerPersonId: uuid('owner_person_id')
			.notNull()
			.references(() => person.id),
		due: date('due', { mode: 'string' }),
		standing: text('standing'),
		/** how it stands, with what was reported since the last meeting */
		status: text('status').notNull(),
		evidence: text('evidence').notNull().default(''),
		/** the name of its page: says nothing of the case */
		id: uuid('id').notNull().unique().defaultRandom(),
		/** of its history, {@link actionEvent}; 0 = it was locked before histories were kept */
		version: integer('version').notNull().default(0),
		firstDue: date('first_due', { mode: 'string' }),
		/** how often its deadline was moved to a later day */
		slips: integer('slips').notNull().default(0),
		/** NEW_DATE or NO_NEED: asked of the chair and not decided */
		asked: text('asked'),
		/** when it was reported as completed; null once a meeting has looked at it */
		reportedAt: at('reported_at'),
		/** under a risk that the last meeting found high: src/lib/actions/high-risk.ts */
		highRisk: boolean('high_risk').notNull().default(false)
	},
	(t) => [
		primaryKey({ columns: [t.caseId, t.number] }),
		index().on(t.ownerPersonId),
		index().on(t.areaId, t.ownerAgencyId)
	]
);

/** What happened to an action between meetings and at each of them, step by step, by whom and when. Append-only. */
export const actionEvent = pgTable(
	'action_event',
	{
		areaId: areaId(),
		caseId: uuid('case_id').notNull(),
		number: text('number').notNull(),
		version: integer('version').notNull(),
		type: text('type').notNull(),
		data: jsonb('data').notNull(),
		actorId: uuid('actor_id')
			.notNull()
			.references(() => person.id),
		/** of the actor, as it was then */
		agencyId: uuid('agency_id')
			.notNull()
			.references(() => agency.id),
		at: at('at').notNull(),
		commandId: text('command_id').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.caseId, t.number, t.version] }),
		unique().on(t.caseId, t.number, t.commandId),
		foreignKey({ columns: [t.caseId, t.number], foreignColumns: [action.caseId, action.number] })
	]
);

export const smbFeedback = pgTable('smb_feedback', {
	id: id(),
	areaId: areaId(),
	meetingId: uuid('meeting_id')
		.notNull()
		.references(() => meeting.id),
	theme: text('theme').notNull(),
	agencyId: uuid('agency_id').references(() => agency.id),
	text: text('text').notNull(),
	status: text('status').notNull()
});

/** What became of an entry of feedback: given to whom, answered how. The newest version counts; none is ever changed. */
export const smbFeedbackStep = pgTable(
	'smb_feedback_step',
	{
		areaId: areaId(),
		feedbackId: uuid('feedback_id')
			.notNull()
			.references(() => smbFeedback.id),
		version: integer('version').notNull(),
		/** one of {@link FEEDBACK_STATUSES} in src/lib/smb/feedback-steps.ts */
		status: text('status').notNull(),
		note: text('note').notNull(),
		/** the note is the Board's answer, and the chair was told */
		isAnswer: boolean('is_answer').notNull(),
		takenBy: uuid('taken_by')
			.notNull()
			.references(() => person.id),
		takenAt: at('taken_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.feedbackId, t.version] })]
);

/**
 * What a locked meeting gives to the Board's reports, in one short row: no names and no words of the meeting. It is made from
 * the meeting's events, and made anew when its shape changes.
 */
export const reportFacts = pgTable(
	'report_facts',
	{
		meetingId: uuid('meeting_id')
			.primaryKey()
			.references(() => meeting.id),
		areaId: areaId(),
		shape: smallint('shape').notNull(),
		/** the London date on which it was held */
		heldOn: date('held_on', { mode: 'string' }).notNull(),
		/** {@link MeetingFacts} in src/lib/smb/meeting-facts.ts */
		facts: jsonb('facts').notNull()
	},
	(t) => [index().on(t.areaId, t.heldOn)]
);

/** The locked minutes went out to everybody who was invited: when, and who said so. Once. */
export const minutesDistribution = pgTable('minutes_distribution', {
	meetingId: uuid('meeting_id')
		.primaryKey()
		.references(() => meeting.id),
	areaId: areaId(),
	distributedOn: date('distributed_on', { mode: 'string' }).notNull(),
	notedBy: uuid('noted_by')
		.notNull()
		.references(() => person.id),
	notedAt: at('noted_at').notNull()
});

/** The chair of a locked meeting allows its minutes to go out. Once, append-only. */
export const distributionAuthority = pgTable('distribution_authority', {
	meetingId: uuid('meeting_id')
		.primaryKey()
		.references(() => meeting.id),
	areaId: areaId(),
	authorisedBy: uuid('authorised_by')
		.notNull()
		.references(() => person.id),
	authorisedAt: at('authorised_at').notNull()
});

/** One numbered copy of a meeting's final minutes for one person: what they may read of it. Append-only. */
export const minutesCopy = pgTable(
	'minutes_copy',
	{
		id: id(),
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		/** counts from 1 in each meeting and is never given again */
		number: integer('number').notNull(),
		/** copies there were when this one went out: "copy 7 of 12" */
		total: integer('total').notNull(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** {@link CopyProfile} in src/lib/distribution/minutes-copy.ts */
		profile: text('profile').notNull(),
		mayDownload: boolean('may_download').notNull(),
		/** the request that it answers; null = distributed after the meeting */
		requestId: uuid('request_id'),
		givenBy: uuid('given_by')
			.notNull()
			.references(() => person.id),
		givenAt: at('given_at').notNull()
	},
	(t) => [unique().on(t.meetingId, t.number), index().on(t.personId)]
);

/** Until when a copy may be read. The newest version counts; append-only. */
export const copyAccess = pgTable(
	'copy_access',
	{
		copyId: uuid('copy_id')
			.notNull()
			.references(() => minutesCopy.id),
		version: integer('version').notNull(),
		areaId: areaId(),
		/** the last day on which it may be read, in London */
		until: date('until', { mode: 'string' }).notNull(),
		/** ended at once, whatever the day */
		ended: boolean('ended').notNull().default(false),
		/** empty for the first version */
		reason: text('reason').notNull(),
		setBy: uuid('set_by')
			.notNull()
			.references(() => person.id),
		setAt: at('set_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.copyId, t.version] })]
);

/** What a recipient did with their copy: undertook, opened, took a file, confirmed. Append-only. */
export const copyUse = pgTable(
	'copy_use',
	{
		id: id(),
		areaId: areaId(),
		copyId: uuid('copy_id')
			.notNull()
			.references(() => minutesCopy.id),
		/** {@link CopyUse} in src/lib/distribution/minutes-copy.ts */
		use: text('use').notNull(),
		at: at('at').notNull()
	},
	(t) => [index().on(t.copyId)]
);

/** A file that left the service: numbered, for a named recipient and purpose, with what it was (R18). Append-only. */
export const exportedFile = pgTable(
	'exported_file',
	{
		id: id(),
		areaId: areaId(),
		/** counts from 1 in each area */
		number: integer('number').notNull(),
		/** PDF, JSON, ..., BUNDLE */
		format: text('format').notNull(),
		/** null = of no case: the area's audit */
		caseId: uuid('case_id').references(() => mappCase.id),
		meetingId: uuid('meeting_id').references(() => meeting.id),
		copyId: uuid('copy_id').references(() => minutesCopy.id),
		requestId: uuid('request_id'),
		profile: text('profile').notNull(),
		recipient: text('recipient').notNull(),
		purpose: text('purpose').notNull(),
		/** SHA-256 (hex) of the file, and of what it shows whatever its number */
		sha256: text('sha256').notNull(),
		contentSha256: text('content_sha256').notNull(),
		bytes: integer('bytes').notNull(),
		exportedBy: uuid('exported_by')
			.notNull()
			.references(() => person.id),
		exportedAt: at('exported_at').notNull(),
		commandId: text('command_id').notNull()
	},
	(t) => [unique().on(t.areaId, t.number), unique().on(t.areaId, t.commandId), index().on(t.caseId)]
);

/** Somebody asks for what meetings about a case recorded. What happened to it stands in its steps; here is what lists ask. */
export const informationRequest = pgTable(
	'information_request',
	{
		id: id(),
		areaId: areaId(),
		/** counts from 1 in each area */
		number: integer('number').notNull(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => mappCase.id),
		/** {@link RequestKind} in src/lib/requests/information-request.ts */
		kind: text('kind').notNull(),
		/** number of the newest step */
		version: integer('version').notNull(),
		state: text('state').notNull(),
		/** the last day of the statutory time or of the one agreed, in London; null = none is set */
		dueOn: date('due_on', { mode: 'string' }),
		/** the person of the service who asks for their agency; null = somebody outside */
		askedBy: uuid('asked_by').references(() => person.id),
		commandId: text('command_id').notNull()
	},
	(t) => [unique().on(t.areaId, t.number), unique().on(t.areaId, t.commandId), index().on(t.caseId)]
);

/** What was done about a request. Append-only. */
export const requestStep = pgTable(
	'request_step',
	{
		requestId: uuid('request_id')
			.notNull()
			.references(() => informationRequest.id),
		version: integer('version').notNull(),
		areaId: areaId(),
		/** {@link RequestStep} in src/lib/requests/information-request.ts */
		step: jsonb('step').notNull(),
		takenBy: uuid('taken_by')
			.notNull()
			.references(() => person.id),
		takenAt: at('taken_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.requestId, t.version] })]
);

/** A case's archive while it is built and until it was fetched: then it is removed. What left stands in `exported_file`. */
export const caseBundle = pgTable(
	'case_bundle',
	{
		id: id(),
		areaId: areaId(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => mappCase.id),
		askedBy: uuid('asked_by')
			.notNull()
			.references(() => person.id),
		recipient: text('recipient').notNull(),
		purpose: text('purpose').notNull(),
		/** BUILDING, READY, CANCELLED or FAILED */
		state: text('state').notNull(),
		done: integer('done').notNull(),
		total: integer('total').notNull(),
		begunAt: at('begun_at').notNull(),
		/** when the process that builds it last said so */
		seenAt: at('seen_at').notNull(),
		content: bytea('content')
	},
	(t) => [index().on(t.caseId)]
);

/** A number of the Board's reports that this service does not know, as it was entered, with its source. The newest version counts. */
export const boardFigure = pgTable(
	'board_figure',
	{
		areaId: areaId(),
		/** a quarter (2026-Q3) or a financial year (2026) */
		period: text('period').notNull(),
		/** {@link EnteredFigure} in src/lib/smb/entered-figures.ts, with the agency's id where it is asked of each */
		key: text('key').notNull(),
		version: integer('version').notNull(),
		/** null = taken back */
		value: integer('value'),
		source: text('source').notNull(),
		enteredBy: uuid('entered_by')
			.notNull()
			.references(() => person.id),
		enteredAt: at('entered_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.areaId, t.period, t.key, t.version] })]
);

/** Locked meetings drawn or chosen to be looked at for their quality, at one time for one auditor. Append-only. */
export const auditSample = pgTable(
	'audit_sample',
	{
		id: id(),
		areaId: areaId(),
		/** 2026-Q3: the meetings were held in it */
		quarter: text('quarter').notNull(),
		/** CHANCE or CHOSEN */
		manner: text('manner').notNull(),
		/** what chance began from; '' where a meeting was chosen */
		seed: text('seed').notNull(),
		/** why it was chosen; '' where chance drew */
		reason: text('reason').notNull(),
		/** by level: how many were asked for, out of how many */
		asked: jsonb('asked').notNull(),
		drawnBy: uuid('drawn_by')
			.notNull()
			.references(() => person.id),
		drawnAt: at('drawn_at').notNull(),
		commandId: text('command_id').notNull()
	},
	(t) => [unique().on(t.areaId, t.commandId)]
);

/** A locked meeting in a sample: the newest state of its events, and who may view it now. A meeting is looked at once. */
export const qualityAudit = pgTable(
	'quality_audit',
	{
		id: id(),
		areaId: areaId(),
		sampleId: uuid('sample_id')
			.notNull()
			.references(() => auditSample.id),
		meetingId: uuid('meeting_id')
			.notNull()
			.unique()
			.references(() => meeting.id),
		/** one of {@link AUDIT_STATES} in src/lib/quality/quality-audit.ts */
		state: text('state').notNull(),
		version: integer('version').notNull(),
		/** the licence to view: whose, from when, until when; null = nobody's */
		auditorId: uuid('auditor_id').references(() => person.id),
		viewFrom: at('view_from'),
		viewUntil: at('view_until'),
		/** of the newest version that was submitted */
		overall: smallint('overall'),
		/** the London date on which it was first submitted */
		submittedOn: date('submitted_on', { mode: 'string' })
	},
	(t) => [index().on(t.auditorId), index().on(t.areaId, t.submittedOn)]
);

/** What was done about an audited meeting, step by step, each saved state of the form among them. Append-only. */
export const qualityAuditEvent = pgTable(
	'quality_audit_event',
	{
		areaId: areaId(),
		auditId: uuid('audit_id')
			.notNull()
			.references(() => qualityAudit.id),
		version: integer('version').notNull(),
		type: text('type').notNull(),
		data: jsonb('data').notNull(),
		actorId: uuid('actor_id')
			.notNull()
			.references(() => person.id),
		at: at('at').notNull(),
		commandId: text('command_id').notNull()
	},
	(t) => [primaryKey({ columns: [t.auditId, t.version] }), unique().on(t.auditId, t.commandId)]
);

/** A pack as the Board's members see it, small numbers withheld: what was published for a quarter stays as it was. */
export const boardPack = pgTable(
	'board_pack',
	{
		areaId: areaId(),
		/** 2026-Q3: the third quarter of the financial year that began in 2026 */
		quarter: text('quarter').notNull(),
		version: integer('version').notNull(),
		/** {@link PublishedPack} in src/lib/smb/published-pack.ts */
		pack: jsonb('pack').notNull(),
		publishedBy: uuid('published_by')
			.notNull()
			.references(() => person.id),
		publishedAt: at('published_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.areaId, t.quarter, t.version] })]
);

/**
 * The sealed minutes: canonical JSON (RFC 8785), its SHA-256, the PDF drawn from it, and the signed seal over its blocks with their
 * salt (src/lib/seal). Never updated, never deleted. Records from before they were sealed in blocks have no seal.
 */
export const finalRecord = pgTable('final_record', {
	meetingId: uuid('meeting_id')
		.primaryKey()
		.references(() => meeting.id),
	areaId: areaId(),
	record: text('record').notNull(),
	sha256: text('sha256').notNull(),
	pdf: bytea('pdf').notNull(),
	lockedAt: at('locked_at').notNull(),
	lockedBy: uuid('locked_by').notNull(),
	/** 64 hexadecimal digits; secret as the record is */
	salt: text('salt'),
	/** canonical JSON of the signed seal */
	seal: text('seal'),
	pdfSha256: text('pdf_sha256')
});

/** Sentences of a locked record marked as what not every version may tell, and marks taken back. Append-only; the last one counts. */
export const recordMark = pgTable(
	'record_mark',
	{
		seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => finalRecord.meetingId),
		/** where in the record: "/items/3/notes" */
		path: text('path').notNull(),
		partFrom: integer('part_from').notNull(),
		partTo: integer('part_to').notNull(),
		kind: text('kind').notNull(),
		/** whose information it is; null unless it is another agency's */
		agencyId: uuid('agency_id').references(() => agency.id),
		leavesOut: boolean('leaves_out').notNull(),
		by: uuid('by')
			.notNull()
			.references(() => person.id),
		at: at('at').notNull()
	},
	(t) => [index().on(t.meetingId, t.seq)]
);

/** Who has looked at which version of a locked record before it goes out, and who has approved it. Append-only. */
export const versionLook = pgTable(
	'version_look',
	{
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => finalRecord.meetingId),
		/** of the record and of what the version leaves out: another one is owed once a mark changes */
		digest: text('digest').notNull(),
		profile: text('profile').notNull(),
		/** LOOKED, APPROVED */
		act: text('act').notNull(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		at: at('at').notNull()
	},
	(t) => [primaryKey({ columns: [t.meetingId, t.personId, t.digest, t.act] })]
);

/** A disclosure that a locked meeting decided on, for whoever makes it: beside the record, never part of it. */
export const disclosureToMake = pgTable(
	'disclosure_to_make',
	{
		id: id(),
		areaId: areaId(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => mappCase.id),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		/** the decision's id within its meeting */
		disclosureId: text('disclosure_id').notNull(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** by role or code, never a name */
		recipient: text('recipient').notNull(),
		content: text('content').notNull(),
		method: text('method').notNull(),
		conditions: text('conditions').notNull(),
		deadline: date('deadline')
	},
	(t) => [unique().on(t.meetingId, t.disclosureId), index().on(t.personId), index().on(t.caseId)]
);

/** What became of it, told by whoever made it. Another entry corrects an earlier one; none is ever changed. */
export const disclosureCompletion = pgTable(
	'disclosure_completion',
	{
		id: id(),
		areaId: areaId(),
		toMakeId: uuid('to_make_id')
			.notNull()
			.references(() => disclosureToMake.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		at: at('at').notNull().defaultNow(),
		completedOn: date('completed_on').notNull(),
		reaction: text('reaction').notNull(),
		undertakingSigned: boolean('undertaking_signed').notNull()
	},
	(t) => [index().on(t.toMakeId)]
);

/** Words that came too late for the lock, offered by their author to the minute taker: never part of the record (R15). */
export const lateWords = pgTable(
	'late_words',
	{
		id: id(),
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** plan | minutes */
		document: text('document').notNull(),
		field: text('field').notNull(),
		text: text('text').notNull(),
		at: at('at').notNull().defaultNow(),
		/** the minute taker or chair has dealt with them */
		settledAt: at('settled_at'),
		settledBy: uuid('settled_by').references(() => person.id)
	},
	(t) => [index().on(t.meetingId)]
);

/**
 * A question about a text of a meeting, pinned to it while the minutes are written. Never part of the record: its rows are removed
 * by the lock. Each row raises the area's access version, so that every node tells those who may see it.
 */
export const meetingAsk = pgTable(
	'meeting_ask',
	{
		id: id(),
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		/** {@link DocumentName} in src/lib/wire.ts: whoever may not read it knows of no question about it */
		document: text('document').notNull(),
		field: text('field').notNull(),
		/** Yjs relative positions, base64; '' = about the field as a whole */
		pinnedFrom: text('pinned_from').notNull(),
		pinnedTo: text('pinned_to').notNull(),
		/** both null: to everybody in the room */
		toAgency: uuid('to_agency').references(() => agency.id),
		toPerson: uuid('to_person').references(() => person.id),
		question: text('question').notNull(),
		askedBy: uuid('asked_by')
			.notNull()
			.references(() => person.id),
		askedAt: at('asked_at').notNull(),
		/** '' = not answered */
		answer: text('answer').notNull().default(''),
		answeredBy: uuid('answered_by').references(() => person.id),
		answeredAt: at('answered_at'),
		/** OPEN, RESOLVED or DROPPED */
		state: text('state').notNull().default('OPEN'),
		settledBy: uuid('settled_by').references(() => person.id),
		settledAt: at('settled_at'),
		/** rises with every change */
		version: integer('version').notNull().default(1),
		/** the browser's id of the command that asked: a resend finds it here */
		commandId: text('command_id').notNull()
	},
	(t) => [unique().on(t.meetingId, t.askedBy, t.commandId)]
);

/** Recurring wording of the minutes, as the area keeps it; the newest version of each counts. Of no case. */
export const wordingTemplate = pgTable(
	'wording_template',
	{
		areaId: areaId(),
		/** of the starter set in src/lib/wordings/starter-wordings.ts, or by chance */
		templateId: text('template_id').notNull(),
		version: integer('version').notNull(),
		/** ItemCode in src/lib/agenda/agenda.ts; '' = for every item */
		item: text('item').notNull(),
		/** what is typed after ; */
		key: text('key').notNull(),
		name: text('name').notNull(),
		words: text('words').notNull(),
		/** taken out of use */
		isRetired: boolean('is_retired').notNull(),
		changedBy: uuid('changed_by')
			.notNull()
			.references(() => person.id),
		changedAt: at('changed_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.areaId, t.templateId, t.version] })]
);

/**
 * Text that somebody asked to have taken out for good (R17). The exact words and their places stand here only while it is asked
 * for; afterwards the row says who, when, why and how much.
 */
export const redaction = pgTable(
	'redaction',
	{
		id: id(),
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		/** 1, 2, 3 ... of the meeting */
		number: integer('number').notNull(),
		/** ASKED, DONE, REFUSED or WITHDRAWN */
		state: text('state').notNull(),
		/** one of {@link REDACTION_REASONS} in src/lib/redactions/redaction.ts */
		reason: text('reason').notNull(),
		/** null once it is decided */
		words: text('words'),
		/** {@link PlaceKey} in src/lib/redactions/redaction.ts; null once it is decided */
		places: text('places').array(),
		/** {@link Took} in src/lib/redactions/redaction.ts: how much, no words */
		took: jsonb('took'),
		askedBy: uuid('asked_by')
			.notNull()
			.references(() => person.id),
		askedAt: at('asked_at').notNull(),
		commandId: text('command_id').notNull(),
		decidedBy: uuid('decided_by').references(() => person.id),
		decidedAt: at('decided_at')
	},
	(t) => [unique().on(t.meetingId, t.number), unique().on(t.meetingId, t.askedBy, t.commandId)]
);

/**
 * What somebody says is wrong in the draft of a meeting's minutes or, after the lock, in its record. Append-only. That there is
 * one is an event of the meeting only while it is a draft; its words are for the proposer and whoever decides.
 */
export const correction = pgTable(
	'correction',
	{
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		/** 1, 2, 3 ... of the meeting, through its lock */
		number: integer('number').notNull(),
		/** one of {@link CORRECTION_KINDS} in src/lib/corrections/correction.ts */
		kind: text('kind').notNull(),
		/** asks for an addendum: the record itself does not change any more */
		afterLock: boolean('after_lock').notNull(),
		/** a place of src/lib/corrections/correction-places.ts */
		place: text('place').notNull(),
		says: text('says').notNull(),
		shouldSay: text('should_say').notNull(),
		why: text('why').notNull(),
		/** words that came too late, which this was made of */
		lateWordsId: uuid('late_words_id').references(() => lateWords.id),
		proposedBy: uuid('proposed_by')
			.notNull()
			.references(() => person.id),
		proposedAt: at('proposed_at').notNull(),
		commandId: text('command_id').notNull()
	},
	(t) => [primaryKey({ columns: [t.meetingId, t.number] }), unique().on(t.meetingId, t.proposedBy, t.commandId)]
);

/** What became of it, once. Append-only. */
export const correctionDecision = pgTable(
	'correction_decision',
	{
		areaId: areaId(),
		meetingId: uuid('meeting_id').notNull(),
		number: integer('number').notNull(),
		/** one of {@link SettledAs} in src/lib/corrections/correction.ts */
		settledAs: text('settled_as').notNull(),
		reason: text('reason').notNull(),
		/** one press put the words in */
		replaced: boolean('replaced').notNull(),
		decidedBy: uuid('decided_by')
			.notNull()
			.references(() => person.id),
		decidedAt: at('decided_at').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.meetingId, t.number] }),
		foreignKey({
			name: 'correction_decision_of',
			columns: [t.meetingId, t.number],
			foreignColumns: [correction.meetingId, correction.number]
		})
	]
);

/** What was added to a locked record, beside it: sealed by itself, one after the other. Append-only. */
export const addendum = pgTable(
	'addendum',
	{
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => finalRecord.meetingId),
		/** 1, 2, 3 ... of the record */
		number: integer('number').notNull(),
		/** the request it came of */
		correctionNumber: integer('correction_number').notNull(),
		/** canonical JSON of {@link AddendumRecord} in src/lib/addenda/addendum.ts */
		record: text('record').notNull(),
		sha256: text('sha256').notNull(),
		/** canonical JSON of the signed seal */
		seal: text('seal').notNull(),
		pdf: bytea('pdf').notNull(),
		sealedAt: at('sealed_at').notNull(),
		sealedBy: uuid('sealed_by')
			.notNull()
			.references(() => person.id)
	},
	(t) => [
		primaryKey({ columns: [t.meetingId, t.number] }),
		unique().on(t.meetingId, t.correctionNumber),
		foreignKey({
			name: 'addendum_of_request',
			columns: [t.meetingId, t.correctionNumber],
			foreignColumns: [correction.meetingId, correction.number]
		})
	]
);

/** Where the statutory record of a meeting is kept, as somebody noted it; the newest version counts. Append-only. */
export const minutesFiling = pgTable(
	'minutes_filing',
	{
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => finalRecord.meetingId),
		version: integer('version').notNull(),
		/** null = noted by mistake, for the reason that stands there */
		filedOn: date('filed_on', { mode: 'string' }),
		system: text('system').notNull(),
		reference: text('reference').notNull(),
		reason: text('reason').notNull(),
		notedBy: uuid('noted_by')
			.notNull()
			.references(() => person.id),
		notedAt: at('noted_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.meetingId, t.version] })]
);

/** Somebody has copied a part of a record into another system. Append-only. */
export const handOffCopy = pgTable(
	'hand_off_copy',
	{
		id: id(),
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => finalRecord.meetingId),
		/** a part of src/lib/hand-off/hand-off-parts.ts */
		part: text('part').notNull(),
		copiedBy: uuid('copied_by')
			.notNull()
			.references(() => person.id),
		copiedAt: at('copied_at').notNull()
	},
	(t) => [index().on(t.meetingId)]
);

/** Lists of people and agencies that were imported, by their fingerprint: the same file is taken once. */
export const peopleImport = pgTable(
	'people_import',
	{
		id: id(),
		areaId: areaId(),
		/** SHA-256 of the file's bytes, hex */
		sha256: text('sha256').notNull(),
		importedBy: uuid('imported_by')
			.notNull()
			.references(() => person.id),
		importedAt: at('imported_at').notNull().defaultNow()
	},
	(t) => [unique().on(t.areaId, t.sha256)]
);

/** A plan that was agreed before the case came into this service: the newest one begins the case's first meeting here. */
export const importedPlan = pgTable(
	'imported_plan',
	{
		id: id(),
		areaId: areaId(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => mappCase.id),
		/** {@link ImportedPlan} in src/lib/import/imported-plan.ts */
		plan: jsonb('plan').notNull(),
		/** date of the meeting that adopted it */
		adoptedOn: date('adopted_on', { mode: 'string' }).notNull(),
		/** SHA-256 of the file's bytes, hex */
		sha256: text('sha256').notNull(),
		importedBy: uuid('imported_by')
			.notNull()
			.references(() => person.id),
		importedAt: at('imported_at').notNull().default(sql`clock_timestamp()`)
	},
	(t) => [index().on(t.caseId)]
);

/** Accounts whose person chooses the password: the newest link sent to them, until it is used. */
export const firstSignIn = pgTable('first_sign_in', {
	accountId: uuid('account_id')
		.primaryKey()
		.references(() => account.id),
	areaId: areaId(),
	/** SHA-256 (hex) of the link's secret; null = none made yet */
	tokenHash: text('token_hash'),
	expiresAt: at('expires_at'),
	usedAt: at('used_at')
});

/**
 * Somebody without a relation to a case asks to see it in an emergency (domain.md 7, break-glass). Each step is written once
 * and stays: src/lib/access/emergency-access.ts says what follows from them.
 */
export const emergencyAccess = pgTable(
	'emergency_access',
	{
		id: id(),
		areaId: areaId(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		/** the reference as it was typed */
		askedRef: text('asked_ref').notNull(),
		/** the case that has it; null = there was none */
		caseId: uuid('case_id').references(() => mappCase.id),
		reason: text('reason').notNull(),
		hours: smallint('hours').notNull(),
		askedAt: at('asked_at').notNull(),
		/** null with `granted_at` set: by the area's setting, at once */
		grantedBy: uuid('granted_by').references(() => person.id),
		grantedAt: at('granted_at'),
		/** it ends by itself */
		until: at('until'),
		refusedBy: uuid('refused_by').references(() => person.id),
		refusedAt: at('refused_at'),
		refusal: text('refusal'),
		endedBy: uuid('ended_by').references(() => person.id),
		endedAt: at('ended_at'),
		reviewedBy: uuid('reviewed_by').references(() => person.id),
		reviewedAt: at('reviewed_at'),
		finding: text('finding')
	},
	(t) => [index().on(t.personId, t.caseId), index().on(t.areaId, t.askedAt)]
);

/** Who did and saw what (R19). No content, no names. */
export const auditEvent = pgTable(
	'audit_event',
	{
		number: big('number').primaryKey().generatedAlwaysAsIdentity(),
		areaId: areaId(),
		at: at('at').notNull().defaultNow(),
		actorId: uuid('actor_id').notNull(),
		agencyId: uuid('agency_id').notNull(),
		/** the command's own name, or view-…, export-…, deny-… */
		act: text('act').notNull(),
		object: text('object').notNull(),
		objectId: text('object_id').notNull(),
		meetingId: uuid('meeting_id'),
		/** the transaction of the act: by it the chainer finds what was committed late */
		xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`)
	},
	(t) => [index().on(t.areaId, t.at), index().on(t.meetingId), index().on(t.areaId, t.xid)]
);

/** The chain over an area's audit, a link for every row (R19). Append-only; its heads are copied outside the database. */
export const auditChain = pgTable(
	'audit_chain',
	{
		areaId: areaId(),
		/** 1, 2, 3 ... without a gap in each area */
		number: big('number').notNull(),
		/** number of the audit's row */
		event: big('event').notNull(),
		/** HMAC of the link before, 64 hexadecimal digits */
		previous: text('previous').notNull(),
		/** HMAC-SHA256 over the row and this place (src/lib/audit/chain-link.ts) */
		hmac: text('hmac').notNull(),
		/** what transactions before this one have written is chained with this link, or was before */
		settled: xid8('settled').notNull()
	},
	(t) => [primaryKey({ columns: [t.areaId, t.number] }), unique().on(t.areaId, t.event)]
);

/**
 * Up to which link an area's audit was removed because it is older than it has to be kept: the chain goes on from here. Append-only,
 * written by `remove_old_audit` alone.
 */
export const auditCheckpoint = pgTable(
	'audit_checkpoint',
	{
		areaId: areaId(),
		/** of the last link that was removed */
		number: big('number').notNull(),
		/** of that link: what the next one says of the one before */
		hmac: text('hmac').notNull(),
		/** that went with this checkpoint */
		rows: big('rows').notNull(),
		/** of the youngest act that went */
		lastAt: at('last_at').notNull(),
		removedAt: at('removed_at').notNull(),
		/** the service's HMAC over area, number and hmac: nobody without its key makes a checkpoint */
		mac: text('mac').notNull()
	},
	(t) => [primaryKey({ columns: [t.areaId, t.number] })]
);

/**
 * Nothing of a case, or of the whole area, is destroyed while one of these is in force, whatever day has come (an inquiry, a claim,
 * a complaint). An ended one stays as it was.
 */
export const retentionHold = pgTable(
	'retention_hold',
	{
		id: id(),
		areaId: areaId(),
		/** null = every case of the area */
		caseId: uuid('case_id').references(() => mappCase.id),
		/** {@link HoldKind} in src/lib/retention/hold.ts */
		kind: text('kind').notNull(),
		reason: text('reason').notNull(),
		from: date('from', { mode: 'string' }).notNull(),
		/** when it is asked whether it is still needed; it does not end by itself */
		reviewOn: date('review_on', { mode: 'string' }).notNull(),
		placedBy: uuid('placed_by')
			.notNull()
			.references(() => person.id),
		placedAt: at('placed_at').notNull(),
		endedBy: uuid('ended_by').references(() => person.id),
		endedAt: at('ended_at'),
		endReason: text('end_reason').notNull().default(''),
		commandId: text('command_id').notNull()
	},
	(t) => [unique().on(t.areaId, t.commandId), index().on(t.caseId)]
);

/** A case whose time is over was looked at and is still needed, until another day, for a reason. The newest version counts. Append-only. */
export const retentionReview = pgTable(
	'retention_review',
	{
		areaId: areaId(),
		caseId: uuid('case_id')
			.notNull()
			.references(() => mappCase.id),
		version: integer('version').notNull(),
		keepUntil: date('keep_until', { mode: 'string' }).notNull(),
		reason: text('reason').notNull(),
		decidedBy: uuid('decided_by')
			.notNull()
			.references(() => person.id),
		decidedAt: at('decided_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.caseId, t.version] })]
);

/**
 * A case is to be destroyed: proposed by one person, confirmed by another, and then done by `destroy_case` alone. The row outlives
 * the case and so says nothing of it but its id, as the audit does, and a digest of its reference.
 */
export const destruction = pgTable(
	'destruction',
	{
		id: id(),
		areaId: areaId(),
		/** refers to nothing: the case will be gone */
		caseId: uuid('case_id').notNull(),
		/** SHA-256 (hex) of the area's code, a space and the case's reference */
		referenceSha256: text('reference_sha256').notNull(),
		/** {@link CaseRule} in src/lib/retention/case-clock.ts */
		rule: text('rule').notNull(),
		dueOn: date('due_on', { mode: 'string' }).notNull(),
		/** PROPOSED, WITHDRAWN or DONE */
		state: text('state').notNull(),
		proposedBy: uuid('proposed_by')
			.notNull()
			.references(() => person.id),
		proposedAt: at('proposed_at').notNull(),
		/** who confirmed it, or took it back */
		decidedBy: uuid('decided_by').references(() => person.id),
		decidedAt: at('decided_at'),
		/** of the certificate, from 1 in each area; null until it is done */
		number: integer('number'),
		/** highest numbers of an export and of a request that went with it: never given again */
		lastExport: integer('last_export').notNull().default(0),
		lastRequest: integer('last_request').notNull().default(0)
	},
	(t) => [
		unique().on(t.areaId, t.number),
		uniqueIndex('destruction_proposed').on(t.caseId).where(sql`state = 'PROPOSED'`)
	]
);

/** What was destroyed, under which rule, by whom: signed, and with no word of what it was. Append-only. */
export const destructionCertificate = pgTable(
	'destruction_certificate',
	{
		areaId: areaId(),
		number: integer('number').notNull(),
		destructionId: uuid('destruction_id')
			.notNull()
			.unique()
			.references(() => destruction.id),
		/** canonical JSON of {@link CertificateFile} in src/lib/retention/certificate.ts */
		certificate: text('certificate').notNull(),
		sha256: text('sha256').notNull()
	},
	(t) => [primaryKey({ columns: [t.areaId, t.number] })]
);

/** What the service destroyed by itself because its time was over: how many rows of which kind, by day. No content. */
export const destroyedByClock = pgTable(
	'destroyed_by_clock',
	{
		areaId: areaId(),
		/** a kind of src/lib/retention/retention-table.ts */
		kind: text('kind').notNull(),
		on: date('on', { mode: 'string' }).notNull(),
		rows: integer('rows').notNull()
	},
	(t) => [primaryKey({ columns: [t.areaId, t.kind, t.on] })]
);

/**
 * Transactions in which rows that are never changed may be removed after all: written and taken away again by the functions that do
 * so, and by nobody else. Empty to everybody else's eyes.
 */
export const permittedErasure = pgTable('permitted_erasure', {
	/** of the transaction */
	xid: text('xid').primaryKey(),
	areaId: areaId(),
	/** DELETE, UPDATE */
	operations: text('operations').array().notNull()
});

/**
 * The link of the one screen on the wall of a meeting's room (R4 in spirit: a secret, kept as a hash). Its row goes with the
 * meeting, by a trigger, and when somebody ends it; nothing of the case can be read with it.
 */
export const wallScreen = pgTable('wall_screen', {
	meetingId: uuid('meeting_id')
		.primaryKey()
		.references(() => meeting.id),
	areaId: areaId(),
	/** SHA-256 (hex) of the link's secret */
	secretHash: text('secret_hash').notNull().unique(),
	openedBy: uuid('opened_by')
		.notNull()
		.references(() => person.id),
	openedAt: at('opened_at').notNull()
});

/** A chair's own notes about one meeting: for their writer alone, in no record, and removed by the clock (decision 052). */
export const chairNote = pgTable(
	'chair_note',
	{
		areaId: areaId(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		text: text('text').notNull(),
		/** rises with every change: whoever writes says which one they read */
		edition: integer('edition').notNull(),
		changedAt: at('changed_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.meetingId, t.personId] })]
);
