/**
 * A case shared with another area, and the end of that (R8, decision 044). The two areas' rows change in one transaction, each
 * while its own area is named; neither co-ordinator's session ever sees a row of the other area.
 */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { caseShare, caseSharePerson, mappCase } from '#drizzle/schema.ts';
import type { AcceptShare, EndShare, ShareCase, ShareEvent, ShareState } from '#lib/cases/case-share.ts';
import { checkShare } from '#lib/cases/case-share.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { writeAudit } from '../persistence/audit.ts';
import {
	endSharePeople,
	holdShare,
	insertShareEvent,
	readAreaNames,
	readShare,
	readSharePeople,
	readSharesOfCase,
	type ShareRow,
	stepShare
} from '../persistence/case-shares.ts';
import type { Tx } from '../persistence/database.ts';
import { readInvitable } from '../persistence/invitable.ts';
import { inOtherArea } from '../persistence/other-area.ts';
import { readPersonRefs } from '../persistence/people.ts';
import { mayKnowCase, NO_CASE } from './case-access.ts';
import { type Happened, holdMeetings, leaveClosedCases } from './leave-closed-case.ts';
import { isIdentifier } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { closeSeat, type Home, readNamed, seatFor } from './share-seat.ts';
import { tell } from './tell.ts';
import { readCoordinators } from './tell-of-meeting.ts';

export type ShareParts = { readonly cache: MeetingCache; readonly now: Date };
type Worked = Promise<
	Result<{ readonly id: string; readonly warnings: readonly string[]; readonly happened?: readonly Happened[] }>
>;

/** The answer about a share that does not exist, and about one of two other areas. */
export const NO_SHARE: Refusal = refuse('missing', 'There is no such share, or it is not yours to see.');
const wrong = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);
const worked = (id: string, happened: readonly Happened[] = []): Result<never> | Awaited<Worked> =>
	done({ id, warnings: [], happened });

async function homeOf(tx: Tx, areaId: string): Promise<Home> {
	const found = (await readAreaNames(tx)).find((one) => one.areaId === areaId);
	if (!found) throw new Error('an area without a name');
	return found;
}
/** As both areas read it: the person first here, because a list of steps is about who took them. */
const said = (actor: Actor, { name }: Home): string => `${actor.name}, ${actor.agencyName}, ${name}`;

/** Offers a case to another area. The other area's co-ordinator reads the reference, the reason and whom it asks for. */
export async function shareCase(tx: Tx, actor: Actor, input: ShareCase, { now }: ShareParts): Worked {
	if (!(await mayKnowCase(tx, actor, input.caseId))) return NO_CASE;
	const problem = checkShare(input, londonDate(now.toISOString()));
	if (problem) return problem;
	const [row] = await tx.select().from(mappCase).where(eq(mappCase.id, input.caseId)).for('update');
	if (!row) return NO_CASE;
	if (row.status === 'CLOSED') return refuse('not-now', 'This case is closed. Open it again before you share it.');
	const here = await homeOf(tx, actor.areaId);
	const there = (await readAreaNames(tx)).find(({ areaId }) => areaId === input.withAreaId);
	if (!there || there.areaId === actor.areaId) return wrong('withAreaId', 'Choose another area');
	const goesOn = (await readSharesOfCase(tx, row.id)).some(
		({ otherAreaId, state }) => otherAreaId === there.areaId && (state === 'OFFERED' || state === 'ACCEPTED')
	);
	if (goesOn) return wrong('withAreaId', `This case is shared with ${there.name} already. End that share first`);
	const { askedFor, reason, from, until } = input;
	const id = randomUUID();
	const common = { id, caseRef: row.ref, askedFor, reason, from, until, state: 'OFFERED', version: 1, madeAt: now };
	const step = {
		type: 'offered' as const,
		at: now,
		actorId: actor.personId,
		actorName: said(actor, here),
		says: reason
	};
	await tx.insert(caseShare).values({
		...{ ...common, areaId: here.areaId, side: 'OWNER', caseId: row.id, madeBy: actor.personId },
		...{ otherAreaId: there.areaId, otherAreaName: there.name }
	});
	await insertShareEvent(tx, id, 1, { ...step, areaId: here.areaId });
	await inOtherArea(tx, here.areaId, there.areaId, async () => {
		const areaId = there.areaId;
		await tx
			.insert(caseShare)
			.values({ ...common, areaId, side: 'RECEIVER', otherAreaId: here.areaId, otherAreaName: here.name });
		await insertShareEvent(tx, id, 1, { ...step, areaId });
		for (const personId of await readCoordinators(tx))
			await tell(tx, { areaId, personId, kind: 'share-offered', path: `/cases/shared/${id}` });
	});
	return worked(row.id);
}

