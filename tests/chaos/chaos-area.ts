/**
 * The area the chaos suite works in, made by the application's own commands: four agencies with two people each, one
 * meeting that runs with everybody in the room, and one that has ended and waits for its lock. Everybody is invented.
 */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import * as schema from '#drizzle/schema.ts';
import { type ItemCode, standingAgenda } from '#lib/agenda/agenda.ts';
import type { Actor, AgencyType, Role } from '#lib/identity.ts';
import type { CommandName } from '#lib/meeting/permissions.ts';
import type { Result } from '#lib/result.ts';
import { addWorkingDays, londonDate, londonTime } from '#lib/time.ts';
import { createApplication } from '#server/application/application.ts';
import { createPasswordHasher } from '#server/application/password-hash.ts';
import { insertAccount } from '#server/persistence/accounts.ts';
import type { Database } from '#server/persistence/database.ts';
import { appendOpeningUpdate } from '#server/persistence/document-log.ts';
import { documentsOf } from '#server/persistence/final-records.ts';
import { testSeal } from '../support/test-seal.ts';

const AGENCIES: Readonly<Record<string, readonly [name: string, type: AgencyType]>> = {
	MPU: ['Thornmere MAPPA Unit', 'MAPPA_UNIT'],
	POL: ['Thornmere Police', 'POLICE'],
	PRB: ['Probation Service, Thornmere', 'PROBATION'],
	CSC: ['Thornmere Children’s Services', 'CHILDRENS_SERVICES']
};
const PEOPLE: readonly (readonly [agency: string, name: string, role: Role])[] = [
	['POL', 'Bramble Thistlewood', 'AGENCY_REP'],
	['MPU', 'Fern Inkwell', 'MAPPA_ADMINISTRATOR'],
	['MPU', 'Opal Quillfeather', 'MAPPA_COORDINATOR'],
	['POL', 'Teasel Marchbank-Owl', 'AGENCY_REP'],
	['PRB', 'Rowan Lanternby', 'AGENCY_REP'],
	['PRB', 'Juniper Softley-Moth', 'AGENCY_REP'],
	['CSC', 'Campion Ashmarsh', 'AGENCY_REP'],
	['CSC', 'Clover Winterbourne', 'AGENCY_REP']
];
const CHAIR = 0;
const MINUTE_TAKER = 1;
const COORDINATOR = 2;
export const CHAOS_PASSWORD = 'four rusty teapots sing';

/** One risk row per person and one that all share. */
const RISKS = PEOPLE.length + 1;
/** Where person number `n` writes alone. */
export const ownField = (n: number): string => `R${n + 1}.contingency`;
export const SHARED_FIELD = `R${RISKS}.contingency`;
export const emailOf = (n: number): string => `person${n}@chaos.example`;

export type ChaosArea = {
	readonly areaId: string;
	/** chair first, then the minute taker, the co-ordinator and the others */
	readonly people: readonly Actor[];
	/** runs; everybody is in the room */
	readonly running: string;
	/** has ended; nothing is missing for the lock */
	readonly lockable: string;
};

const REASON = 'Nothing has changed since the referral';

