/** Absences as pages show them: the unit's and the chair's list with its clocks, an agency's own, one with all its steps. */
import {
	ABSENCE_STATES,
	type Absence,
	type AbsenceState,
	type AbsenceStep,
	foldAbsence,
	type RaisedRung
} from '#lib/absences/absence.ts';
import { ABSENCE_LIFE, type AbsenceCommandName, mayRunOnAbsence } from '#lib/absences/absence-commands.ts';
import { type AgencyContact, CONTACT_ROLES } from '#lib/absences/agency-contacts.ts';
import { clocksOf, isOverdue, type LadderClock, nextRung } from '#lib/absences/ladder.ts';
import type { AreaConfig } from '#lib/cases/area-config.ts';
import { type Actor, hasRole, isMappaUnit } from '#lib/identity.ts';
import { done, type Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import {
	readAbsenceHead,
	readAbsenceHeads,
	readAbsenceSteps,
	readAgencyContacts,
	readBoardChairs,
	readOwnContacts,
	readPossibleContacts
} from '../persistence/absences.ts';
import { earliest, readAreaConfigs } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readAgencies, readPersonRefs } from '../persistence/people.ts';
import { mayKnowAbsence, NO_ABSENCE, openMeeting, placeOf } from './absence-access.ts';
import { isIdentifier } from './load-meeting.ts';

export type ShownClock = LadderClock & { readonly isOverdue: boolean };
export type AbsenceLine = {
	readonly id: string;
	readonly agencyName: string;
	readonly reference: string;
	readonly level: 2 | 3;
	/** YYYY-MM-DD */
	readonly heldOn: string;
	readonly state: AbsenceState;
	readonly rung: Absence['rung'];
	readonly inARow: number;
	readonly clocks: readonly ShownClock[];
};
export type AbsenceLists = {
	readonly isUnit: boolean;
	/** open ones, what is owed soonest first */
	readonly open: readonly AbsenceLine[];
	readonly closed: readonly AbsenceLine[];
};

const LIMIT = 200;
const OPEN_STATES = ABSENCE_STATES.filter((state) => state !== 'CLOSED');

const shown = (clocks: readonly LadderClock[], today: string): readonly ShownClock[] =>
	clocks.map((clock) => ({ ...clock, isOverdue: isOverdue(clock, today) }));

async function configsFor(tx: Tx, areaId: string, absences: readonly Absence[]): Promise<(on: string) => AreaConfig> {
	const from = earliest(...absences.map(({ opened }) => opened.heldOn));
	return readAreaConfigs(tx, areaId, from);
}

/** Whether anything of this person's could stand on the list: what the navigation asks. */
export async function hasAbsences(tx: Tx, actor: Actor): Promise<boolean> {
	return isMappaUnit(actor) || (await readOwnContacts(tx, actor.personId)).length > 0;
}

/** Everybody may ask; the list holds what each may know of. */
export function readAbsenceLists(
	database: Pick<Database, 'withArea'>,
	actor: Actor,
	now: Date
): Promise<Result<AbsenceLists>> {
	return database.withArea(actor.areaId, async (tx) => {
		const { personId } = actor;
		const own = await readOwnContacts(tx, personId);
		const seesAll = isMappaUnit(actor) || hasRole(actor, 'SMB_CHAIR');
		const agencyIds = seesAll ? null : [...new Set(own.map(({ agencyId }) => agencyId))];
		const lines = async (states: readonly AbsenceState[]): Promise<AbsenceLine[]> => {
			const heads = await readAbsenceHeads(tx, {
				...{ personId, isOpen: openMeeting(personId), agencyIds, states },
				limit: LIMIT
			});
			const steps = await readAbsenceSteps(
				tx,
				heads.map(({ id }) => id)
			);
			const known = heads
				.map((head) => ({ head, absence: foldAbsence(steps.get(head.id) ?? []) }))
				.filter(({ head, absence }) => {
					const contact = own.flatMap((one) => (one.agencyId === head.agencyId ? [one.role] : []));
					return mayKnowAbsence(actor, { contact, chaired: head.chairId === personId }, absence);
				});
			if (known.length === 0) return [];
			const configOn = await configsFor(
				tx,
				actor.areaId,
				known.map(({ absence }) => absence)
			);
			const today = londonDate(now.toISOString());
			return known.map(({ head, absence }) => ({
				...{ id: head.id, agencyName: head.agencyName, state: absence.state, rung: absence.rung },
				...{ reference: absence.opened.reference, level: absence.opened.level, heldOn: absence.opened.heldOn },
				inARow: absence.opened.inARow,
				clocks: shown(clocksOf(absence, configOn(absence.opened.heldOn)), today)
			}));
		};
		const open = await lines(OPEN_STATES);
		const closed = await lines(['CLOSED']);
		if (!seesAll && own.length + open.length + closed.length === 0) return NO_ABSENCE;
		await writeAudit(tx, actor, 'view-absences', 'area', actor.areaId);
		const soonest = ({ clocks }: AbsenceLine): string => clocks[0]?.by ?? '9999';
		const inOrder = open.sort((a, b) => (soonest(a) < soonest(b) ? -1 : 1));
		return done({ isUnit: isMappaUnit(actor), open: inOrder, closed });
	});
}

