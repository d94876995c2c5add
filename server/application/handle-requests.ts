/** The commands about requests for information: received, agencies asked, decided, given, closed. */
import { and, eq, inArray } from 'drizzle-orm';
import { meeting, person } from '#drizzle/schema.ts';
import { asCopyProfile } from '#lib/distribution/minutes-copy.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import type { InformationRequest, RequestFacts, RequestStep } from '#lib/requests/information-request.ts';
import {
	type AmendRequest,
	type AskOriginator,
	type CloseRequest,
	changedMeanwhile,
	type DecideRequest,
	decideClosing,
	decideOriginatorStep,
	decideRequest,
	dueOf,
	factsProblems,
	type NoteOriginatorAnswer,
	type OpenRequest
} from '#lib/requests/request-commands.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readArea, readAreaConfig } from '../persistence/area.ts';
import type { Tx } from '../persistence/database.ts';
import { insertRequest, readRequest, type StoredRequest, takeStep } from '../persistence/information-requests.ts';
import { insertCopies, noteAccessChange, readCopiesOfPeople } from '../persistence/minutes-copies.ts';
import { closedPeople, mayKnowCase, NO_CASE, readInvitableTo } from './case-access.ts';
import { mayOpenCopy } from './copy-access.ts';
import { isIdentifier } from './load-meeting.ts';
import { originatorsOf } from './originators.ts';
import { previewsOwed, refuseUnseen } from './record-versions.ts';
import { mayDecide, NO_REQUEST, partIn, type RequestPart } from './request-access.ts';
import { tell } from './tell.ts';

type Worked = Result<{ readonly id: string; readonly warnings: readonly string[] }>;
const made = (id: string): Worked => done({ id, warnings: [] });
const byOf = ({ areaId, personId }: Actor, now: Date) => ({ areaId, personId, at: now });
const NOT_YOURS: Refusal = refuse('forbidden', 'The MAPPA unit keeps this register');

/** The meetings asked about are locked meetings of the case, and none else. */
async function meetingsProblem(tx: Tx, caseId: string, meetingIds: readonly string[]): Promise<Refusal | null> {
	const asked = [...new Set(meetingIds)].filter(isIdentifier);
	const found = await tx
		.select({ id: meeting.id })
		.from(meeting)
		.where(and(inArray(meeting.id, asked), eq(meeting.caseId, caseId), eq(meeting.phase, 'LOCKED')));
	const message = 'Choose meetings of this case whose minutes are locked';
	const isWhole = asked.length === meetingIds.length && found.length === asked.length;
	return isWhole ? null : refuse('invalid', message, [{ field: 'meetingIds', message }]);
}

const factsOf = (input: OpenRequest | AmendRequest): RequestFacts => {
	const { asker, organisation, basis, purpose, receivedOn, dueOn, meetingIds, profile } = input;
	return { asker, organisation, basis, purpose, receivedOn, dueOn, meetingIds, profile };
};

/** The unit enters one; an agency's reader of a copy asks for its own agency to pass it on. */
export async function openRequest(tx: Tx, actor: Actor, input: OpenRequest, now: Date): Promise<Worked> {
	const isUnit = isMappaUnit(actor);
	const today = londonDate(now.toISOString());
	if (isUnit ? !(await mayKnowCase(tx, actor, input.caseId)) : !(await readsCopiesOf(tx, actor, input, now)))
		return NO_CASE;
	if (!isUnit && input.kind !== 'ONWARD_DISCLOSURE')
		return refuse('invalid', 'You can ask to pass on what you were given', [
			{ field: 'kind', message: 'You can ask to pass on what you were given' }
		]);
	const facts = factsOf(input);
	const problems = factsProblems(facts, today);
	if (problems.length > 0) return refuse('invalid', problems[0]?.message ?? '', problems);
	const wrong = await meetingsProblem(tx, input.caseId, facts.meetingIds);
	if (wrong) return wrong;
	await readArea(tx, actor.areaId, true);
	const dueOn = dueOf(input.kind, facts, await readAreaConfig(tx, actor.areaId, facts.receivedOn));
	const id = await insertRequest(tx, byOf(actor, now), {
		...{ caseId: input.caseId, kind: input.kind, dueOn, askedBy: isUnit ? null : actor.personId },
		step: { type: 'request-opened', kind: input.kind, ...facts, dueOn },
		commandId: `${actor.personId} ${input.commandKey}`
	});
	await tellDeciders(tx, actor, input.caseId, facts.meetingIds, id);
	return made(id);
}

