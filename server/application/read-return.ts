/** Agencies' returns as pages show them: one's own to write, and for whoever runs the meeting who has sent one. */
import { seatList, seatOf } from '#lib/attendance/seats.ts';
import type { Subject } from '#lib/cases/case.ts';
import { deadlines } from '#lib/cases/meeting-clock.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import { done, type Result } from '#lib/result.ts';
import {
	isWrittenFor,
	type OwingAgency,
	owesReturn,
	owingAgencies,
	type ReturnSent,
	returnOf,
	returnState,
	takesReturns
} from '#lib/returns/agency-return.ts';
import { isOfReturn, mayWriteReturn, mayWriteReturnFor, readsReturn } from '#lib/returns/return-access.ts';
import { isReturnFor } from '#lib/returns/return-audience.ts';
import { type ReturnTexts, returnDocument, returnTexts, SUGGESTIONS } from '#lib/returns/return-fields.ts';
import { NO_VALUES, type ReturnValues } from '#lib/returns/return-values.ts';
import { sentBy } from '#lib/returns/return-words.ts';
import { readLatestReturn, readSentReturns, type SavedReturn } from '../persistence/agency-returns.ts';
import { readAreaConfig, readStatementVersion } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readCaseSummary } from '../persistence/case-register.ts';
import type { Tx } from '../persistence/database.ts';
import { readDocument } from '../persistence/document-log.ts';
import { documentOf } from '../persistence/final-records.ts';
import { readAgencies } from '../persistence/people.ts';
import { readReaders } from '../persistence/restricted-notes.ts';
import { NO_MEETING } from './load-meeting.ts';
import type { ReadDependencies } from './read-room.ts';
import { readReturnsFor } from './return-audience.ts';

/** One version as it was sent. */
export type SentVersion = {
	readonly number: number;
	/** ISO 8601 UTC */
	readonly at: string;
	readonly by: string;
	readonly values: ReturnValues;
	readonly texts: ReturnTexts;
};
/** What the MAPPA unit writes down for an agency that told it another way. */
export type ReturnFor = {
	readonly meetingId: string;
	readonly agency: { readonly id: string; readonly name: string };
	readonly edition: number;
	readonly values: ReturnValues;
	readonly fields: Readonly<Record<string, string>>;
	readonly head: number;
	/** as written down before; '' = nothing yet */
	readonly toldBy: string;
	readonly agencies: readonly { readonly id: string; readonly name: string }[];
	/** why it cannot be written here; null = it can */
	readonly because: 'begun' | 'closed' | 'statement' | 'not-for-you' | null;
};
export type OwnReturn = {
	readonly meetingId: string;
	readonly agency: { readonly id: string; readonly name: string };
	readonly me: { readonly personId: string; readonly isInRoom: boolean };
	readonly meeting: Pick<Meeting['convened'], 'scheduledStart' | 'plannedMinutes' | 'venue' | 'level' | 'seq'> &
		Pick<Meeting, 'phase'>;
	/** what the meeting asks of this agency, once for each that is asked */
	readonly requests: readonly string[];
	/** whom it is about: enough to look in one's own records */
	readonly about: Pick<Subject, 'name' | 'aliases' | 'dateOfBirth' | 'identifiers'>;
	/** YYYY-MM-DD */
	readonly dueOn: string;
	readonly state: ReturnType<typeof returnState>;
	readonly saved: {
		readonly edition: number;
		readonly values: ReturnValues;
		readonly by: string;
		readonly at: string;
	} | null;
	/** the texts as they stand, by field, and the number of the document's last update */
	readonly fields: Readonly<Record<string, string>>;
	readonly head: number;
	/** the document is there: it can be written live */
	readonly isLive: boolean;
	readonly suggestions: string;
	readonly sent: readonly SentVersion[];
	readonly mayWrite: boolean;
	readonly cannotCome: boolean;
	/** people of other agencies at this meeting: a return may be for some of them alone */
	readonly people: readonly { readonly personId: string; readonly name: string; readonly agencyName: string }[];
	/** whom an action may be suggested to */
	readonly agencies: readonly { readonly id: string; readonly name: string }[];
};

const nameIn = (meeting: Meeting, personId: string): string =>
	seatOf(meeting.attendance, personId)?.person.name ?? 'Somebody no longer invited';
