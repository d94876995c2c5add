/** Area, agencies, people, accounts, statement and case of the demonstration. */
import { randomUUID } from 'node:crypto';
import * as schema from '#drizzle/schema.ts';
import type { CaseFacts, Subject } from '#lib/cases/case.ts';
import type { Actor, Role } from '#lib/identity.ts';
import type { Grade } from '#lib/people/grades.ts';
import { DEMO_PASSWORD } from '#server/application/password.ts';
import type { PasswordHasher } from '#server/application/password-hash.ts';
import { insertAccount } from '#server/persistence/accounts.ts';
import type { Database } from '#server/persistence/database.ts';
import type { DemoCase } from './demo-case.ts';
import { demoEmail } from './demo-people.ts';
import { STATEMENT } from './demo-statement.ts';
import { recordVetting } from './demo-vetting.ts';

/** Somebody who runs the service and never sees a case; not in the story. */
const ADMINISTRATOR = { id: 'P90', name: 'Thistle Boxwood', agency: 'MPU', role: 'System administrator' };
/** Who sits on the Strategic Management Board and is at no meeting; not in the story. */
const BOARD = [
	{ id: 'P91', name: 'Hazel Merrowdown', agency: 'POL', role: 'Assistant Chief Constable, chair of the Board' },
	{ id: 'P92', name: 'Wren Saltmarsh-Lee', agency: 'HSG', role: 'Director of housing, member of the Board' },
	{ id: 'P93', name: 'Betony Fairacre', agency: 'MPU', role: 'Lay adviser' }
];
/** Who looks at locked meetings of a sample, and at no other; not in the story. */
const AUDITOR = { id: 'P94', name: 'Sorrel Tallowmere', agency: 'MPU', role: 'Auditor of meetings' };
const ROLES: Readonly<Record<string, readonly Role[]>> = {
	P02: ['MAPPA_COORDINATOR'],
	P03: ['MAPPA_ADMINISTRATOR'],
	P90: ['SYSTEM_ADMINISTRATOR'],
	P91: ['SMB_CHAIR'],
	P92: ['SMB_MEMBER'],
	P93: ['LAY_ADVISER'],
	P94: ['AUDITOR']
};

/** How senior the people of the story are; whoever is not here has no grade recorded. */
const GRADES: Readonly<Record<Grade, readonly string[]>> = {
	PRACTITIONER: ['P04', 'P05', 'P07', 'P08', 'P11', 'P13', 'P21', 'P22'],
	MANAGER: ['P01', 'P06', 'P09', 'P10', 'P12', 'P14'],
	SENIOR_MANAGER: ['P15', 'P16', 'P17', 'P18', 'P20'],
	CHIEF_OFFICER: ['P19']
};
const gradeOf = (id: string): Grade | null =>
	(Object.keys(GRADES) as Grade[]).find((grade) => GRADES[grade].includes(id)) ?? null;

export type Register = {
	readonly areaId: string;
	readonly caseId: string;
	readonly actors: ReadonlyMap<string, Actor>;
	/** ids by agency code */
	readonly agencies: ReadonlyMap<string, string>;
};

export async function seedRegister(
	database: Database,
	passwords: PasswordHasher,
	story: DemoCase,
	areaId: string
): Promise<Register> {
	const caseId = randomUUID();
	const agencies = new Map(story.agencies.map(({ id }) => [id, randomUUID()]));
	const idOf = (code: string): string => agencies.get(code) ?? randomUUID();
	const actors = new Map(
		[...story.people, ADMINISTRATOR, ...BOARD, AUDITOR].map((one): [string, Actor] => [
			one.id,
			{
				personId: randomUUID(),
				areaId,
				agencyId: idOf(one.agency),
				name: one.name,
				agencyName: story.agencies.find(({ id }) => id === one.agency)?.name ?? '',
				agencyCode: one.agency,
				roleTitle: one.role,
				roles: ROLES[one.id] ?? ['AGENCY_REP']
			}
		])
	);
	// One password for everybody, so one hash does: nothing here is secret.
	const passwordHash = await passwords.hash(DEMO_PASSWORD);
	await database.withArea(areaId, async (tx) => {
		const { id: code, name, isWales, languages } = story.area;
		await tx.insert(schema.area).values({
			id: areaId,
			code,
			name,
			isWales,
			languages,
			config: { ...story.config, professionalsMeetings: 'YES', vettingRequired: 'YES' }
		});
		await tx.insert(schema.agency).values(
			story.agencies.map((one) => ({
				id: idOf(one.id),
				areaId,
				code: one.id,
				name: one.name,
				type: one.type,
				isResponsibleAuthority: one.isRA,
				countsForAttendance: one.countsForAttendance ?? true
			}))
		);
		await tx.insert(schema.person).values(
			[...actors].map(([id, { personId, agencyId, name, roleTitle, roles }]) => ({
				id: personId,
				grade: gradeOf(id),
				areaId,
				agencyId,
				name,
				roleTitle,
				roles: [...roles]
			}))
		);
		await recordVetting(tx, areaId);
		for (const { personId, name, agencyCode } of actors.values())
			await insertAccount(tx, { areaId, personId, email: demoEmail(name, agencyCode), passwordHash });
		await tx.insert(schema.statement).values(
			Object.entries(STATEMENT).map(([language, text]) => ({
				...{ areaId, version: 1, language, text },
				// In force before anybody of the story accepted it.
				effectiveFrom: new Date(story.meeting.invitationsSent)
			}))
		);
		await tx.insert(schema.mappCase).values({
			id: caseId,
			areaId,
			ref: story.case.ref,
			category: story.case.category,
			// The referral raises it.
			level: 1,
			status: 'ACTIVE',
			leadAgencyId: idOf(story.case.leadAgency),
			caseManagerId: actors.get('P04')?.personId ?? null,
			subject: subjectOf(story),
			facts: factsOf(story, story.meeting.invitationsSent)
		});
	});
	return { areaId, caseId, actors, agencies };
}

function subjectOf({ case: { subject } }: DemoCase): Subject {
	const { crn, prisonNo, pncId, visorOrMappsRef } = subject.ids;
	return {
		name: subject.name,
		aliases: subject.aliases,
		dateOfBirth: subject.dob,
		ethnicity: subject.ethnicity,
		firstLanguage: subject.firstLanguage,
		accessibility: subject.neurodiversity,
		identifiers: { crn, prisonNumber: prisonNo, pncId, visorOrMappsRef }
	};
}

/** The facts as known on a day (YYYY-MM-DD): later assessments are left out. */
export function factsOf({ case: story }: DemoCase, on: string): CaseFacts {
	const { sentence, notification } = story;
	return {
		indexOffence: story.indexOffence,
		sentence: `${sentence.length}, standard determinate sentence, ${sentence.court}`,
		dates: [
			{ label: 'Sentenced', on: sentence.sentencedOn },
			{ label: 'Conditional release', on: sentence.crd },
			{ label: 'Sentence expiry', on: sentence.sed }
		],
		notification: `${notification.status}; ${notification.review}`,
		orders: story.orders,
		rosh: story.rosh as CaseFacts['rosh'],
		tools: story.tools.filter(({ date }) => date <= on).map(({ name, result, date }) => ({ name, result, on: date })),
		victims: story.victims.map(({ code, vcsStatus, views }) => ({ code, contact: vcsStatus, views })),
		protectiveFactors: story.protectiveFactors,
		s327aApplies: true
	};
}