export async function makeChaosArea(database: Database): Promise<ChaosArea> {
	const passwords = createPasswordHasher();
	const application = createApplication({
		database,
		rooms: { closePerson: () => {}, noticeSealed: () => {}, reopen: () => {}, wake: () => {} },
		passwords,
		checkPassword: async () => ({ ok: true, value: null }),
		log: () => {},
		seal: testSeal()
	});
	const areaId = randomUUID();
	const people = await insertPeople(database, areaId, await passwords.hash(CHAOS_PASSWORD));
	const at = (n: number) => people[n] as Actor;
	const accepted = <T>(what: string, result: Result<T>): T => {
		if (result.ok) return result.value;
		throw new Error(`${what} was refused: ${result.message} ${JSON.stringify(result.problems ?? [])}`);
	};
	const area = async (command: string, input: unknown) =>
		accepted(command, await application.runAreaCommand({ actor: at(COORDINATOR), command, input })).id;
	const does = async (n: number, meetingId: string, command: CommandName, input: unknown = {}) =>
		accepted(
			command,
			await application.runCommand({ actor: at(n), meetingId, command, commandId: randomUUID(), input })
		);

	const nextDay = addWorkingDays(londonDate(new Date().toISOString()), 45);
	const begin = async (ref: string): Promise<string> => {
		const caseId = await area('open-case', caseInput(ref, at(4)));
		const now = new Date().toISOString();
		const meetingId = await area('convene-meeting', {
			caseId,
			type: 'INITIAL',
			level: 2,
			scheduledDate: londonDate(now),
			scheduledTime: londonTime(now),
			plannedMinutes: 90,
			venue: 'Room 1, Thorn House',
			objective: 'Agree the plan',
			chairId: at(CHAIR).personId,
			minuteTakerId: at(MINUTE_TAKER).personId,
			extraordinary: false,
			invitees: people
				.filter((_, n) => n !== CHAIR && n !== MINUTE_TAKER)
				.map(({ personId }) => ({ personId, capacity: 'CORE', request: 'What your agency knows' })),
			lateReason: 'Agreed with the Board',
			noticeReason: 'It cannot wait'
		});
		for (const n of people.keys()) await does(n, meetingId, 'accept-statement', { version: 1, language: 'en' });
		for (const [n, { personId }] of people.entries())
			if (n !== CHAIR && n !== MINUTE_TAKER) await does(CHAIR, meetingId, 'confirm-attendee', { personId });
		await does(CHAIR, meetingId, 'start-meeting');
		for (let n = 0; n < RISKS; n++) await does(CHAIR, meetingId, 'add-risk');
		return meetingId;
	};

	await area('set-statement-text', { language: 'en', text: 'What is said in this room stays with those who need it.' });
	const running = await begin('CHAOS-1');
	const lockable = await begin('CHAOS-2');
	await database.withArea(areaId, async (tx) => {
		const ids = await documentsOf(tx, lockable);
		await appendOpeningUpdate(tx, { areaId, documentId: ids.plan, fields: planTexts() });
	});
	for (const { personId } of people)
		await does(CHAIR, lockable, 'record-attendance', {
			personId,
			status: 'ATTENDED',
			mode: 'IN_PERSON',
			seniorityMet: true
		});
	await does(CHAIR, lockable, 'decide-participation', { choice: 'PROCEED', reason: 'Those who are needed are here' });
	await does(CHAIR, lockable, 'present-statement', { manner: 'READ_ALOUD' });
	for (const { code } of standingAgenda('INITIAL', 2).items)
		if (!SETTLED_OTHERWISE.includes(code)) await does(CHAIR, lockable, 'skip-item', { code, reason: REASON });
	await does(CHAIR, lockable, 'record-disclosure-decision', {
		outcome: 'DO_NOT_DISCLOSE',
		legalBasis: [],
		s327aApplies: true,
		reasons: 'No particular child is identified',
		reconsiderTriggers: 'A new relationship with a parent',
		reviewAt: nextDay
	});
	await does(CHAIR, lockable, 'record-level-decision', {
		outcome: 'RETAIN_LEVEL',
		criterion: 'High risk of serious harm',
		criteria: ['HIGH_RISK'],
		meetingsAdd: 'They bring the agencies to one table',
		dissent: 'Nobody',
		rationale: 'Three agencies must act',
		exitCriteria: 'Twelve weeks without a breach',
		nextMeetingOn: nextDay,
		mustAttend: '',
		filedBy: ''
	});
	await does(CHAIR, lockable, 'note-smb-feedback', { theme: 'NOTHING_TO_REPORT', agencyId: null, text: '' });
	await does(CHAIR, lockable, 'end-meeting');
	return { areaId, people, running, lockable };
}