/** Whether somebody reads copies of all these meetings now. */
async function readsCopiesOf(tx: Tx, actor: Actor, { caseId, meetingIds }: OpenRequest, now: Date): Promise<boolean> {
	const copies = (await readCopiesOfPeople(tx, [actor.personId])).filter((copy) => copy.caseId === caseId);
	const open = new Set<string>();
	for (const copy of copies) if (await mayOpenCopy(tx, actor, copy, now)) open.add(copy.meetingId);
	return meetingIds.length > 0 && meetingIds.every((id) => open.has(id));
}

/** The co-ordinators and the chairs of the meetings are told that something waits for them. */
async function tellDeciders(tx: Tx, actor: Actor, caseId: string, meetingIds: readonly string[], requestId: string) {
	const people = await tx.select({ id: person.id, roles: person.roles }).from(person);
	const chairs = await tx
		.select({ id: meeting.chairId })
		.from(meeting)
		.where(inArray(meeting.id, [...meetingIds]));
	const asked = [
		...people.filter(({ roles }) => roles.includes('MAPPA_COORDINATOR')).map(({ id }) => id),
		...chairs.map(({ id }) => id)
	];
	const closed = await closedPeople(tx, caseId, asked);
	for (const personId of new Set(asked.filter((id) => id !== actor.personId && !closed.has(id))))
		await tell(tx, {
			...{ areaId: actor.areaId, personId, kind: 'request-to-decide' },
			...{ path: `/requests/${requestId}`, key: `request ${requestId} ${personId}` }
		});
}

/** The request for somebody who knows of it, held; refused where another step was taken since the page was read. */
async function heldRequest(
	tx: Tx,
	actor: Actor,
	{ requestId, version }: { readonly requestId: string; readonly version: number }
): Promise<Result<{ stored: StoredRequest; part: RequestPart; request: InformationRequest }>> {
	const stored = isIdentifier(requestId) ? await readRequest(tx, requestId, true) : null;
	const part = stored && (await partIn(tx, actor, stored));
	if (!stored || !part) return NO_REQUEST;
	return changedMeanwhile(stored.request, version) ?? done({ stored, part, request: stored.request });
}

export async function amendRequest(tx: Tx, actor: Actor, input: AmendRequest, now: Date): Promise<Worked> {
	const held = await heldRequest(tx, actor, input);
	if (!held.ok) return held;
	const { stored, part, request } = held.value;
	if (part !== 'unit') return NOT_YOURS;
	if (request.state !== 'OPEN') return refuse('not-now', 'This request is decided already');
	const facts = factsOf(input);
	const problems = factsProblems(facts, londonDate(now.toISOString()));
	if (problems.length > 0) return refuse('invalid', problems[0]?.message ?? '', problems);
	const wrong = await meetingsProblem(tx, stored.caseId, facts.meetingIds);
	if (wrong) return wrong;
	const dueOn = dueOf(stored.kind, facts, await readAreaConfig(tx, actor.areaId, facts.receivedOn));
	const step: RequestStep = { type: 'request-amended', ...facts, dueOn, reason: input.reason };
	await takeStep(tx, byOf(actor, now), stored, step, dueOn);
	return made(stored.id);
}

async function originatorStep(
	tx: Tx,
	actor: Actor,
	input: AskOriginator | NoteOriginatorAnswer,
	now: Date,
	step: Parameters<typeof decideOriginatorStep>[1]
): Promise<Worked> {
	const held = await heldRequest(tx, actor, input);
	if (!held.ok) return held;
	const { stored, part, request } = held.value;
	if (part !== 'unit') return NOT_YOURS;
	const originators = await originatorsOf(tx, request.facts.meetingIds);
	const decided = decideOriginatorStep(
		request,
		step,
		originators.map(({ id }) => id)
	);
	if (!decided.ok) return decided;
	await takeStep(tx, byOf(actor, now), stored, decided.value);
	return made(stored.id);
}
export const askOriginator = (tx: Tx, actor: Actor, input: AskOriginator, now: Date): Promise<Worked> =>
	originatorStep(tx, actor, input, now, {
		...{ type: 'originator-asked', agencyId: input.agencyId, note: input.note }
	});
