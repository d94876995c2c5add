/**
 * The outbox: what is to be told to whom, one row each, written in the transaction of the act. A row is sent by the node that
 * holds it; when that node ends, the hold runs out and another sends it, under the same Message-ID.
 */
import { and, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { account, agency, area, guest, meeting, outbox, person } from '#drizzle/schema.ts';
import type { MailFacts, MailKind } from '#lib/mail/mail-kinds.ts';
import type { MailProblem } from '#lib/mail/mail-state.ts';
import { asLanguage, type Language } from '#lib/welsh/language.ts';
import { mailAddress } from './accounts.ts';
import type { Tx } from './database.ts';

export type NewMail = {
	readonly areaId: string;
	readonly personId: string;
	readonly kind: MailKind;
	readonly meetingId: string | null;
	readonly facts: MailFacts;
	/** what may be told only once has the same key each time */
	readonly key: string;
	/** after this nobody needs to hear it any more */
	readonly usefulUntil: Date | null;
};

/** Adds messages; those with a key that was there already are left out. */
export async function insertMail(tx: Tx, mails: readonly NewMail[]): Promise<void> {
	if (mails.length === 0) return;
	await tx
		.insert(outbox)
		.values(mails.map((mail) => ({ ...mail })))
		.onConflictDoNothing({ target: [outbox.areaId, outbox.key] });
}

/** Of these keys, those under which something was told already. */
export async function readToldKeys(tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string>> {
	if (keys.length === 0) return new Set();
	const rows = await tx
		.select({ key: outbox.key })
		.from(outbox)
		.where(inArray(outbox.key, [...keys]));
	return new Set(rows.map(({ key }) => key));
}

/** The longest a node may take to send what it holds and to say so, ms. */
export const HOLD_MS = 180_000;

export type HeldMail = {
	readonly id: string;
	readonly personId: string;
	readonly kind: string;
	readonly meetingId: string | null;
	readonly facts: MailFacts;
	readonly createdAt: Date;
	/** counts this one */
	readonly tries: number;
	/** null = this person cannot sign in, so there is none */
	readonly address: string | null;
	/** that of its receiver, or of their area */
	readonly language: Language | null;
};

/**
 * Takes the messages of the area that are due, oldest first, so that no other node sends them meanwhile. What nobody needs to
 * hear any more is passed over.
 */
export async function holdDueMail(tx: Tx, nodeId: string, limit: number): Promise<readonly HeldMail[]> {
	const rows = await tx.execute<Omit<HeldMail, 'address' | 'createdAt' | 'language'> & { createdMs: number }>(sql`
		update ${outbox} o set held_by = ${nodeId}::uuid, tries = o.tries + 1,
			held_until = clock_timestamp() + ${`${HOLD_MS} milliseconds`}::interval
		where o.id in (
			select w.id from ${outbox} w
			where w.sent_at is null and w.by_hand_at is null and w.gave_up_at is null
				and w.next_try_at <= clock_timestamp() and (w.held_until is null or w.held_until <= clock_timestamp())
				and (w.useful_until is null or w.useful_until > clock_timestamp())
			order by w.created_at limit ${limit} for update skip locked
		)
		returning o.id, o.person_id as "personId", o.kind, o.meeting_id as "meetingId", o.facts, o.tries,
			(extract(epoch from o.created_at) * 1000)::float8 as "createdMs"`);
	if (rows.length === 0) return [];
	const people = await tx
		.select({ personId: account.personId, address: mailAddress, language: account.language, ofArea: area.languages })
		.from(account)
		.innerJoin(area, eq(area.id, account.areaId))
		.where(
			inArray(
				account.personId,
				rows.map(({ personId }) => personId)
			)
		);
	const guests = await tx
		.select({ personId: guest.personId, address: guest.email })
		.from(guest)
		.where(
			inArray(
				guest.personId,
				rows.map(({ personId }) => personId)
			)
		);
	const languageOf = new Map(
		people.map(({ personId, language, ofArea }) => [personId, asLanguage(language ?? ofArea[0])])
	);
	const addressOf = new Map([...people, ...guests].map(({ personId, address }) => [personId, address]));
	return rows
		.map(({ createdMs, ...row }) => ({
			...row,
			createdAt: new Date(createdMs),
			address: addressOf.get(row.personId) ?? null,
			language: languageOf.get(row.personId) ?? null
		}))
		.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

export type MailOutcome =
	| { readonly kind: 'sent' }
	/** waitMs null = given up */
	| { readonly kind: 'failed'; readonly problem: MailProblem; readonly waitMs: number | null };

/** Says how sending went; nothing when another node has taken the message over meanwhile. */
export async function settleMail(tx: Tx, nodeId: string, mailId: string, outcome: MailOutcome): Promise<void> {
	const now = sql`clock_timestamp()`;
	const given = { heldBy: null, heldUntil: null };
	const values =
		outcome.kind === 'sent'
			? { ...given, sentAt: now, problem: null }
			: {
					...given,
					problem: outcome.problem,
					...(outcome.waitMs === null
						? { gaveUpAt: now }
						: { nextTryAt: sql`clock_timestamp() + ${`${outcome.waitMs} milliseconds`}::interval` })
				};
	await tx
		.update(outbox)
		.set(values)
		.where(and(eq(outbox.id, mailId), eq(outbox.heldBy, nodeId), isNull(outbox.sentAt)));
}

/** Lets one that was given up be tried again at once. False when there is no such message, or it needs no other try. */
export async function tryMailAgain(tx: Tx, mailId: string): Promise<boolean> {
	const rows = await tx
		.update(outbox)
		.set({ gaveUpAt: null, tries: 0, nextTryAt: sql`clock_timestamp()` })
		.where(and(eq(outbox.id, mailId), isNull(outbox.sentAt), isNull(outbox.byHandAt)))
		.returning({ id: outbox.id });
	return rows.length > 0;
}

/** Notes that a person has passed it on by other means: it is not sent any more. */
export async function passedOnByHand(tx: Tx, mailId: string, personId: string, now: Date): Promise<boolean> {
	const rows = await tx
		.update(outbox)
		.set({ byHandAt: now, byHandBy: personId })
		.where(and(eq(outbox.id, mailId), isNull(outbox.sentAt), isNull(outbox.byHandAt)))
		.returning({ id: outbox.id });
	return rows.length > 0;
}

/** The newest messages of the area with whom they are for. @param which may name columns of outbox and meeting */
export const readMail = (tx: Tx, which: SQL | undefined, limit: number) =>
	tx
		.select({
			mail: outbox,
			name: person.name,
			roleTitle: person.roleTitle,
			agencyName: agency.name,
			address: mailAddress,
			caseId: meeting.caseId
		})
		.from(outbox)
		.innerJoin(person, eq(outbox.personId, person.id))
		.innerJoin(agency, eq(person.agencyId, agency.id))
		.leftJoin(account, eq(account.personId, person.id))
		.leftJoin(meeting, eq(outbox.meetingId, meeting.id))
		.where(which)
		.orderBy(desc(outbox.createdAt), desc(outbox.id))
		.limit(limit);
