/** Numbered copies of final minutes: who may read which version until when, and what they did with it. Rows are only ever added. */
import { and, asc, desc, eq, inArray, isNull, max, sql } from 'drizzle-orm';
import {
	agency,
	area,
	copyAccess,
	copyUse,
	distributionAuthority,
	mappCase,
	meeting,
	minutesCopy,
	person
} from '#drizzle/schema.ts';
import {
	asCopyProfile,
	type CopyAccess,
	type CopyReading,
	type CopyUse,
	type MinutesCopy,
	readingOf
} from '#lib/distribution/minutes-copy.ts';
import type { AgencyType } from '#lib/identity.ts';
import type { Tx } from './database.ts';

export type StoredCopy = MinutesCopy & {
	readonly id: string;
	readonly meetingId: string;
	readonly caseId: string;
	/** "NMS-2026-014/2" */
	readonly reference: string;
	readonly person: { readonly id: string; readonly name: string };
	readonly agency: { readonly id: string; readonly name: string; readonly type: AgencyType };
	/** ISO 8601, UTC */
	readonly givenAt: string;
	readonly requestId: string | null;
	/** why the last day was changed, or the copy ended; '' = never */
	readonly reason: string;
	readonly reading: CopyReading;
};

/** Latest first of one person, by number of one meeting. */
async function findCopies(tx: Tx, which: ReturnType<typeof and>): Promise<readonly StoredCopy[]> {
	const rows = await tx
		.select({
			copy: minutesCopy,
			name: person.name,
			of: agency,
			seq: meeting.seq,
			caseId: meeting.caseId,
			ref: mappCase.ref
		})
		.from(minutesCopy)
		.innerJoin(person, eq(person.id, minutesCopy.personId))
		.innerJoin(agency, eq(agency.id, person.agencyId))
		.innerJoin(meeting, eq(meeting.id, minutesCopy.meetingId))
		.innerJoin(mappCase, eq(mappCase.id, meeting.caseId))
		.where(which)
		.orderBy(asc(minutesCopy.number));
	const ids = rows.map(({ copy }) => copy.id);
	if (ids.length === 0) return [];
	const accesses = await tx
		.selectDistinctOn([copyAccess.copyId])
		.from(copyAccess)
		.where(inArray(copyAccess.copyId, ids))
		.orderBy(copyAccess.copyId, desc(copyAccess.version));
	const uses = await tx.select().from(copyUse).where(inArray(copyUse.copyId, ids));
	return rows.flatMap(({ copy, name, of, seq, caseId, ref }) => {
		const access = accesses.find(({ copyId }) => copyId === copy.id);
		const profile = asCopyProfile(copy.profile);
		if (!access || !profile) return [];
		const { version, until, ended, reason } = access;
		return {
			...{ id: copy.id, meetingId: copy.meetingId, caseId, reference: `${ref}/${seq}` },
			...{ number: copy.number, total: copy.total, profile, mayDownload: copy.mayDownload },
			access: { version, until, ended },
			reason,
			person: { id: copy.personId, name },
			agency: { id: of.id, name: of.name, type: of.type as AgencyType },
			givenAt: copy.givenAt.toISOString(),
			requestId: copy.requestId,
			reading: readingOf(
				uses
					.filter(({ copyId }) => copyId === copy.id)
					.map(({ use, at }) => ({ use: use as CopyUse, at: at.toISOString() }))
			)
		};
	});
}

export const readCopiesOfMeeting = (tx: Tx, meetingId: string) =>
	findCopies(tx, and(eq(minutesCopy.meetingId, meetingId)));
export const readCopiesOfPeople = (tx: Tx, personIds: readonly string[]) =>
	findCopies(tx, and(inArray(minutesCopy.personId, [...personIds])));
