/** The commands about who reads a meeting's final minutes (domain.md 4.8, 7): the chair authorises, copies go out, access changes. */

import { eq } from 'drizzle-orm';
import { meeting as meetingTable } from '#drizzle/schema.ts';
import {
	type AuthoriseDistribution,
	accessChangeRefused,
	type ChangeCopyAccess,
	type DistributeCopies,
	lastDayRefused,
	type NoteCopyUse
} from '#lib/distribution/distribution-commands.ts';
import { mayReadCopy } from '#lib/distribution/minutes-copy.ts';
import type { Actor } from '#lib/identity.ts';
import { isChair, type Meeting } from '#lib/meeting/meeting.ts';
import { done, type Problem, type Refusal, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import type { Tx } from '../persistence/database.ts';
import { readHead } from '../persistence/meeting-log.ts';
import {
	insertAccess,
	insertAuthority,
	insertCopies,
	insertUse,
	noteAccessChange,
	readAuthority,
	readCopiesOfMeeting,
	readCopy,
	readCopyById
} from '../persistence/minutes-copies.ts';
import { readInvitableTo } from './case-access.ts';
import { mayOpenCopy, NO_COPY } from './copy-access.ts';
import { isIdentifier, NO_MEETING } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { noteDistributed, readDistribution } from './note-distributed.ts';
import { previewsOwed, refuseUnseen } from './record-versions.ts';
import { tell } from './tell.ts';
import { readWhole } from './whole-record.ts';

type Worked = Result<{ readonly id: string; readonly warnings: readonly string[] }>;
type Circumstances = { readonly cache: MeetingCache; readonly now: Date };
const made = (id: string): Worked => done({ id, warnings: [] });

/** The locked meeting for whoever may send its minutes out: the unit and its chair. The meeting's row is held. */
async function readToDistribute(
	tx: Tx,
	actor: Actor,
	meetingId: string,
	cache: MeetingCache
): Promise<Result<Meeting>> {
	const held = isIdentifier(meetingId) ? await readHead(tx, meetingId, true) : null;
	const found = held && (await readWhole(tx, cache, actor, held.id));
	if (!found?.ok) return NO_MEETING;
	const { meeting, isUnit } = found.value;
	return isUnit || isChair(meeting, actor.personId) ? done(meeting) : NO_MEETING;
}

export async function authoriseDistribution(
	tx: Tx,
	actor: Actor,
	{ meetingId }: AuthoriseDistribution,
	{ cache, now }: Circumstances
): Promise<Worked> {
	const found = await readToDistribute(tx, actor, meetingId, cache);
	if (!found.ok) return found;
	if (!isChair(found.value, actor.personId)) return refuse('forbidden', 'The chair of the meeting authorises this');
	await insertAuthority(tx, { ...actor, at: now }, meetingId);
	return made(meetingId);
}

/** Numbers the copies, opens them, tells each person, and notes that the minutes are out: all of it or nothing. */
export async function distributeCopies(
	tx: Tx,
	actor: Actor,
	input: DistributeCopies,
	{ cache, now }: Circumstances
): Promise<Worked> {
	const found = await readToDistribute(tx, actor, input.meetingId, cache);
	if (!found.ok) return found;
	const meeting = found.value;
	const today = londonDate(now.toISOString());
	const late = lastDayRefused(input.until, today);
	if (late) return late;
	const by = { ...actor, at: now };
	if (isChair(meeting, actor.personId)) await insertAuthority(tx, by, meeting.id);
	else if (!(await readAuthority(tx, meeting.id)))
		return refuse('not-now', 'The chair has not authorised the distribution yet');

	const chosen = input.copies.filter(({ chosen }) => chosen);
	if (chosen.length === 0) return choose('Choose at least one person');
	const people = new Map((await readInvitableTo(tx, meeting.convened.caseId)).map((one) => [one.personId, one]));
	const before = await readCopiesOfMeeting(tx, meeting.id);
	const problems: Problem[] = [];
	const copies = [];
	for (const [n, one] of input.copies.entries()) {
		if (!one.chosen) continue;
		const field = `copies.${n}.chosen`;
		const standing = before.find(({ person, access }) => person.id === one.personId && mayReadCopy(access, today));
		if (!people.has(one.personId)) problems.push({ field, message: 'This person cannot be given a copy' });
		else if (chosen.filter(({ personId }) => personId === one.personId).length > 1)
			problems.push({ field, message: 'Choose each person once' });
		else if (standing && standing.profile !== one.profile)
			problems.push({ field, message: `Copy ${standing.number} of another version is open: end it first` });
		// Sent twice: they have it already.
		else if (!standing) copies.push({ ...one, until: input.until });
	}
	if (problems.length > 0) return refuse('invalid', problems[0]?.message ?? '', problems);
	const versions = copies.map(({ personId, profile }) => ({
		profile,
		agencyId: profile === 'AGENCY' ? (people.get(personId)?.agencyId ?? null) : null
	}));
	const unseen = refuseUnseen(await previewsOwed(tx, actor, meeting.id, versions), 'copies');
	if (unseen) return unseen;
	if (copies.length === 0) return made(meeting.id);
	for (const { id, number, personId } of await insertCopies(tx, by, meeting.id, copies))
		await tell(tx, {
			...{ areaId: actor.areaId, personId, kind: 'minutes-ready', meetingId: meeting.id, by: input.until },
			...{ path: `/meetings/${meeting.id}/final/copies/${number}`, key: `copy ${id}` }
		});
	if ((await readDistribution(tx, meeting.id)) === null) {
		const noted = await noteDistributed(tx, actor, meeting.id, now);
		if (!noted.ok) return noted;
	}
	await noteAccessChange(tx, actor.areaId);
	return made(meeting.id);
}

const choose = (message: string): Refusal => refuse('invalid', message, [{ field: 'copies', message }]);
/** Another last day, or an end at once. Ending needs no chair: it only ever takes away. */
export async function changeCopyAccess(
	tx: Tx,
	actor: Actor,
	input: ChangeCopyAccess,
	{ cache, now }: Circumstances
): Promise<Worked> {
	const copy = isIdentifier(input.copyId) ? await readCopyById(tx, input.copyId) : null;
	if (!copy) return NO_COPY;
	const found = await readToDistribute(tx, actor, copy.meetingId, cache);
	if (!found.ok) return NO_COPY;
	// Read again under the meeting's lock: of two changes at once the second sees the first.
	const { access } = (await readCopyById(tx, copy.id)) ?? copy;
	if (access.version !== input.version)
		return refuse('changed-meanwhile', 'Somebody changed this copy meanwhile. Look at it and try again');
	const refused = accessChangeRefused(input, access, londonDate(now.toISOString()));
	if (refused) return refused;
	const until = input.ended || input.until === null ? access.until : input.until;
	const next = { version: access.version + 1, until, ended: input.ended, reason: input.reason };
	await insertAccess(tx, { ...actor, at: now }, copy.id, next);
	return made(copy.id);
}

/** What its reader says of their own copy. Said twice it is said once. */
export async function noteCopyUse(
	tx: Tx,
	actor: Actor,
	{ meetingId, number, use }: NoteCopyUse,
	{ now }: Circumstances
): Promise<Worked> {
	const copy = isIdentifier(meetingId) ? await readCopy(tx, meetingId, number) : null;
	if (!copy || !(await mayOpenCopy(tx, actor, copy, now))) return NO_COPY;
	// Of two presses at once the second sees the first.
	await tx.select({ id: meetingTable.id }).from(meetingTable).where(eq(meetingTable.id, meetingId)).for('share');
	const { reading } = (await readCopy(tx, meetingId, number)) ?? copy;
	const was = use === 'UNDERTAKEN' ? reading.undertaken : reading.confirmed;
	if (use === 'CONFIRMED' && reading.firstOpened === null) return refuse('not-now', 'Open your copy first');
	if (was === null) await insertUse(tx, actor.areaId, copy.id, use, now);
	return made(copy.id);
}
