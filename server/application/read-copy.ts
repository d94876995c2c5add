/** A numbered copy as its reader opens it. Each opening is noted and audited in the same transaction as the reading. */
import { mayReadCopy } from '#lib/distribution/minutes-copy.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Result } from '#lib/result.ts';
import { isOpenAction } from '#lib/rmp/rmp.ts';
import { londonDate } from '#lib/time.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readRecord } from '../persistence/final-records.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { insertUse, readCopiesOfPeople, readCopy, type StoredCopy } from '../persistence/minutes-copies.ts';
import type { Admission } from './admission.ts';
import { closedPeople } from './case-access.ts';
import { isOwnCopy, NO_COPY } from './copy-access.ts';
import { isIdentifier, loadMeeting } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { type ReaderVersion, versionFor } from './version-for.ts';

type Parts = { readonly database: Pick<Database, 'withArea'>; readonly cache: MeetingCache };

export type CopyStanding =
	/** never was in the meeting to accept its statement: undertakes first how the copy is handled (R3) */
	| { readonly state: 'to-undertake' }
	/** over: `openActions` are what they still do for the case */
	| { readonly state: 'ended'; readonly openActions: number }
	| { readonly state: 'open'; readonly read: ReaderVersion };
export type OpenedCopy = { readonly copy: StoredCopy; readonly standing: CopyStanding };

/** For its own reader alone; for everybody else, and once the case is closed to them, there is none (R9). */
export const openCopy = (
	{ database, cache }: Parts,
	actor: Actor,
	meetingId: string,
	number: number,
	now: Date
): Promise<Result<OpenedCopy>> =>
	database.withArea(actor.areaId, async (tx): Promise<Result<OpenedCopy>> => {
		const copy = isIdentifier(meetingId) ? await readCopy(tx, meetingId, number) : null;
		if (!copy || !(await isOwnCopy(tx, actor, copy))) return NO_COPY;
		if (!mayReadCopy(copy.access, londonDate(now.toISOString())))
			return done({ copy, standing: { state: 'ended', openActions: await countOpenActions(tx, cache, actor, copy) } });
		if (copy.reading.undertaken === null && !(await acceptedInMeeting(tx, cache, actor, meetingId)))
			return done({ copy, standing: { state: 'to-undertake' } });
		const read = await readVersionOf(tx, copy);
		if (!read.ok) return read;
		await insertUse(tx, actor.areaId, copy.id, 'OPENED', now);
		await writeAudit(tx, actor, 'view-copy', 'minutes-copy', copy.id, meetingId);
		return done({ copy, standing: { state: 'open', read: read.value } });
	});

/** What a copy tells. The caller has asked whose it is and whether it may be read. */
export async function readVersionOf(tx: Tx, copy: StoredCopy): Promise<Result<ReaderVersion>> {
	const stored = await readRecord(tx, copy.meetingId);
	return stored ? versionFor(tx, stored, copy.profile, copy.profile === 'AGENCY' ? copy.agency.id : null) : NO_COPY;
}

async function foldedMeeting(tx: Tx, cache: MeetingCache, meetingId: string) {
	const head = await readHead(tx, meetingId);
	return head && loadMeeting(tx, cache, head);
}

export async function acceptedInMeeting(
	tx: Tx,
	cache: MeetingCache,
	{ personId }: Pick<Actor, 'personId'>,
	meetingId: string
): Promise<boolean> {
	const seat = (await foldedMeeting(tx, cache, meetingId))?.attendance.seats[personId];
	return seat?.statement != null && !seat.removed;
}

async function countOpenActions(tx: Tx, cache: MeetingCache, { personId }: Actor, copy: StoredCopy): Promise<number> {
	const meeting = await foldedMeeting(tx, cache, copy.meetingId);
	return (
		meeting?.rmp.actions.filter((action) => isOpenAction(action) && action.owner?.personId === personId).length ?? 0
	);
}

/** What somebody finds who may not read the whole: their copies, or that none has gone out yet. Nobody else finds anything (R9). */
export type OwnCopies = {
	readonly reference: string;
	readonly lockedAt: string | null;
	readonly copies: readonly MyCopy[];
};
export async function readOwnCopies(
	parts: Parts & { readonly admission: Pick<Admission, 'invited'> },
	actor: Actor,
	meetingId: string,
	now: Date
): Promise<Result<OwnCopies>> {
	const copies = await readMyCopies(parts.database, actor, now, meetingId);
	const invited = await parts.admission.invited(actor, meetingId);
	const meeting = invited.ok && invited.value.phase === 'LOCKED' ? invited.value : null;
	const seat = meeting?.attendance.seats[actor.personId];
	const wasThere = seat?.confirmed != null;
	if (!wasThere && copies.length === 0) return NO_COPY;
	const reference = copies[0]?.reference ?? (meeting?.case ? `${meeting.case.ref}/${meeting.convened.seq}` : '');
	return done({ reference, lockedAt: wasThere ? (meeting?.lockedAt ?? null) : null, copies });
}

export type MyCopy = {
	readonly meetingId: string;
	readonly number: number;
	readonly total: number;
	readonly reference: string;
	readonly until: string;
	readonly isOpen: boolean;
	readonly confirmed: boolean;
};
/** A person's copies, newest first, of cases that are not closed to them. @param meetingId of one meeting alone */
export const readMyCopies = (
	database: Pick<Database, 'withArea'>,
	actor: Actor,
	now: Date,
	meetingId?: string
): Promise<readonly MyCopy[]> =>
	database.withArea(actor.areaId, async (tx) => {
		const today = londonDate(now.toISOString());
		const own = (await readCopiesOfPeople(tx, [actor.personId])).filter(
			(copy) => meetingId === undefined || copy.meetingId === meetingId
		);
		const closed = new Set<string>();
		for (const caseId of new Set(own.map((copy) => copy.caseId)))
			if ((await closedPeople(tx, caseId, [actor.personId])).size > 0) closed.add(caseId);
		return own
			.filter(({ caseId }) => !closed.has(caseId))
			.toSorted((a, b) => b.givenAt.localeCompare(a.givenAt))
			.map((copy) => ({
				...{ meetingId: copy.meetingId, number: copy.number, total: copy.total, reference: copy.reference },
				until: copy.access.until,
				isOpen: mayReadCopy(copy.access, today),
				confirmed: copy.reading.confirmed !== null
			}));
	});