/** The receiving area says who of its people may be invited; each has a seat in the owning area when this is committed. */
export async function acceptShare(tx: Tx, actor: Actor, input: AcceptShare, { now }: ShareParts): Worked {
	const row = await holdReceived(tx, input.shareId);
	if (!row) return NO_SHARE;
	if (row.state !== 'OFFERED')
		return refuse('not-now', 'This was answered already, or taken back. Read how it stands.');
	if (row.until < londonDate(now.toISOString())) return refuse('not-now', 'The last day of this share is over.');
	const ids = [...new Set(input.personIds)].filter(isIdentifier);
	const invitable = new Set((await readInvitable(tx, ids)).map(({ personId }) => personId));
	const named = (await readNamed(tx, ids)).filter(({ personId }) => invitable.has(personId));
	if (named.length < ids.length || ids.length === 0)
		return wrong('personIds', 'Choose people of your area who can sign in and may be invited to meetings');
	const { areaId } = actor;
	const here = await homeOf(tx, areaId);
	const { id: shareId, from, until, otherAreaId } = row;
	const step = {
		...{ type: 'accepted' as const, at: now, actorId: actor.personId, actorName: said(actor, here) },
		says: named.map((one) => `${one.name}, ${one.agency.name}`).join('\n')
	};
	const seats = await inOtherArea(tx, areaId, otherAreaId, async () => {
		const theirs = await readShare(tx, shareId);
		if (theirs?.state !== 'OFFERED' || !theirs.caseId) return null;
		const made = new Map<string, string>();
		for (const one of named) {
			const personId = await seatFor(tx, otherAreaId, here, one);
			made.set(one.personId, personId);
			const link = { shareId, personId, otherPersonId: one.personId, caseId: theirs.caseId };
			await tx.insert(caseSharePerson).values({ areaId: otherAreaId, ...link, from, until });
		}
		await stepShare(tx, theirs, 'ACCEPTED', { ...step, areaId: otherAreaId });
		const [maker] = theirs.madeBy ? (await readPersonRefs(tx, [theirs.madeBy])).values() : [];
		if (maker) {
			await writeAudit(tx, { ...actor, areaId: otherAreaId }, 'accept-share', 'case', theirs.caseId);
			const path = `/cases/${theirs.caseId}/shares`;
			await tell(tx, { areaId: otherAreaId, personId: maker.personId, kind: 'share-answered', path });
		}
		return made;
	});
	if (!seats) return refuse('not-now', 'This was taken back meanwhile.');
	for (const { personId } of named) {
		const otherPersonId = seats.get(personId) ?? '';
		await tx.insert(caseSharePerson).values({ areaId, shareId, personId, otherPersonId, from, until });
		await tell(tx, { areaId, personId, kind: 'seat-given', path: '/seats' });
	}
	await stepShare(tx, row, 'ACCEPTED', { ...step, areaId });
	return worked(shareId);
}

async function holdReceived(tx: Tx, shareId: string): Promise<ShareRow | null> {
	if (!isIdentifier(shareId)) return null;
	await holdShare(tx, shareId);
	const row = await readShare(tx, shareId);
	return row?.side === 'RECEIVER' ? row : null;
}

export async function declineShare(tx: Tx, actor: Actor, { shareId, reason }: EndShare, parts: ShareParts): Worked {
	const row = await holdReceived(tx, shareId);
	if (!row) return NO_SHARE;
	if (row.state !== 'OFFERED')
		return refuse('not-now', 'This was answered already, or taken back. Read how it stands.');
	return close(tx, actor, row, { state: 'DECLINED', type: 'declined', says: reason }, parts);
}