const version = (
	meeting: Meeting,
	{ agencyId, number, savedAt, savedBy, values, texts }: SavedReturn,
	agencyName: string
): SentVersion => {
	const toldBy = returnOf(meeting.returns, agencyId)?.sent.find((one) => one.number === number)?.toldBy;
	return {
		...{ number, values, texts: texts ?? {}, at: savedAt.toISOString() },
		by: sentBy(nameIn(meeting, savedBy), agencyName, toldBy)
	};
};

async function wordsOf(tx: Tx, meetingId: string, agencyId: string) {
	const documentId = await documentOf(tx, meetingId, returnDocument(agencyId));
	return documentId === null ? null : readDocument(tx, documentId);
}

/** The return of one's own agency; missing for everybody who may not write or have written it. */
export async function readOwnReturn(
	{ database, admission }: ReadDependencies,
	actor: Actor,
	meetingId: string
): Promise<Result<OwnReturn>> {
	const admitted = await admission.invited(actor, meetingId);
	if (!admitted.ok) return admitted;
	const meeting = admitted.value;
	const { agencyId } = actor;
	if (!isOfReturn(meeting, actor, agencyId)) return NO_MEETING;
	return database.withArea(actor.areaId, async (tx) => {
		const agencies = await readAgencies(tx);
		const own = agencies.find(({ id }) => id === agencyId);
		const summary = meeting.case ?? (await readCaseSummary(tx, meeting.convened.caseId));
		if (!own || !summary || !owesReturn(own.type as Parameters<typeof owesReturn>[0])) return NO_MEETING;
		const statement = await readStatementVersion(tx);
		const words = await wordsOf(tx, meetingId, agencyId);
		const latest = await readLatestReturn(tx, meetingId, agencyId);
		const { scheduledStart, plannedMinutes, venue, level, seq } = meeting.convened;
		const { name, aliases, dateOfBirth, identifiers } = summary.subject;
		const seats = Object.values(meeting.attendance.seats).filter(
			(seat) => seat.person.agencyId === agencyId && !seat.removed
		);
		const config = await readAreaConfig(tx, actor.areaId, meetingOn(meeting));
		await writeAudit(tx, actor, 'view-return', 'meeting', meetingId, meetingId);
		return done({
			meetingId,
			agency: { id: agencyId, name: own.name },
			me: { personId: actor.personId, isInRoom: seatOf(meeting.attendance, actor.personId)?.confirmed != null },
			meeting: { scheduledStart, plannedMinutes, venue, level, seq, phase: meeting.phase },
			requests: [...new Set(seats.map(({ request }) => request).filter((one) => one !== ''))],
			about: { name, aliases, dateOfBirth, identifiers },
			dueOn: deadlines(meeting.convened, config).returnsBy,
			state: returnState(meeting.returns, agencyId),
			saved: latest && {
				...{ edition: latest.number, values: latest.values },
				by: nameIn(meeting, latest.savedBy),
				at: latest.savedAt.toISOString()
			},
			fields: words?.fields ?? {},
			head: words?.head ?? 0,
			isLive: words !== null,
			suggestions: (words?.fields[SUGGESTIONS] ?? '').trim(),
			sent: (await readSentReturns(tx, meetingId, agencyId)).map((one) => version(meeting, one, own.name)),
			mayWrite: mayWriteReturn(meeting, actor, agencyId, statement),
			cannotCome: seats.length > 0 && seats.every(({ response }) => response === 'DECLINED'),
			people: seatList(meeting.attendance)
				.filter(({ person, removed }) => !removed && person.agencyId !== agencyId)
				.map(({ person }) => ({ personId: person.personId, name: person.name, agencyName: person.agencyName })),
			agencies: agencies.filter(({ type }) => type !== 'MAPPA_UNIT').map((one) => ({ id: one.id, name: one.name }))
		});
	});
}