const SETTLED_OTHERWISE: readonly ItemCode[] = [
	'WELCOME',
	'CONFIDENTIALITY',
	'STATUS',
	'MINUTES_PREV',
	'ACTIONS_PREV',
	'RMP',
	'DISCLOSURE',
	'LEVEL',
	'SMB_FEEDBACK'
];

/** Every risk row whole, so that nothing stands between the meeting and its lock. */
const planTexts = (): Record<string, string> =>
	Object.fromEntries(
		Array.from({ length: RISKS }, (_, n) =>
			Object.entries({
				title: 'Contact with V1',
				risk: 'Approaches a child on the way to Larkspur School',
				evidence: 'Letter of 12 May',
				responseSoFar: 'Kept all appointments',
				contingency: 'If seen near the school, police at once. ',
				positiveIndicators: 'No zone alerts',
				negativeIndicators: 'Asks for the address',
				noActionReason: 'The licence already says so'
			}).map(([field, words]) => [`R${n + 1}.${field}`, words] as const)
		).flat()
	);

async function insertPeople(database: Database, areaId: string, passwordHash: string): Promise<Actor[]> {
	const agencies = new Map(Object.keys(AGENCIES).map((code) => [code, randomUUID()]));
	const people = PEOPLE.map(([agencyCode, name, role]): Actor => {
		const agencyId = agencies.get(agencyCode) as string;
		const agencyName = AGENCIES[agencyCode]?.[0] ?? '';
		return {
			...{ personId: randomUUID(), areaId, agencyId, name, agencyName, agencyCode },
			...{ roleTitle: 'Representative', roles: [role] }
		};
	});
	await database.withArea(areaId, async (tx) => {
		await tx
			.insert(schema.area)
			.values({ id: areaId, code: 'CHAOS', name: 'Thornmere', languages: ['en'], config: {} });
		await tx.insert(schema.agency).values(
			Object.entries(AGENCIES).map(([code, [name, type]]) => ({
				...{ id: agencies.get(code) as string, areaId, code, name, type }
			}))
		);
		await tx.insert(schema.person).values(
			people.map(({ personId, agencyId, name, roleTitle, roles }) => ({
				...{ id: personId, areaId, agencyId, name, roleTitle, roles: [...roles] }
			}))
		);
		for (const [n, { personId }] of people.entries())
			await insertAccount(tx, { areaId, personId, email: emailOf(n), passwordHash });
	});
	return people;
}

const caseInput = (ref: string, manager: Actor) => ({
	ref,
	category: 1,
	level: 2,
	leadAgencyId: manager.agencyId,
	caseManagerId: manager.personId,
	subject: {
		name: 'Tobiah Wrenfield-Moss',
		aliases: [],
		dateOfBirth: '1984-02-14',
		ethnicity: '',
		firstLanguage: 'English',
		accessibility: '',
		identifiers: { crn: 'X900014' }
	},
	facts: {
		indexOffence: 'Invented offence near Larkspur School',
		sentence: '5 years',
		dates: [{ label: 'Conditional release', on: '2026-11-30' }],
		notification: 'Indefinite',
		orders: [],
		rosh: { CHILDREN: 'MEDIUM' },
		tools: [],
		victims: [],
		protectiveFactors: [],
		s327aApplies: true
	}
});

/** The ids of an area made before, read back from a copy of its database. */
export async function findDocuments(
	database: Database,
	{ areaId }: ChaosArea,
	meetingId: string
): Promise<{ plan: string; minutes: string }> {
	const rows = await database.withArea(areaId, (tx) =>
		tx.select().from(schema.document).where(eq(schema.document.meetingId, meetingId))
	);
	const id = (name: string) => rows.find((row) => row.name === name)?.id as string;
	return { plan: id('plan'), minutes: id('minutes') };
}
