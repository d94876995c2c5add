/** What waits to be told, and how telling it stands: for the MAPPA unit, without anything about a case closed to them. */
import { and, eq, isNull, or, type SQL } from 'drizzle-orm';
import { meeting, outbox } from '#drizzle/schema.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { asMailKind, type MailFacts, mailTitle } from '#lib/mail/mail-kinds.ts';
import { asMailProblem, type MailState, mailProblemWord, mailState } from '#lib/mail/mail-state.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { composeMail, type Sender } from '../mail/compose-mail.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readMail } from '../persistence/outbox.ts';
import { openToPerson } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';

export type OutboxLine = {
	readonly id: string;
	readonly title: string;
	readonly to: { readonly name: string; readonly roleTitle: string; readonly agencyName: string };
	/** empty: this person has none here */
	readonly address: string;
	readonly state: MailState;
	/** why the last try failed; empty where none did */
	readonly problem: string;
	/** ISO 8601, UTC */
	readonly writtenAt: string;
	readonly settledAt: string | null;
	readonly nextTryAt: string;
	readonly subject: string;
	readonly text: string;
	readonly hasCalendar: boolean;
};
export type Outbox = {
	readonly lines: readonly OutboxLine[];
	/** there may be older ones */
	readonly isCut: boolean;
	/** whether this service has a mail server to send by */
	readonly sends: boolean;
};
export type OutboxReading = {
	readonly database: Database;
	readonly sender: Sender;
	readonly sends: boolean;
	readonly now: Date;
};

const NEWEST = 200;
const NO_PAGE = refuse('missing', 'There is no such page, or it is not yours to see.');

const openMail = (actor: Actor): SQL | undefined =>
	or(isNull(meeting.caseId), openToPerson(actor.personId, meeting.caseId));

type Row = Awaited<ReturnType<typeof readMail>>[number];
function lineOf(
	{ mail, name, roleTitle, agencyName, address }: Row,
	{ sender, sends, now }: OutboxReading
): OutboxLine {
	const kind = asMailKind(mail.kind);
	const composed = composeMail({ ...mail, facts: mail.facts as MailFacts }, sender);
	const problem = asMailProblem(mail.problem);
	const state = mailState(mail, now, sends);
	return {
		id: mail.id,
		title: kind ? mailTitle(kind) : 'A message of a newer version',
		to: { name, roleTitle, agencyName },
		address: address ?? '',
		state,
		problem: problem && (state === 'trying' || state === 'failed') ? mailProblemWord[problem] : '',
		writtenAt: mail.createdAt.toISOString(),
		settledAt: (mail.sentAt ?? mail.byHandAt)?.toISOString() ?? null,
		nextTryAt: mail.nextTryAt.toISOString(),
		subject: composed?.subject ?? '',
		text: composed?.text ?? '',
		hasCalendar: composed?.calendar != null
	};
}

export async function readOutbox(reading: OutboxReading, actor: Actor): Promise<Result<Outbox>> {
	if (!isMappaUnit(actor)) return NO_PAGE;
	return reading.database.withArea(actor.areaId, async (tx) => {
		const rows = await readMail(tx, openMail(actor), NEWEST);
		await writeAudit(tx, actor, 'view-outbox', 'area', actor.areaId);
		return done({
			lines: rows.map((row) => lineOf(row, reading)),
			isCut: rows.length === NEWEST,
			sends: reading.sends
		});
	});
}

/** The calendar file that one message brings; missing where it brings none. */
export async function readMailCalendar(
	{ database, sender }: OutboxReading,
	actor: Actor,
	mailId: string
): Promise<Result<string>> {
	if (!isMappaUnit(actor) || !isIdentifier(mailId)) return NO_PAGE;
	return database.withArea(actor.areaId, async (tx: Tx) => {
		const [row] = await readMail(tx, and(eq(outbox.id, mailId), openMail(actor)), 1);
		const calendar = row && composeMail({ ...row.mail, facts: row.mail.facts as MailFacts }, sender)?.calendar;
		return calendar ? done(calendar.content) : NO_PAGE;
	});
}
