/** One running meeting of twelve, made by real commands: the pattern that {@link ./copied-meetings.ts} copies. */
import { randomBytes, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import * as schema from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import { type Application, createApplication } from '#server/application/application.ts';
import { createPasswordHasher } from '#server/application/password-hash.ts';
import { createFirstArea } from '#server/first-run.ts';
import type { Database } from '#server/persistence/database.ts';
import { documentLog } from '#server/persistence/document-log.ts';
import { createRooms } from '#server/rooms/rooms.ts';
import { testSeal } from '../support/test-seal.ts';
import { RISKS } from './long-history.ts';

/** Everybody in it, by seat: chair, minute taker, ten invited. */
export type FirstMeeting = {
	readonly areaId: string;
	readonly caseId: string;
	readonly meetingId: string;
	readonly personIds: readonly string[];
	readonly agencyIds: readonly string[];
	/** words that must differ in every copy: found and replaced */
	readonly areaCode: string;
	readonly caseRef: string;
	readonly mailDomain: string;
};

const PEOPLE = 12;
const AREA_CODE = 'BENCHAREA';
const CASE_REF = 'BENCHCASE-1';
const MAIL = '@people.bench.example';
const ADMIN = `first-administrator${MAIL}`;
const AGENCIES = [
	['POL', 'Fernshire Police', 'POLICE'],
	['PRB', 'Probation Service, Fernshire', 'PROBATION'],
	['CSC', 'Fernshire Children’s Services', 'CHILDRENS_SERVICES'],
	['HSG', 'Fernshire Housing', 'HOUSING_AUTHORITY']
] as const;

export async function makeFirstMeeting(database: Database): Promise<FirstMeeting> {
	const passwords = createPasswordHasher();
	const password = randomBytes(18).toString('base64url');
	await createFirstArea(database, passwords, {
		...{ AREA_NAME: 'Fernshire', AREA_CODE, ADMIN_NAME: 'Opal Quillfeather' },
		...{ ADMIN_EMAIL: ADMIN, ADMIN_PASSWORD: password }
	});
	const unit = await unitActor(database);
	const rooms = createRooms(documentLog(database));
	const application = createApplication({
		...{ database, rooms, passwords, log: () => {}, seal: testSeal() },
		checkPassword: async () => {
			throw new Error('nothing here asks for a password');
		}
	});
	const area = async (command: string, input: unknown): Promise<string> => {
		const done = await application.runAreaCommand({ actor: unit, command, input });
		if (!done.ok) throw new Error(`${command}: ${done.message} ${JSON.stringify(done.problems ?? [])}`);
		return done.value.id;
	};
	const agencyIds: string[] = [];
	for (const [code, name, type] of AGENCIES)
		agencyIds.push(await area('add-agency', { code, name, type, isResponsibleAuthority: false }));
	const people: Actor[] = [];
	for (let seat = 0; seat < PEOPLE; seat++) {
		const agency = AGENCIES[seat % AGENCIES.length] as (typeof AGENCIES)[number];
		const person = { name: `Person Number ${seat + 1}`, roleTitle: 'Representative', roles: ['AGENCY_REP' as const] };
		const agencyId = agencyIds[seat % AGENCIES.length] as string;
		const email = `person${seat + 1}${MAIL}`;
		const personId = await area('add-person', { ...person, agencyId, email, temporaryPassword: password });
		people.push({ ...person, personId, areaId: unit.areaId, agencyId, agencyName: agency[1], agencyCode: agency[0] });
	}
	await area('set-statement-text', { language: 'en', text: 'What is said here stays with those who need it.' });
	const caseId = await area('open-case', caseInput(agencyIds[1] as string, people[2] as Actor));
	const [chair, minuteTaker, ...invited] = people as [Actor, Actor, ...Actor[]];
	const meetingId = await area('convene-meeting', {
		...{ caseId, type: 'INITIAL', level: 2, scheduledDate: londonToday(), scheduledTime: '10:00', plannedMinutes: 90 },
		...{ venue: 'Room 1, Fern House', objective: 'Agree the plan', extraordinary: false },
		...{ chairId: chair.personId, minuteTakerId: minuteTaker.personId, lateReason: 'Agreed with the Board' },
		noticeReason: 'It cannot wait',
		invitees: invited.map(({ personId, agencyName }) => ({
			...{ personId, capacity: 'CORE' },
			request: `What ${agencyName} knows`
		}))
	});
	await holdMeeting(application, meetingId, people);
	await rooms.shutdown();
	const ids = { areaId: unit.areaId, caseId, meetingId, personIds: people.map((one) => one.personId), agencyIds };
	return { ...ids, areaCode: AREA_CODE, caseRef: CASE_REF, mailDomain: MAIL };
}

/** Everybody accepts the statement and is confirmed; the meeting starts and has its rows. */
async function holdMeeting(application: Application, meetingId: string, people: readonly Actor[]): Promise<void> {
	const run = async (actor: Actor, command: string, input: object = {}) => {
		const done = await application.runCommand({ actor, meetingId, command, commandId: randomUUID(), input });
		if (!done.ok) throw new Error(`${command}: ${done.message} ${JSON.stringify(done.problems ?? [])}`);
	};
	const [chair, , ...invited] = people as [Actor, ...Actor[]];
	for (const one of people) await run(one, 'accept-statement', { version: 1, language: 'en' });
	for (const { personId } of invited) await run(chair, 'confirm-attendee', { personId });
	await run(chair, 'start-meeting');
	for (let row = 0; row < RISKS; row++) await run(chair, 'add-risk');
}

async function unitActor(database: Database): Promise<Actor> {
	const account = await database.withoutArea(async (tx) => {
		const [row] = await tx.select().from(schema.account).where(eq(schema.account.email, ADMIN));
		return row;
	});
	if (!account) throw new Error('the first administrator is missing');
	return database.withArea(account.areaId, async (tx) => {
		// The first administrator sees no case; the bench's own person convenes instead.
		const roles = ['MAPPA_COORDINATOR'] as const;
		const [person] = await tx
			.update(schema.person)
			.set({ roles: [...roles] })
			.where(eq(schema.person.id, account.personId))
			.returning();
		if (!person) throw new Error('the first administrator is missing');
		const { id: personId, areaId, agencyId, name, roleTitle } = person;
		return { personId, areaId, agencyId, name, roleTitle, roles, agencyName: 'MAPPA unit', agencyCode: 'MAPPA' };
	});
}

const londonToday = (): string => new Date().toLocaleDateString('en-CA', { timeZone: 'Europe/London' });

const caseInput = (leadAgencyId: string, manager: Actor) => ({
	...{ ref: CASE_REF, category: 1, level: 2, leadAgencyId, caseManagerId: manager.personId },
	subject: {
		...{
			name: 'Tobiah Wrenfield-Moss',
			aliases: [],
			dateOfBirth: '1984-02-14',
			ethnicity: '',
			firstLanguage: 'English'
		},
		...{ accessibility: '', identifiers: { crn: 'X900014' } }
	},
	facts: {
		...{ indexOffence: 'Invented offence', sentence: '5 years', notification: 'Indefinite', s327aApplies: true },
		dates: [{ label: 'Conditional release', on: '2026-11-30' }],
		orders: [],
		rosh: { CHILDREN: 'HIGH' },
		tools: [],
		victims: [],
		protectiveFactors: []
	}
});