export const noteOriginatorAnswer = (tx: Tx, actor: Actor, input: NoteOriginatorAnswer, now: Date): Promise<Worked> =>
	originatorStep(tx, actor, input, now, {
		...{ type: 'originator-answered', agencyId: input.agencyId, view: input.view, note: input.note }
	});

/** The decision; what is given as a copy is opened with it. Whoever asked from within the service is told. */
export async function decideOnRequest(tx: Tx, actor: Actor, input: DecideRequest, now: Date): Promise<Worked> {
	const held = await heldRequest(tx, actor, input);
	if (!held.ok) return held;
	const { stored, part, request } = held.value;
	if (!mayDecide(actor, part, stored))
		return refuse('forbidden', 'The chair of the meeting or the co-ordinator decides on this');
	const originators = await originatorsOf(tx, request.facts.meetingIds);
	const today = londonDate(now.toISOString());
	const decided = decideRequest(
		request,
		input,
		originators.map(({ id }) => id),
		today
	);
	if (!decided.ok) return decided;
	const step = decided.value;
	const by = byOf(actor, now);
	await takeStep(tx, by, stored, step);
	if (step.type === 'request-decided' && step.means === 'COPY') {
		const given = await giveCopies(tx, actor, { ...stored, request }, step, now);
		if (!given.ok) return given;
		const next = await readRequest(tx, stored.id);
		if (next) await takeStep(tx, by, next, given.value);
	}
	if (stored.askedBy !== null)
		await tell(tx, {
			...{ areaId: actor.areaId, personId: stored.askedBy, kind: 'request-decided' },
			...{ path: `/requests/${stored.id}`, key: `request decided ${stored.id}` }
		});
	return made(stored.id);
}

async function giveCopies(
	tx: Tx,
	actor: Actor,
	{ id, caseId, request }: StoredRequest,
	step: Extract<RequestStep, { type: 'request-decided' }>,
	now: Date
): Promise<Result<RequestStep>> {
	const people = await readInvitableTo(tx, caseId);
	const reader = people.find(({ personId }) => personId === step.readerId);
	const profile = asCopyProfile(step.profile ?? '');
	const wrong = (field: string, message: string) => refuse('invalid', message, [{ field, message }]);
	if (!reader) return wrong('readerId', 'This person cannot be given a copy');
	if (!profile || !step.until) return wrong('profile', 'Choose which version is given');
	const copies: string[] = [];
	for (const meetingId of request.facts.meetingIds) {
		const agencyId = profile === 'AGENCY' ? reader.agencyId : null;
		const unseen = refuseUnseen(await previewsOwed(tx, actor, meetingId, [{ profile, agencyId }]), 'profile');
		if (unseen) return unseen;
		await tx.select({ id: meeting.id }).from(meeting).where(eq(meeting.id, meetingId)).for('update');
		const asked = { personId: reader.personId, profile, mayDownload: false, until: step.until, requestId: id };
		const [made] = await insertCopies(tx, byOf(actor, now), meetingId, [asked]);
		if (!made) continue;
		copies.push(made.id);
		await tell(tx, {
			...{ areaId: actor.areaId, personId: reader.personId, kind: 'minutes-ready', meetingId, by: step.until },
			...{ path: `/meetings/${meetingId}/final/copies/${made.number}`, key: `copy ${made.id}` }
		});
	}
	await noteAccessChange(tx, actor.areaId);
	return done({ type: 'information-given', exportNumber: null, copies });
}

export async function closeRequest(tx: Tx, actor: Actor, input: CloseRequest, now: Date): Promise<Worked> {
	const held = await heldRequest(tx, actor, input);
	if (!held.ok) return held;
	const { stored, part, request } = held.value;
	if (part === 'asker' && request.state !== 'OPEN') return NOT_YOURS;
	const decided = decideClosing(request, input);
	if (!decided.ok) return decided;
	await takeStep(tx, byOf(actor, now), stored, decided.value);
	return made(stored.id);
}