/** The return of an agency as the unit writes it for them; missing for everybody else. The caller runs the meeting. */
export async function readReturnFor(
	tx: Tx,
	actor: Actor,
	meeting: Meeting,
	agencyId: string
): Promise<Result<ReturnFor>> {
	const agencies = await readAgencies(tx);
	const own = agencies.find(({ id }) => id === agencyId);
	const hasSeat = seatList(meeting.attendance).some(({ person, removed }) => person.agencyId === agencyId && !removed);
	const owes = own && owesReturn(own.type as Parameters<typeof owesReturn>[0]);
	if (!isMappaUnit(actor) || !own || !owes || !hasSeat) return NO_MEETING;
	const statement = await readStatementVersion(tx);
	const may = mayWriteReturnFor(meeting, actor, agencyId, statement);
	const isTheirs = (await readReturnsFor(tx, meeting, actor))(agencyId);
	const words = may && isTheirs ? await wordsOf(tx, meeting.id, agencyId) : null;
	const latest = may && isTheirs ? await readLatestReturn(tx, meeting.id, agencyId) : null;
	const isBegun =
		!isWrittenFor(meeting.returns, agencyId) ||
		(may && latest === null && Object.keys(returnTexts(words?.fields ?? {})).length > 0);
	const because = !takesReturns(meeting)
		? 'closed'
		: isBegun
			? 'begun'
			: !may
				? 'statement'
				: !isTheirs
					? 'not-for-you'
					: null;
	await writeAudit(tx, actor, 'view-return', 'meeting', meeting.id, meeting.id);
	return done({
		...{ meetingId: meeting.id, agency: { id: agencyId, name: own.name }, because },
		...{ edition: latest?.number ?? 0, values: latest?.values ?? NO_VALUES },
		...{ fields: because === null ? (words?.fields ?? {}) : {}, head: words?.head ?? 0 },
		toldBy: returnOf(meeting.returns, agencyId)?.sent.at(-1)?.toldBy ?? '',
		agencies: agencies.filter(({ type }) => type !== 'MAPPA_UNIT').map((one) => ({ id: one.id, name: one.name }))
	});
}

export type ReturnLine = OwingAgency & {
	readonly sent: (ReturnSent & { readonly byName: string }) | null;
	/** people of the agency and whether they have accepted the statement, without which they cannot write */
	readonly people: readonly { readonly name: string; readonly hasSigned: boolean; readonly cannotCome: boolean }[];
	readonly isForAll: boolean;
	/** the unit may write down what the agency told it another way */
	readonly mayWriteFor: boolean;
	/** for whoever may read it: every version, newest last; null for everybody else */
	readonly versions: readonly SentVersion[] | null;
};

/** The returns of a meeting, for whoever runs it. The words are for the two who keep the record, and only what is for them. */
export async function readReturns(tx: Tx, actor: Actor, meeting: Meeting): Promise<readonly ReturnLine[]> {
	const agencies = new Map((await readAgencies(tx)).map(({ id, type }) => [id, type]));
	const statement = await readStatementVersion(tx);
	const owing = owingAgencies(meeting, (id) => (agencies.get(id) ?? null) as Parameters<typeof owesReturn>[0]);
	const sent = await readSentReturns(tx, meeting.id);
	const isForThem = await readReturnsFor(tx, meeting, actor);
	// A version that was for fewer people stays theirs, whomever the next one is for.
	const reader = (await readReaders(tx, [actor.personId])).get(actor.personId);
	const isVersionFor = (values: ReturnValues): boolean => reader !== undefined && isReturnFor(values, reader);
	const lines: ReturnLine[] = [];
	for (const agency of owing) {
		const last = returnOf(meeting.returns, agency.agencyId)?.sent.at(-1) ?? null;
		const reads = readsReturn(meeting, actor, agency.agencyId, statement) && isForThem(agency.agencyId);
		const seats = Object.values(meeting.attendance.seats).filter(
			({ person, removed }) => person.agencyId === agency.agencyId && !removed
		);
		lines.push({
			...agency,
			sent: last && { ...last, byName: sentBy(nameIn(meeting, last.by), agency.agencyName, last.toldBy) },
			mayWriteFor: mayWriteReturnFor(meeting, actor, agency.agencyId, statement),
			people: seats.map(({ person, statement: signed, response }) => ({
				name: person.name,
				hasSigned: signed !== null,
				cannotCome: response === 'DECLINED'
			})),
			isForAll: returnOf(meeting.returns, agency.agencyId)?.isForAll ?? true,
			versions: reads
				? sent
						.filter((one) => one.agencyId === agency.agencyId && isVersionFor(one.values))
						.map((one) => version(meeting, one, agency.agencyName))
				: null
		});
	}
	await writeAudit(tx, actor, 'view-returns', 'meeting', meeting.id, meeting.id);
	return lines;
}