export async function readCopy(tx: Tx, meetingId: string, number: number): Promise<StoredCopy | null> {
	const [found] = await findCopies(tx, and(eq(minutesCopy.meetingId, meetingId), eq(minutesCopy.number, number)));
	return found ?? null;
}
export async function readCopyById(tx: Tx, copyId: string): Promise<StoredCopy | null> {
	const [found] = await findCopies(tx, and(eq(minutesCopy.id, copyId)));
	return found ?? null;
}

export type NewCopy = Pick<MinutesCopy, 'profile' | 'mayDownload'> & {
	readonly personId: string;
	readonly until: string;
	readonly requestId?: string;
};
type By = { readonly areaId: string; readonly personId: string; readonly at: Date };

/** Numbers them on from the last one. The caller holds the meeting's row. @returns ids and numbers in their order */
export async function insertCopies(
	tx: Tx,
	{ areaId, personId: by, at }: By,
	meetingId: string,
	copies: readonly NewCopy[]
): Promise<readonly { readonly id: string; readonly number: number; readonly personId: string }[]> {
	const [last] = await tx
		.select({ number: max(minutesCopy.number) })
		.from(minutesCopy)
		.where(eq(minutesCopy.meetingId, meetingId));
	const before = last?.number ?? 0;
	const total = before + copies.length;
	const rows = await tx
		.insert(minutesCopy)
		.values(
			copies.map(({ personId, profile, mayDownload, requestId = null }, n) => ({
				...{ areaId, meetingId, number: before + n + 1, total, personId, profile, mayDownload, requestId },
				...{ givenBy: by, givenAt: at }
			}))
		)
		.returning({ id: minutesCopy.id, number: minutesCopy.number, personId: minutesCopy.personId });
	await tx.insert(copyAccess).values(
		rows.map(({ id, number }) => ({
			...{ copyId: id, version: 1, areaId, until: copies[number - before - 1]?.until ?? '', reason: '' },
			...{ setBy: by, setAt: at }
		}))
	);
	return rows.toSorted((a, b) => a.number - b.number);
}

/** Every node looks who has open what they may not read any more, as after any change of who may know what (R12). */
export async function noteAccessChange(tx: Tx, areaId: string): Promise<void> {
	await tx
		.update(area)
		.set({ accessVersion: sql`${area.accessVersion} + 1` })
		.where(eq(area.id, areaId));
}

export async function insertAccess(
	tx: Tx,
	{ areaId, personId, at }: By,
	copyId: string,
	{ version, until, ended, reason }: CopyAccess & { readonly reason: string }
): Promise<void> {
	await tx.insert(copyAccess).values({ copyId, version, areaId, until, ended, reason, setBy: personId, setAt: at });
}

export async function insertUse(tx: Tx, areaId: string, copyId: string, use: CopyUse, at: Date): Promise<void> {
	await tx.insert(copyUse).values({ areaId, copyId, use, at });
}

export async function readAuthority(tx: Tx, meetingId: string): Promise<{ by: string; at: string } | null> {
	const [row] = await tx
		.select({ by: person.name, at: distributionAuthority.authorisedAt })
		.from(distributionAuthority)
		.innerJoin(person, eq(person.id, distributionAuthority.authorisedBy))
		.where(eq(distributionAuthority.meetingId, meetingId));
	return row ? { by: row.by, at: row.at.toISOString() } : null;
}
/** Once: a second time changes nothing. */
export async function insertAuthority(tx: Tx, { areaId, personId, at }: By, meetingId: string): Promise<void> {
	await tx
		.insert(distributionAuthority)
		.values({ meetingId, areaId, authorisedBy: personId, authorisedAt: at })
		.onConflictDoNothing();
}

/** Whether the minutes of a meeting were distributed: from then on its people read their copies and nothing else. */
export async function areDistributed(tx: Tx, meetingId: string): Promise<boolean> {
	const rows = await tx
		.select({ id: minutesCopy.id })
		.from(minutesCopy)
		.where(and(eq(minutesCopy.meetingId, meetingId), isNull(minutesCopy.requestId)))
		.limit(1);
	return rows.length > 0;
}
