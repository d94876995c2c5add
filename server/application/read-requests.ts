/** Requests for information as their pages show them. */
import { and, asc, eq } from 'drizzle-orm';
import { exportedFile, mappCase, meeting } from '#drizzle/schema.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { withoutAnswer } from '#lib/requests/information-request.ts';
import { done, type Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { listRequests, type RequestRow, readRequest, type StoredRequest } from '../persistence/information-requests.ts';
import { readCopiesOfPeople } from '../persistence/minutes-copies.ts';
import { knowableCase, mayKnowCase, NO_CASE, readInvitableTo } from './case-access.ts';
import { mayOpenCopy } from './copy-access.ts';
import { isIdentifier } from './load-meeting.ts';
import { originatorsOf } from './originators.ts';
import { type ExportLine, readExports } from './read-distribution.ts';
import { mayDecide, NO_REQUEST, partIn, type RequestPart, requestsOf } from './request-access.ts';

type Reading = { readonly database: Pick<Database, 'withArea'> };
export type LockedMeeting = { readonly id: string; readonly label: string };

export const readRequestList = ({ database }: Reading, actor: Actor): Promise<readonly RequestRow[]> =>
	database.withArea(actor.areaId, async (tx) => {
		const rows = await listRequests(tx, requestsOf(actor));
		if (rows.length > 0 || isMappaUnit(actor)) await writeAudit(tx, actor, 'view-requests', 'area', actor.areaId);
		return rows;
	});

/** Locked meetings of a case, oldest first: "NMS-2026-014/2, 17 December 2026". */
async function lockedMeetings(tx: Tx, caseId: string): Promise<readonly LockedMeeting[]> {
	const rows = await tx
		.select({ id: meeting.id, seq: meeting.seq, ref: mappCase.ref })
		.from(meeting)
		.innerJoin(mappCase, eq(mappCase.id, meeting.caseId))
		.where(and(eq(meeting.caseId, caseId), eq(meeting.phase, 'LOCKED')))
		.orderBy(asc(meeting.seq));
	return rows.map(({ id, seq, ref }) => ({ id, label: `${ref}/${seq}` }));
}

export type NewRequest = {
	readonly isUnit: boolean;
	/** cases to choose from; one alone once it is chosen */
	readonly cases: readonly { readonly id: string; readonly ref: string }[];
	readonly caseId: string | null;
	readonly meetings: readonly LockedMeeting[];
	readonly today: string;
	readonly times: { readonly subjectAccessMonths: number; readonly freedomOfInformationWorkingDays: number };
};

/** What a new request is entered with. A reader of copies asks about the meetings of their copies alone. */
export const readNewRequest = (
	{ database }: Reading,
	actor: Actor,
	caseId: string | null,
	now: Date
): Promise<Result<NewRequest>> =>
	database.withArea(actor.areaId, async (tx) => {
		const isUnit = isMappaUnit(actor);
		const today = londonDate(now.toISOString());
		const config = await readAreaConfig(tx, actor.areaId, today);
		const times = {
			subjectAccessMonths: config.subjectAccessMonths,
			freedomOfInformationWorkingDays: config.freedomOfInformationWorkingDays
		};
		const mine = new Map<string, { readonly ref: string; readonly meetings: Set<string> }>();
		if (!isUnit)
			for (const copy of await readCopiesOfPeople(tx, [actor.personId]))
				if (await mayOpenCopy(tx, actor, copy, now)) {
					const known = mine.get(copy.caseId) ?? { ref: copy.reference.split('/')[0] ?? '', meetings: new Set() };
					mine.set(copy.caseId, { ...known, meetings: known.meetings.add(copy.meetingId) });
				}
		if (!isUnit && mine.size === 0) return NO_REQUEST;
		if (caseId !== null && !(isUnit ? await mayKnowCase(tx, actor, caseId) : mine.has(caseId))) return NO_CASE;
		const cases = isUnit
			? await tx
					.select({ id: mappCase.id, ref: mappCase.ref })
					.from(mappCase)
					.where(knowableCase(actor))
					.orderBy(asc(mappCase.ref))
			: [...mine].map(([id, { ref }]) => ({ id, ref }));
		const meetings = caseId === null ? [] : await lockedMeetings(tx, caseId);
		const theirs = isUnit ? meetings : meetings.filter(({ id }) => mine.get(caseId ?? '')?.meetings.has(id));
		return done({ isUnit, cases, caseId, meetings: theirs, today, times });
	});

export type RequestPage = {
	readonly stored: StoredRequest;
	readonly part: RequestPart;
	readonly mayDecide: boolean;
	readonly meetings: readonly LockedMeeting[];
	readonly originators: readonly { readonly id: string; readonly name: string; readonly owes: boolean }[];
	readonly people: readonly { readonly personId: string; readonly name: string; readonly agencyName: string }[];
	readonly exports: readonly ExportLine[];
	readonly today: string;
};

/** Whoever asks reads how it stands and the decision, and not what other agencies answered. */
export const readRequestPage = (
	{ database }: Reading,
	actor: Actor,
	requestId: string,
	now: Date
): Promise<Result<RequestPage>> =>
	database.withArea(actor.areaId, async (tx) => {
		const stored = isIdentifier(requestId) ? await readRequest(tx, requestId) : null;
		const part = stored && (await partIn(tx, actor, stored));
		if (!stored || !part) return NO_REQUEST;
		const isAsker = part === 'asker';
		const agencies = isAsker ? [] : await originatorsOf(tx, stored.request.facts.meetingIds);
		const owing = withoutAnswer(
			stored.request,
			agencies.map(({ id }) => id)
		);
		await writeAudit(tx, actor, 'view-request', 'information-request', stored.id);
		return done({
			stored: isAsker ? seenByAsker(stored) : stored,
			part,
			mayDecide: mayDecide(actor, part, stored),
			meetings: await lockedMeetings(tx, stored.caseId),
			originators: agencies.map((one) => ({ ...one, owes: owing.includes(one.id) })),
			people: isAsker
				? []
				: (await readInvitableTo(tx, stored.caseId)).map(({ personId, name, agencyName }) => ({
						...{ personId, name, agencyName }
					})),
			exports: isAsker ? [] : await readExports(tx, eq(exportedFile.requestId, stored.id)),
			today: londonDate(now.toISOString())
		});
	});

const INTERNAL: readonly string[] = ['originator-asked', 'originator-answered'];
const seenByAsker = (stored: StoredRequest): StoredRequest => ({
	...stored,
	request: { ...stored.request, originators: [] },
	steps: stored.steps.filter(({ step }) => !INTERNAL.includes(step.type))
});
