/** What the page of the distribution shows: whom the facts propose, who has which copy, and every file that left. */
import { desc, eq, type SQL } from 'drizzle-orm';
import { exportedFile, person } from '#drizzle/schema.ts';
import { type ProposedRecipient, proposeRecipients } from '#lib/distribution/propose-recipients.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { isChair } from '#lib/meeting/meeting.ts';
import { done, type Result } from '#lib/result.ts';
import { addWorkingDays, londonDate } from '#lib/time.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readCaseSummary } from '../persistence/case-register.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readAuthority, readCopiesOfMeeting, type StoredCopy } from '../persistence/minutes-copies.ts';
import { readAgencies } from '../persistence/people.ts';
import { readInvitableTo } from './case-access.ts';
import { NO_MEETING } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { readWhole } from './whole-record.ts';

export type ExportLine = {
	readonly number: number;
	readonly format: string;
	readonly recipient: string;
	readonly purpose: string;
	readonly by: string;
	/** ISO 8601, UTC */
	readonly at: string;
	readonly sha256: string;
};
export type DistributionView = {
	readonly reference: string;
	readonly isChair: boolean;
	readonly isUnit: boolean;
	readonly authority: { readonly by: string; readonly at: string } | null;
	readonly proposed: readonly ProposedRecipient[];
	/** others of the area who could be given a copy */
	readonly others: readonly { readonly personId: string; readonly name: string; readonly agencyName: string }[];
	/** YYYY-MM-DD: the last day that the area's number gives */
	readonly until: string;
	readonly today: string;
	readonly copies: readonly StoredCopy[];
	readonly exports: readonly ExportLine[];
};

/** For the unit, the chair and the minute taker; who of them may act is said. For everybody else there is none. */
export const readDistributionPage = (
	{ database, cache }: { readonly database: Pick<Database, 'withArea'>; readonly cache: MeetingCache },
	actor: Actor,
	meetingId: string,
	now: Date
): Promise<Result<DistributionView>> =>
	database.withArea(actor.areaId, async (tx) => {
		const found = await readWhole(tx, cache, actor, meetingId);
		if (!found.ok) return found;
		const { meeting } = found.value;
		const summary = await readCaseSummary(tx, meeting.convened.caseId);
		if (!summary) return NO_MEETING;
		const people = await readInvitableTo(tx, meeting.convened.caseId);
		const open = new Set(people.map(({ personId }) => personId));
		const unit = await readUnit(tx);
		const proposed = proposeRecipients(meeting, (id) => unit.has(id)).filter(({ person }) => open.has(person.personId));
		const known = new Set(proposed.map(({ person }) => person.personId));
		const today = londonDate(now.toISOString());
		const config = await readAreaConfig(tx, actor.areaId, today);
		await writeAudit(tx, actor, 'view-distribution', 'final-minutes', meetingId, meetingId);
		return done({
			reference: `${summary.ref}/${meeting.convened.seq}`,
			isChair: isChair(meeting, actor.personId),
			isUnit: isMappaUnit(actor),
			authority: await readAuthority(tx, meetingId),
			proposed,
			others: people
				.filter(({ personId }) => !known.has(personId) && !unit.has(personId))
				.filter(({ personId }) => ![meeting.chair.personId, meeting.minuteTaker.personId].includes(personId))
				.map(({ personId, name, agencyName }) => ({ personId, name, agencyName })),
			until: addWorkingDays(today, config.copyAccessWorkingDays),
			today,
			copies: await readCopiesOfMeeting(tx, meetingId),
			exports: await readExports(tx, eq(exportedFile.meetingId, meetingId))
		});
	});

/** What the form of an export offers. */
export const readExportPage = (
	{ database, cache }: { readonly database: Pick<Database, 'withArea'>; readonly cache: MeetingCache },
	actor: Actor,
	meetingId: string
): Promise<Result<{ reference: string; agencies: readonly { id: string; name: string }[] }>> =>
	database.withArea(actor.areaId, async (tx) => {
		const found = await readWhole(tx, cache, actor, meetingId);
		if (!found.ok) return found;
		const { convened } = found.value.meeting;
		const summary = await readCaseSummary(tx, convened.caseId);
		if (!summary) return NO_MEETING;
		const agencies = (await readAgencies(tx)).map(({ id, name }) => ({ id, name }));
		return done({ reference: `${summary.ref}/${convened.seq}`, agencies });
	});

async function readUnit(tx: Tx): Promise<ReadonlySet<string>> {
	const people = await tx.select({ id: person.id, roles: person.roles }).from(person);
	const unit = ['MAPPA_COORDINATOR', 'MAPPA_ADMINISTRATOR'];
	return new Set(people.filter(({ roles }) => roles.some((role) => unit.includes(role))).map(({ id }) => id));
}

/** Newest first. */
export async function readExports(tx: Tx, which: SQL | undefined): Promise<readonly ExportLine[]> {
	const rows = await tx
		.select({ file: exportedFile, by: person.name })
		.from(exportedFile)
		.innerJoin(person, eq(person.id, exportedFile.exportedBy))
		.where(which)
		.orderBy(desc(exportedFile.number));
	return rows.map(({ file, by }) => ({
		...{ number: file.number, format: file.format, recipient: file.recipient, purpose: file.purpose, by },
		...{ at: file.exportedAt.toISOString(), sha256: file.sha256 }
	}));
}