export type StepShown = AbsenceStep & { readonly byName: string; readonly toName: string };
export type AbsencePage = {
	readonly id: string;
	readonly agencyName: string;
	readonly absence: Absence;
	readonly clocks: readonly ShownClock[];
	readonly steps: readonly StepShown[];
	readonly may: readonly AbsenceCommandName[];
	/** the meeting's own page, for whoever keeps it */
	readonly meetingId: string | null;
	readonly isUnit: boolean;
	/** writes for itself: need not say for whom */
	readonly speaksForItself: boolean;
	/** who a notice goes to, and whom it is raised with next */
	readonly noticeTo: readonly { readonly personId: string; readonly name: string }[];
	readonly raiseTo: {
		readonly rung: RaisedRung;
		readonly people: readonly { readonly personId: string; readonly name: string }[];
	} | null;
};

const CONTACT_AT = { 3: 'LINE_MANAGER', 4: 'SMB_MEMBER' } as const;

export async function readAbsencePage(
	database: Pick<Database, 'withArea'>,
	actor: Actor,
	absenceId: string,
	now: Date
): Promise<Result<AbsencePage>> {
	if (!isIdentifier(absenceId)) return NO_ABSENCE;
	return database.withArea(actor.areaId, async (tx) => {
		const head = await readAbsenceHead(tx, absenceId, openMeeting(actor.personId));
		if (!head) return NO_ABSENCE;
		const place = await placeOf(tx, actor, head);
		const steps = (await readAbsenceSteps(tx, [absenceId])).get(absenceId) ?? [];
		const absence = foldAbsence(steps);
		if (!mayKnowAbsence(actor, place, absence)) return NO_ABSENCE;
		await writeAudit(tx, actor, 'view-absence', 'absence', absenceId, head.meetingId);
		const configOn = await readAreaConfigs(tx, actor.areaId, absence.opened.heldOn);
		const contacts = await readAgencyContacts(tx, [head.agencyId]);
		const isUnit = isMappaUnit(actor);
		const isInside = isUnit || place.chaired;
		const rung = nextRung(absence);
		return done({
			id: head.id,
			agencyName: head.agencyName,
			absence: isInside ? absence : { ...absence, opened: { ...absence.opened, findingNote: '' } },
			clocks: shown(clocksOf(absence, configOn(absence.opened.heldOn)), londonDate(now.toISOString())),
			steps: await named(tx, steps, isInside),
			may: (Object.keys(ABSENCE_LIFE) as AbsenceCommandName[]).filter(
				(name) => mayRunOnAbsence(absence, actor, place, name) === null
			),
			meetingId: isInside ? head.meetingId : null,
			isUnit,
			speaksForItself: place.contact.length > 0 && !isUnit,
			noticeTo: holders(contacts, 'SPOC'),
			raiseTo: rung && { rung, people: await peopleAt(tx, contacts, rung) }
		});
	});
}

const holders = (contacts: readonly AgencyContact[], role: AgencyContact['role']) =>
	contacts.flatMap((one) =>
		one.role === role && one.personId !== null ? [{ personId: one.personId, name: one.name }] : []
	);
const peopleAt = (tx: Tx, contacts: readonly AgencyContact[], rung: RaisedRung) =>
	rung === 5 ? readBoardChairs(tx) : Promise.resolve(holders(contacts, CONTACT_AT[rung]));

/** The steps with names. The chair's own words of the finding stay with the chair and the unit: they may tell of the case. */
async function named(tx: Tx, steps: readonly AbsenceStep[], isInside: boolean): Promise<readonly StepShown[]> {
	const toOf = ({ event }: AbsenceStep): string | null => ('to' in event ? event.to : null);
	const ids = steps.flatMap((step) => [step.by, toOf(step) ?? '']).filter((id) => id !== '');
	const people = await readPersonRefs(tx, [...new Set(ids)]);
	return steps.map((step) => ({
		...step,
		event: step.event.type === 'absence-opened' && !isInside ? { ...step.event, findingNote: '' } : step.event,
		byName: people.get(step.by)?.name ?? '',
		toName: people.get(toOf(step) ?? '')?.name ?? ''
	}));
}

export type ContactsPage = readonly {
	readonly agencyId: string;
	readonly agencyName: string;
	readonly contacts: readonly AgencyContact[];
	readonly people: readonly { readonly personId: string; readonly name: string; readonly roleTitle: string }[];
}[];

/** Every agency that counts, with whom it is written to and who could be; for the unit alone. */
export function readContactsPage(database: Pick<Database, 'withArea'>, actor: Actor): Promise<Result<ContactsPage>> {
	if (!isMappaUnit(actor)) return Promise.resolve(NO_ABSENCE);
	return database.withArea(actor.areaId, async (tx) => {
		const [agencies, contacts, people] = [
			await readAgencies(tx),
			await readAgencyContacts(tx),
			await readPossibleContacts(tx)
		];
		return done(
			agencies
				.filter(({ countsForAttendance }) => countsForAttendance)
				.map(({ id, name }) => ({
					agencyId: id,
					agencyName: name,
					contacts: CONTACT_ROLES.map(
						(role) =>
							contacts.find((one) => one.agencyId === id && one.role === role) ?? {
								...{ agencyId: id, role, version: 0, personId: null, name: '' }
							}
					),
					people: people
						.filter(({ agencyId }) => agencyId === id)
						.map(({ personId, name: who, roleTitle }) => ({ personId, name: who, roleTitle }))
				}))
		);
	});
}
