/**
 * Commands on absences and on whom agencies are written to: the same corridor as in a meeting. Parse, hold and fold, may they
 * know of it, have they seen what stands there now, may they do this now, decide, append with the audit row, tell.
 */
import { type AbsenceEvent, foldAbsence, type RaisedRung } from '#lib/absences/absence.ts';
import {
	ABSENCE_SCHEMAS,
	type AbsenceCommandName,
	type AbsenceInputOf,
	decideOnAbsence,
	isAbsenceCommandName,
	mayRunOnAbsence
} from '#lib/absences/absence-commands.ts';
import { type ContactRole, SET_AGENCY_CONTACT } from '#lib/absences/agency-contacts.ts';
import { clocksOf, nextRung } from '#lib/absences/ladder.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import {
	type AbsenceHead,
	appendAbsenceStep,
	hasAbsenceCommand,
	insertAgencyContact,
	readAbsenceHead,
	readAbsenceSteps,
	readAgencyContacts,
	readBoardChairs,
	readPossibleContacts
} from '../persistence/absences.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readAgencies } from '../persistence/people.ts';
import { mayKnowAbsence, NO_ABSENCE, openMeeting, placeOf } from './absence-access.ts';
import { closedPeople } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';
import { tell } from './tell.ts';
import { readUnit } from './tell-of-meeting.ts';

export type AbsenceDependencies = { readonly database: Pick<Database, 'withArea'>; readonly now: () => Date };
export type AbsenceRequest = {
	readonly actor: Actor;
	readonly absenceId: string;
	readonly command: string;
	/** chosen by the browser, the same on a resend */
	readonly commandId: string;
	readonly input: unknown;
};
const COMMAND_ID = /^[\w-]{8,64}$/;
const BAD_ID = refuse('invalid', 'Reload the page and try again.');
const CHANGED = refuse(
	'changed-meanwhile',
	'Somebody else has dealt with this absence meanwhile. Read below what has happened; nothing of yours was done.'
);

/** Refusals: missing, forbidden, invalid, not-now, changed-meanwhile. A refusal leaves nothing behind but its audit row. */
export async function runAbsenceCommand(
	dependencies: AbsenceDependencies,
	{ actor, absenceId, command, commandId, input }: AbsenceRequest
): Promise<Result<null>> {
	if (!isAbsenceCommandName(command)) return refuse('missing', 'There is no such command. Reload the page.');
	if (!COMMAND_ID.test(commandId)) return BAD_ID;
	if (!isIdentifier(absenceId)) return NO_ABSENCE;
	const typed = typeof input === 'object' && input !== null ? { ...input, absenceId } : input;
	return dependencies.database
		.withArea(actor.areaId, async (tx) => {
			const answer = await perform(tx, dependencies, command, { actor, absenceId, commandId, input: typed });
			if (!answer.ok && answer.kind !== 'forbidden') throw new RolledBack(answer);
			return answer;
		})
		.catch(refusalOf);
}

async function perform<Name extends AbsenceCommandName>(
	tx: Tx,
	{ now }: AbsenceDependencies,
	name: Name,
	{ actor, absenceId, commandId, input }: Omit<AbsenceRequest, 'command'>
): Promise<Result<null>> {
	const head = await readAbsenceHead(tx, absenceId, openMeeting(actor.personId), true);
	if (!head) return NO_ABSENCE;
	const place = await placeOf(tx, actor, head);
	const steps = (await readAbsenceSteps(tx, [absenceId])).get(absenceId) ?? [];
	const absence = foldAbsence(steps);
	if (!mayKnowAbsence(actor, place, absence)) return NO_ABSENCE;
	if (await hasAbsenceCommand(tx, absenceId, commandId)) return done(null);
	const barred = mayRunOnAbsence(absence, actor, place, name);
	if (barred?.kind === 'forbidden') {
		await writeAudit(tx, actor, `deny-${name}`, 'absence', absenceId, head.meetingId);
		return barred;
	}
	// Each name's schema makes that name's input; the table loses the pairing, so it is restated here once.
	const schema = ABSENCE_SCHEMAS[name] as unknown as Parameters<typeof parseInput<AbsenceInputOf<Name>>>[0];
	const parsed = parseInput(schema, input);
	if (!parsed.ok) return parsed;
	if (parsed.value.version !== absence.version) return CHANGED;
	if (barred) return barred;
	const addressees = await addresseesOf(tx, head, name === 'raise-absence' ? nextRung(absence) : null);
	const isContact = (personId: string): boolean => addressees.includes(personId);
	const decided = decideOnAbsence(name, absence, parsed.value, { actor, place, isContact });
	if (!decided.ok) return decided;
	const at = now().toISOString();
	const step = { version: absence.version + 1, at, by: actor.personId, event: decided.value };
	const after = foldAbsence([...steps, step]);
	await appendAbsenceStep(tx, { areaId: actor.areaId, absenceId, state: after.state, commandId }, step);
	await writeAudit(tx, actor, name, 'absence', absenceId, head.meetingId);
	const config = await readAreaConfig(tx, actor.areaId, after.opened.heldOn);
	const owed = clocksOf(after, config).find(({ kind }) => kind === 'ANSWER' || kind === 'REPLY');
	await tellOfStep(tx, actor, head, decided.value, owed?.by ?? null);
	return done(null);
}