/** Either area ends it, at once: whoever had a seat by it is out within a second, and their places at meetings are taken back. */
export async function endShare(tx: Tx, actor: Actor, { shareId, reason }: EndShare, parts: ShareParts): Worked {
	if (!isIdentifier(shareId)) return NO_SHARE;
	await holdShare(tx, shareId);
	const row = await readShare(tx, shareId);
	if (!row || (row.caseId && !(await mayKnowCase(tx, actor, row.caseId)))) return NO_SHARE;
	if (row.state !== 'OFFERED' && row.state !== 'ACCEPTED') return worked(shareId);
	return close(tx, actor, row, { state: 'ENDED', type: 'ended', says: reason }, parts);
}

/** Its last day is over: nobody acts, and both areas read that. Runs in the owning area. */
export async function endOverdue(tx: Tx, row: ShareRow, parts: ShareParts): Promise<readonly Happened[]> {
	await holdShare(tx, row.id);
	const now = await readShare(tx, row.id);
	if (!now || now.version !== row.version) return [];
	// The kind of the event says it, and the share's own row which day that was.
	const answer = await close(tx, null, now, { state: 'ENDED', type: 'ran-out', says: '' }, parts);
	return answer.ok ? (answer.value.happened ?? []) : [];
}

type Closing = { readonly state: ShareState; readonly type: ShareEvent; readonly says: string };

async function close(tx: Tx, actor: Actor | null, row: ShareRow, closing: Closing, parts: ShareParts): Worked {
	const { areaId, otherAreaId, id } = row;
	const actorName = actor ? said(actor, await homeOf(tx, areaId)) : '';
	const step = { type: closing.type, at: parts.now, actorId: actor?.personId ?? null, actorName, says: closing.says };
	const closeHere = (mine: ShareRow): Promise<readonly Happened[]> =>
		mine.side === 'OWNER'
			? closeOwner(tx, mine, closing.state, step, parts)
			: closeReceiver(tx, mine, closing.state, step, parts);
	const own = await closeHere(row);
	const others = await inOtherArea(tx, areaId, otherAreaId, async () => {
		const theirs = await readShare(tx, id);
		if (!theirs) throw new Error('a share with one side');
		const happened = await closeHere(theirs);
		if (theirs.caseId && actor)
			await writeAudit(tx, { ...actor, areaId: otherAreaId }, 'end-share', 'case', theirs.caseId);
		const path = theirs.caseId ? `/cases/${theirs.caseId}/shares` : `/cases/shared/${id}`;
		const kind = closing.state === 'DECLINED' ? 'share-answered' : 'share-ended';
		for (const personId of await readCoordinators(tx)) await tell(tx, { areaId: otherAreaId, personId, kind, path });
		return happened;
	});
	// What happened at meetings of the other area its nodes find by themselves.
	return worked(id, row.side === 'OWNER' ? own : others.slice(0, 0));
}

type Step = Omit<Parameters<typeof stepShare>[3], 'areaId'>;

async function closeOwner(
	tx: Tx,
	row: ShareRow,
	state: ShareState,
	step: Step,
	{ cache, now }: ShareParts
): Promise<readonly Happened[]> {
	const { areaId, id, caseId, madeBy } = row;
	if (!caseId || !madeBy) throw new Error('a share without its case');
	const heads = await holdMeetings(tx, [caseId]);
	const ended = await endSharePeople(tx, id, now);
	await stepShare(tx, row, state, { ...step, areaId });
	for (const personId of ended) await closeSeat(tx, id, personId, now);
	const maker = (await readPersonRefs(tx, [madeBy])).get(madeBy);
	if (ended.length === 0 || !maker) return [];
	// The meeting's log knows people of its own area only: who answers for the share takes the places back.
	const actor = { ...maker, areaId, roles: [], roleTitle: maker.roleTitle };
	return leaveClosedCases(tx, { cache, actor, heads, because: 'SHARE_ENDED', at: now.toISOString() });
}

async function closeReceiver(
	tx: Tx,
	row: ShareRow,
	state: ShareState,
	step: Step,
	{ now }: ShareParts
): Promise<readonly Happened[]> {
	const { areaId, id } = row;
	const people = await readSharePeople(tx, id);
	await endSharePeople(tx, id, now);
	await stepShare(tx, row, state, { ...step, areaId });
	for (const { personId, endedAt } of people)
		if (endedAt === null) await tell(tx, { areaId, personId, kind: 'share-ended', path: '/seats' });
	return [];
}
