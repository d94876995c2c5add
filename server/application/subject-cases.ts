/** The cases of one person, the requests that are decided about them, and what still stands in the way of an answer. */
import { and, asc, eq, sql } from 'drizzle-orm';
import { mappCase, meeting } from '#drizzle/schema.ts';
import { mayAtAll } from '#lib/access/capability-table.ts';
import type { Actor } from '#lib/identity.ts';
import { mayGive } from '#lib/requests/information-request.ts';
import { requestNumber } from '#lib/requests/request-words.ts';
import { done, type Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import type { Tx } from '../persistence/database.ts';
import { readRequestsOfCase, type StoredRequest } from '../persistence/information-requests.ts';
import { knowableCase, mayKnowCase, NO_CASE } from './case-access.ts';
import { type PreviewOwed, previewsOwed } from './record-versions.ts';

export type SubjectCase = {
	readonly caseId: string;
	readonly ref: string;
	readonly meetings: readonly {
		readonly id: string;
		readonly reference: string;
		readonly on: string;
		readonly owed: readonly PreviewOwed[];
	}[];
	/** decided so that a file of the version for the person is given, and about every locked meeting */
	readonly request: StoredRequest | null;
	/** one sentence each */
	readonly missing: readonly string[];
};

/** The case itself first, then others of the same person that this person may know of: same birthday and one number in common. */
async function casesOfPerson(tx: Tx, actor: Actor, caseId: string) {
	const same = sql`exists (select from mapp_case mine where mine.id = ${caseId}::uuid and (mine.id = mapp_case.id or (
		mine.subject ->> 'dateOfBirth' = mapp_case.subject ->> 'dateOfBirth' and exists (
			select from jsonb_each_text(mine.subject -> 'identifiers') one
			where one.value <> '' and mapp_case.subject -> 'identifiers' ->> one.key = one.value))))`;
	const rows = await tx
		.select({ caseId: mappCase.id, ref: mappCase.ref })
		.from(mappCase)
		.where(and(same, knowableCase(actor)))
		.orderBy(asc(mappCase.ref));
	return rows.sort((a, b) => Number(b.caseId === caseId) - Number(a.caseId === caseId));
}

const isGiven = ({ kind, request }: StoredRequest): boolean =>
	kind === 'SUBJECT_ACCESS' && mayGive(request, 'FILE') && request.decided?.profile === 'SUBJECT_ACCESS';

/** For the unit that may know of the case; for everybody else there is none. */
export async function readSubjectCases(tx: Tx, actor: Actor, caseId: string): Promise<Result<readonly SubjectCase[]>> {
	if (!mayAtAll(actor, 'export-about-person') || !(await mayKnowCase(tx, actor, caseId))) return NO_CASE;
	const cases: SubjectCase[] = [];
	for (const { caseId: id, ref } of await casesOfPerson(tx, actor, caseId)) {
		const locked = await tx
			.select({ id: meeting.id, seq: meeting.seq, startedAt: meeting.startedAt, planned: meeting.scheduledStart })
			.from(meeting)
			.where(and(eq(meeting.caseId, id), eq(meeting.phase, 'LOCKED')))
			.orderBy(asc(meeting.seq));
		const meetings: SubjectCase['meetings'][number][] = [];
		for (const { id: meetingId, seq, startedAt, planned } of locked)
			meetings.push({
				...{ id: meetingId, reference: `${ref}/${seq}`, on: londonDate((startedAt ?? planned).toISOString()) },
				owed: await previewsOwed(tx, actor, meetingId, [{ profile: 'SUBJECT_ACCESS', agencyId: null }])
			});
		const requests = await readRequestsOfCase(tx, id);
		const decided = requests.filter(isGiven);
		const whole = decided.find(({ request }) => meetings.every((one) => request.facts.meetingIds.includes(one.id)));
		cases.push({
			caseId: id,
			ref,
			meetings,
			request: whole ?? null,
			missing: missingOf(ref, meetings, decided, whole)
		});
	}
	return done(cases);
}

function missingOf(
	ref: string,
	meetings: SubjectCase['meetings'],
	decided: readonly StoredRequest[],
	whole: StoredRequest | undefined
): readonly string[] {
	const looks = meetings.flatMap(({ reference, owed }) =>
		owed.map(({ owed: what }) =>
			what === 'LOOK'
				? `${reference}: look at the version for the person first`
				: `${reference}: the chair has not approved the version for the person`
		)
	);
	if (meetings.length === 0 || whole) return looks;
	const [part] = decided;
	return [
		part
			? `${ref}: ${requestNumber(part.number)} is not about every locked meeting of the case`
			: `${ref}: no subject access request is decided so that a file of the version for the person is given`,
		...looks
	];
}