const CONTACT_AT: Record<RaisedRung, ContactRole | null> = { 3: 'LINE_MANAGER', 4: 'SMB_MEMBER', 5: null };
/** Whom a notice, or a rung, is meant for. @param rung null = the notice */
async function addresseesOf(tx: Tx, { agencyId }: AbsenceHead, rung: RaisedRung | null): Promise<readonly string[]> {
	if (rung === 5) return (await readBoardChairs(tx)).map(({ personId }) => personId);
	const role = rung === null ? 'SPOC' : CONTACT_AT[rung];
	const contacts = await readAgencyContacts(tx, [agencyId]);
	return contacts.flatMap((one) => (one.role === role && one.personId !== null ? [one.personId] : []));
}

/** Whom a step concerns, unless the case is closed to them. No message says what the step was about. */
async function tellOfStep(
	tx: Tx,
	actor: Actor,
	{ id, meetingId, caseId, agencyId }: AbsenceHead,
	event: AbsenceEvent,
	by: string | null
): Promise<void> {
	const spoc = async () => await addresseesOf(tx, { agencyId } as AbsenceHead, null);
	const chief = async () =>
		(await readAgencyContacts(tx, [agencyId])).flatMap((one) =>
			one.role === 'CHIEF_OFFICER' && one.personId !== null ? [one.personId] : []
		);
	const told = async () => {
		switch (event.type) {
			case 'notice-sent':
				return { kind: 'absence-notice', people: event.to === null ? [] : [event.to] } as const;
			case 'absence-raised': {
				// The agency's chief officer is told when it goes to the Board's chair (domain.md 6.3).
				const also = event.rung === 5 ? await chief() : [];
				return { kind: 'absence-raised', people: [...(event.to === null ? [] : [event.to]), ...also] } as const;
			}
			case 'notice-answered':
			case 'absence-replied':
				return { kind: 'absence-answered', people: await readUnit(tx) } as const;
			case 'challenge-decided':
				return event.upheld ? ({ kind: 'absence-closed', people: await spoc() } as const) : null;
			case 'absence-closed':
				return { kind: 'absence-closed', people: await spoc() } as const;
			default:
				return null;
		}
	};
	const telling = await told();
	if (!telling) return;
	const people = [...new Set(telling.people)].filter((one) => one !== actor.personId);
	const closed = await closedPeople(tx, caseId, people);
	for (const personId of people.filter((one) => !closed.has(one)))
		await tell(tx, {
			...{ areaId: actor.areaId, personId, kind: telling.kind, meetingId, path: `/absences/${id}` },
			...(by === null ? {} : { by })
		});
}

/** Names whom an agency is written to; the version on the page must be the one that stands. */
export async function setAgencyContact(
	{ database, now }: AbsenceDependencies,
	{ actor, input }: { readonly actor: Actor; readonly input: unknown }
): Promise<Result<null>> {
	const parsed = parseInput(SET_AGENCY_CONTACT, input);
	if (!parsed.ok) return parsed;
	const { agencyId, role, personId, version } = parsed.value;
	return database.withArea(actor.areaId, async (tx) => {
		if (!isMappaUnit(actor)) {
			await writeAudit(
				tx,
				actor,
				'deny-set-agency-contact',
				'agency',
				isIdentifier(agencyId) ? agencyId : actor.areaId
			);
			return refuse('forbidden', 'Only the MAPPA unit names whom an agency is written to');
		}
		const known = isIdentifier(agencyId) && (await readAgencies(tx)).some(({ id }) => id === agencyId);
		const wrong = (field: string, message: string) => refuse('invalid', message, [{ field, message }]);
		if (!known) return wrong('agencyId', 'Choose an agency of this area');
		const standing = (await readAgencyContacts(tx, [agencyId])).find((one) => one.role === role);
		if ((standing?.personId ?? null) === personId) return done(null);
		const [named] = personId !== null && isIdentifier(personId) ? await readPossibleContacts(tx, personId) : [];
		if (personId !== null && named?.agencyId !== agencyId) return wrong('personId', 'Choose somebody of this agency');
		const stale = refuse('changed-meanwhile', 'Somebody else changed this meanwhile. Look at it as it is now.');
		if ((standing?.version ?? 0) !== version) return stale;
		const row = { areaId: actor.areaId, agencyId, role, personId, version: version + 1 };
		if (!(await insertAgencyContact(tx, { ...row, setBy: actor.personId, setAt: now() }))) return stale;
		await writeAudit(tx, actor, 'set-agency-contact', 'agency', agencyId);
		return done(null);
	});
}
