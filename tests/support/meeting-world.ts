/**
 * A fictional area with its agencies, people, statement and one case, and meetings convened, joined, run and finished
 * in it: everything through the application's own commands on a real database. Passwords are compared, not hashed,
 * because hashing is slow and tested elsewhere.
 */
import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import * as schema from '#drizzle/schema.ts';
import type { RecordCommandName } from '#lib/addenda/record-commands.ts';
import type { AskCommandName } from '#lib/asks/ask-commands.ts';
import type { Actor, AgencyType, Role } from '#lib/identity.ts';
import type { CommandName } from '#lib/meeting/permissions.ts';
import type { RestrictedCommandName } from '#lib/restricted/restricted-commands.ts';
import type { Result } from '#lib/result.ts';
import { type Application, createApplication } from '#server/application/application.ts';
import { checkSignature } from '#server/application/chair-signature.ts';
import type { PasswordHasher } from '#server/application/password-hash.ts';
import { createRefusalAudit, type RefusalAudit } from '#server/application/refusal-audit.ts';
import type { CommandDone } from '#server/application/run-command.ts';
import { type LiveSessions, watchLiveSessions } from '#server/live-sessions.ts';
import { createHints, type Hints } from '#server/nodes/hints.ts';
import { joinNodes, type Node } from '#server/nodes/node.ts';
import { createOtherNodes } from '#server/nodes/other-nodes.ts';
import { findAccountOfPerson, insertAccount } from '#server/persistence/accounts.ts';
import type { Tx } from '#server/persistence/database.ts';
import { appendOpeningUpdate, documentLog, readDocument } from '#server/persistence/document-log.ts';
import { documentsOf } from '#server/persistence/final-records.ts';
import { createSessions, type Sessions } from '#server/persistence/sessions.ts';
import { createRooms, type Rooms } from '#server/rooms/rooms.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { ITEM_WORDS, itemInputs } from './filled-items.ts';
import { testSeal } from './test-seal.ts';

const AGENCIES = {
	MPU: ['Fernshire MAPPA Unit', 'MAPPA_UNIT'],
	POL: ['Fernshire Police', 'POLICE'],
	PRB: ['Probation Service, Fernshire', 'PROBATION'],
	CSC: ['Fernshire Children’s Services', 'CHILDRENS_SERVICES'],
	HSG: ['Fernshire Housing', 'HOUSING_AUTHORITY']
} as const satisfies Record<string, readonly [string, AgencyType]>;
type AgencyCode = keyof typeof AGENCIES;

const PEOPLE = {
	coordinator: ['MPU', 'Opal Quillfeather', 'MAPPA_COORDINATOR'],
	chair: ['POL', 'Bramble Thistlewood', 'AGENCY_REP'],
	minuteTaker: ['MPU', 'Fern Inkwell', 'MAPPA_ADMINISTRATOR'],
	manager: ['PRB', 'Rowan Lanternby', 'AGENCY_REP'],
	social: ['CSC', 'Clover Winterbourne', 'AGENCY_REP'],
	deputy: ['CSC', 'Campion Ashmarsh', 'AGENCY_REP'],
	housing: ['HSG', 'Mallow Keystone', 'AGENCY_REP']
} as const satisfies Record<string, readonly [AgencyCode, string, Role]>;
/** `deputy` and `housing` are never invited unless a test does it. */
export type Who = keyof typeof PEOPLE;
export const INVITED = ['chair', 'minuteTaker', 'manager', 'social'] as const;

/** Words of the case that nobody may hear before they are in the room. */
export const CASE_WORDS = {
	name: 'Tobiah Wrenfield-Moss',
	alias: 'Toby Wren',
	crn: 'X900014',
	offence: 'Invented offence near Larkspur School',
	order: 'device inspection every Tuesday',
	factor: 'steady brother',
	risk: 'Approaches a child on the way to Larkspur School',
	action: 'Inspect the declared phone every month'
} as const;
export const STATEMENT = 'What is said in this room stays with those who need it.';
export const PASSWORD = 'four rusty teapots sing';
/** One person may have more browsers here than anybody may have: how many is proved where sessions are. */
const MANY_BROWSERS = Number.POSITIVE_INFINITY;
/** How the people of the world come in when nothing else is said. */
const BY_PASSWORD = { strength: 1, means: 'PASSWORD', device: '' } as const;
/** Thursday, 10:00 in London. */
const BEGAN = Date.parse('2026-12-17T10:00:00Z');

const plainHasher: PasswordHasher = {
	hash: async (password) => `plain:${password}`,
	verify: async (stored, password) => stored === `plain:${password}`
};

/** The parts of one process of the service. */
export type WorldNode = {
	readonly nodeId: string;
	readonly application: Application;
	readonly rooms: Rooms;
	readonly liveSessions: LiveSessions;
	readonly node: Node;
	readonly hints: Hints;
	readonly refusals: RefusalAudit;
};
export type WorldOptions = {
	/** where hints go; nowhere when absent */
	readonly redisUrl?: string;
	/** how often a node asks the database, ms */
	readonly lookEveryMs?: number;
	/** a connection lost for less than this is not written down, ms */
	readonly leftAfterMs?: number;
	/** what is asked of everybody's session; 1 when absent */
	readonly leastStrength?: 1 | 2;
};

export type World = WorldNode & {
	readonly store: TestDatabase;
	readonly areaId: string;
	readonly caseId: string;
	readonly sessions: Sessions;
	readonly who: Readonly<Record<Who, Actor>>;
	readonly agency: Readonly<Record<AgencyCode, string>>;
	/** lines the parts wrote into the log */
	readonly log: string[];
	/** days are added to the clock */
	readonly passDays: (days: number) => void;
	readonly run: (who: Who, meetingId: string, command: AnyCommand, input?: unknown, commandId?: string) => Ran;
	/** as run; a refusal is a failed test */
	readonly does: (who: Who, meetingId: string, command: AnyCommand, input?: unknown) => Promise<CommandDone>;
	readonly runArea: (who: Who, command: string, input: unknown) => ReturnType<Application['runAreaCommand']>;
	readonly within: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
	/** the Cookie header of a fresh session */
	readonly cookie: (who: Who) => Promise<string>;
	/** One more process of the same service on the same database: the same people and meetings, its own connections. */
	readonly anotherNode: (over?: WorldOptions) => World;
	readonly close: () => Promise<void>;
};
type AnyCommand = CommandName | RestrictedCommandName | AskCommandName | RecordCommandName;
type Ran = Promise<Result<CommandDone>>;

/** The parts of a process on this database, as start.ts puts them together. @param offsetMs added to the clock */
function openNode(
	{ database }: TestDatabase,
	note: (line: string) => void,
	offsetMs: () => number,
	options: WorldOptions
): WorldNode & { readonly sessions: Sessions; readonly end: () => Promise<void> } {
	const nodeId = randomUUID();
	const sessions = createSessions(database, false, options.leastStrength ?? 1, () => MANY_BROWSERS);
	const hints = createHints(options.redisUrl, nodeId, note);
	const others = createOtherNodes(nodeId);
	const refusals = createRefusalAudit(database, note);
	const liveSessions = watchLiveSessions(sessions, note);
	const rooms = createRooms(documentLog(database), {
		report: note,
		parkAfterMs: 0,
		storedHere: (documentId) => hints.publish({ documents: [documentId] }),
		cursorsMoved: (_, meetingId) => node.cursorsMoved(meetingId),
		refused: refusals.frame,
		wordsRemoved: (seen) => application.wordsRemoved(seen)
	});
	const passwords = plainHasher;
	const application = createApplication({
		nodeId,
		database,
		rooms,
		passwords,
		checkPassword: (actor, password, stepUpAt) => checkSignature({ database, passwords }, actor, password, stepUpAt),
		now: () => new Date(Date.now() + offsetMs()),
		log: note,
		hint: hints.publish,
		presentElsewhere: others.present,
		seal: testSeal(),
		...(options.leftAfterMs === undefined ? {} : { leftAfterMs: options.leftAfterMs })
	});
	const { lookEveryMs = 400 } = options;
	const parts = { nodeId, lookout: database, others, hints, application, rooms, liveSessions, log: note };
	const node = joinNodes({ ...parts, lookEveryMs });
	const endedHere: LiveSessions = {
		...liveSessions,
		end: (sessionId) => {
			liveSessions.end(sessionId);
			hints.publish({ sessions: true });
		}
	};
	const end = async () => {
		await node.leave();
		liveSessions.close();
		await rooms.shutdown();
		await node.close();
	};
	return { nodeId, application, rooms, sessions, liveSessions: endedHere, node, hints, refusals, end };
}

/** Whoever acts in a world entered their password lately, whatever its clock says. */
const JUST_NOW = new Date('2100-01-01T00:00:00Z');

/** @param store shared by several areas; opened and closed here when absent */
export async function openWorld(shared?: TestDatabase, options: WorldOptions = {}): Promise<World> {
	const store = shared ?? (await openTestDatabase());
	const { database } = store;
	const log: string[] = [];
	const since = Date.now();
	let days = 0;
	const offsetMs = () => BEGAN - since + days * 86_400_000;
	const { end, sessions, ...own } = openNode(store, (line) => void log.push(line), offsetMs, options);
	const { application } = own;
	const areaId = randomUUID();
	const coordinator = await insertFirstPerson(store, areaId);
	const runArea = async (actor: Actor, command: string, input: unknown) => {
		const result = await application.runAreaCommand({ actor, command, input, stepUpAt: JUST_NOW });
		if (!result.ok) throw new Error(`${command}: ${result.message} ${JSON.stringify(result.problems ?? [])}`);
		return result.value.id;
	};
	const agency = { MPU: coordinator.agencyId } as Record<AgencyCode, string>;
	for (const code of ['POL', 'PRB', 'CSC', 'HSG'] as const) {
		const [name, type] = AGENCIES[code];
		agency[code] = await runArea(coordinator, 'add-agency', { code, name, type, isResponsibleAuthority: false });
	}
	const who = { coordinator } as Record<Who, Actor>;
	for (const one of Object.keys(PEOPLE) as Who[]) {
		if (one === 'coordinator') continue;
		const [agencyCode, name, role] = PEOPLE[one];
		const person = { name, roleTitle: 'Representative', agencyId: agency[agencyCode], roles: [role] };
		const email = `${one.toLowerCase()}@${areaId.slice(0, 8)}.example`;
		const personId = await runArea(coordinator, 'add-person', { ...person, email, temporaryPassword: PASSWORD });
		who[one] = { ...person, personId, areaId, agencyName: AGENCIES[agencyCode][0], agencyCode };
	}
	await runArea(coordinator, 'set-statement-text', { language: 'en', text: STATEMENT });
	const caseId = await runArea(coordinator, 'open-case', caseInput(agency.PRB, who.manager.personId));

	const run: World['run'] = (one, meetingId, command, input = {}, commandId = randomUUID()) =>
		application.runCommand({ actor: who[one], meetingId, command, commandId, input, stepUpAt: JUST_NOW });
	const world: World = {
		...own,
		store,
		areaId,
		caseId,
		sessions,
		who,
		agency,
		log,
		passDays: (more) => {
			days += more;
		},
		run,
		does: accepted(run),
		runArea: (one, command, input) =>
			application.runAreaCommand({ actor: who[one], command, input, stepUpAt: JUST_NOW }),
		within: (work) => database.withArea(areaId, work),
		cookie: async (one) => {
			const token = await database.withoutArea(async (tx) => {
				const account = await findAccountOfPerson(tx, who[one].personId);
				return sessions.begin(tx, account?.id ?? '', BY_PASSWORD);
			});
			return `${sessions.cookieName}=${token}`;
		},
		anotherNode: (over = {}) => {
			const other = openNode(store, (line) => void log.push(line), offsetMs, { ...options, ...over });
			const { end: endOther, sessions: _, ...parts } = other;
			const run: World['run'] = (one, meetingId, command, input = {}, commandId = randomUUID()) =>
				parts.application.runCommand({ actor: who[one], meetingId, command, commandId, input, stepUpAt: JUST_NOW });
			return {
				...world,
				...parts,
				run,
				does: accepted(run),
				runArea: (one, command, input) =>
					parts.application.runAreaCommand({ actor: who[one], command, input, stepUpAt: JUST_NOW }),
				close: endOther
			};
		},
		close: async () => {
			await end();
			if (!shared) await store.close();
		}
	};
	return world;
}

const accepted =
	(run: World['run']): World['does'] =>
	async (one, meetingId, command, input = {}) => {
		const ran = await run(one, meetingId, command, input);
		if (!ran.ok) throw new Error(`${command} by ${one}: ${ran.message} ${JSON.stringify(ran.problems ?? [])}`);
		return ran.value;
	};

/** The area and its co-ordinator: somebody must be there before the first command. */
async function insertFirstPerson({ database }: TestDatabase, areaId: string): Promise<Actor> {
	const [agencyId, personId, code] = [randomUUID(), randomUUID(), areaId.slice(0, 8)];
	const [agencyCode, name, role] = PEOPLE.coordinator;
	const [agencyName, type] = AGENCIES.MPU;
	const person = { name, roleTitle: 'Co-ordinator', agencyId, roles: [role] };
	await database.withArea(areaId, async (tx) => {
		await tx.insert(schema.area).values({ id: areaId, code, name: 'Fernshire', languages: ['en'], config: {} });
		await tx.insert(schema.agency).values({ id: agencyId, areaId, code: agencyCode, name: agencyName, type });
		await tx.insert(schema.person).values({ id: personId, areaId, ...person });
		const account = { areaId, personId, email: `coordinator@${code}.example`, passwordHash: `plain:${PASSWORD}` };
		await insertAccount(tx, account);
	});
	return { ...person, personId, areaId, agencyName, agencyCode };
}

const caseInput = (leadAgencyId: string, caseManagerId: string) => ({
	ref: 'FNS-2026-014',
	category: 1,
	level: 2,
	leadAgencyId,
	caseManagerId,
	subject: {
		name: CASE_WORDS.name,
		aliases: [CASE_WORDS.alias],
		dateOfBirth: '1984-02-14',
		ethnicity: '',
		firstLanguage: 'English',
		accessibility: '',
		identifiers: { crn: CASE_WORDS.crn }
	},
	facts: {
		indexOffence: CASE_WORDS.offence,
		sentence: '5 years',
		dates: [{ label: 'Conditional release', on: '2026-11-30' }],
		notification: 'Indefinite',
		orders: [{ type: 'SHPO', made: '2024-05-31', expires: '2034-05-30', terms: CASE_WORDS.order }],
		rosh: { CHILDREN: 'HIGH' },
		tools: [],
		victims: [{ code: 'V1', contact: '', views: '' }],
		protectiveFactors: [CASE_WORDS.factor],
		s327aApplies: true
	}
});

export const conveneInput = (world: World, over: object = {}) => ({
	caseId: world.caseId,
	type: 'INITIAL',
	level: 2,
	scheduledDate: '2027-03-18',
	scheduledTime: '10:00',
	plannedMinutes: 90,
	venue: 'Room 1, Fern House',
	objective: 'Agree the plan',
	noticeReason: 'The first day on which everybody could come',
	chairId: world.who.chair.personId,
	minuteTakerId: world.who.minuteTaker.personId,
	extraordinary: false,
	invitees: (['manager', 'social'] as const).map((one) => ({
		personId: world.who[one].personId,
		capacity: 'CORE',
		request: `What ${world.who[one].agencyName} knows`
	})),
	lateReason: 'Agreed with the Board',
	...over
});

/** @returns the id of the new meeting */
export async function convene(world: World, over: object = {}): Promise<string> {
	const made = await world.runArea('coordinator', 'convene-meeting', conveneInput(world, over));
	if (!made.ok) throw new Error(`${made.message} ${JSON.stringify(made.problems ?? [])}`);
	return made.value.id;
}
export const conveneReview = (world: World) => convene(world, { type: 'REVIEW' });

/** A case of its own for a test that must not share its meetings. */
export async function anotherCase(world: World): Promise<World> {
	const input = { ...caseInput(world.agency.PRB, world.who.manager.personId), ref: `C-${randomUUID().slice(0, 8)}` };
	const made = await world.runArea('coordinator', 'open-case', input);
	if (!made.ok) throw new Error(made.message);
	return { ...world, caseId: made.value.id };
}

export const accept = (world: World, who: Who, meetingId: string, version = 1) =>
	world.does(who, meetingId, 'accept-statement', { version, language: 'en' });
export const confirm = (world: World, who: Who, meetingId: string) =>
	world.does('chair', meetingId, 'confirm-attendee', { personId: world.who[who].personId });

/** Convened, everybody invited in the room, started. */
export async function startedMeeting(world: World, over: object = {}): Promise<string> {
	const meetingId = await convene(world, over);
	for (const who of INVITED) await accept(world, who, meetingId);
	for (const who of ['manager', 'social'] as const) await confirm(world, who, meetingId);
	await world.does('chair', meetingId, 'start-meeting');
	return meetingId;
}

/** Lets somebody into the room who leads no item: they write in the plan and only read the minutes. */
export async function letReaderIn(world: World, meetingId: string): Promise<void> {
	const { personId } = world.who.housing;
	await world.does('coordinator', meetingId, 'invite-person', {
		personId,
		capacity: 'INVITED',
		request: 'Where he lives'
	});
	await accept(world, 'housing', meetingId);
	await confirm(world, 'housing', meetingId);
}

export const ATTENDED = { status: 'ATTENDED', mode: 'IN_PERSON', seniorityMet: true } as const;
export const NOT_DISCLOSED = {
	outcome: 'DO_NOT_DISCLOSE',
	legalBasis: [],
	s327aApplies: true,
	reasons: 'No particular child is identified',
	reconsiderTriggers: 'A new relationship with a parent',
	reviewAt: '2027-06-10'
};
export const KEEP_LEVEL = {
	outcome: 'RETAIN_LEVEL',
	criterion: 'High risk of serious harm',
	criteria: ['HIGH_RISK'],
	meetingsAdd: 'They bring the agencies to one table',
	dissent: 'Nobody',
	nextMeetingReason: 'The first day on which everybody can come',
	rationale: 'Three agencies must act',
	exitCriteria: 'Twelve weeks without a breach',
	nextMeetingOn: '2027-06-10',
	mustAttend: '',
	filedBy: ''
};
const NOTED = ['PERSON', 'VICTIMS', 'SUMMARY', 'AGENCY_INFO', 'ENGAGEMENT', 'EQUALITY_HRA', 'SAFEGUARDING', 'RISK'];
export const NOTES = {
	...Object.fromEntries([...NOTED, 'ACTIONS'].map((code) => [`${code}.notes`, `Said about ${code}.`])),
	...ITEM_WORDS
};
/** Words of one whole risk row. */
export const riskTexts = (key: string): Record<string, string> => ({
	[`${key}.title`]: 'Contact with V1',
	[`${key}.risk`]: CASE_WORDS.risk,
	[`${key}.evidence`]: 'Letter of 12 May',
	[`${key}.responseSoFar`]: 'Kept all appointments',
	[`${key}.contingency`]: 'If seen near the school, police at once',
	[`${key}.positiveIndicators`]: 'No zone alerts',
	[`${key}.negativeIndicators`]: 'Asks for the address'
});

/** Writes words into a document nobody has written in yet. */
export const writeFirstWords = (
	world: World,
	meetingId: string,
	name: 'plan' | 'minutes',
	fields: Readonly<Record<string, string>>
) =>
	world.within(async (tx) => {
		const documentId = (await documentsOf(tx, meetingId))[name];
		await appendOpeningUpdate(tx, { areaId: world.areaId, documentId, fields });
	});

/** An action with one owner, a deadline and its risk. */
export async function addAction(world: World, meetingId: string, over: object = {}): Promise<string> {
	const { events } = await world.does('chair', meetingId, 'add-action', { riskKeys: ['R1'] });
	const added = events[0]?.event;
	if (added?.type !== 'action-added') throw new Error('no action was added');
	const to = { ownerId: world.who.social.personId, due: '2027-05-20', pillar: 'SUPERVISION', ...over };
	await world.does('chair', meetingId, 'set-action-values', { number: added.number, to });
	return added.number;
}

/** Everything the chair must record that is not in the plan, of a meeting that runs. */
export async function recordDecisions(world: World, meetingId: string): Promise<void> {
	const { does, who } = world;
	const running = await world.application.admission.register(who.coordinator, meetingId);
	if (!running.ok) throw new Error(running.message);
	for (const input of itemInputs(running.value)) await does('chair', meetingId, 'record-item', input);
	for (const one of INVITED)
		await does('minuteTaker', meetingId, 'record-attendance', { personId: who[one].personId, ...ATTENDED });
	await does('chair', meetingId, 'decide-participation', { choice: 'MET', reason: '' });
	await does('chair', meetingId, 'present-statement', { manner: 'READ_ALOUD' });
	await does('chair', meetingId, 'record-disclosure-decision', NOT_DISCLOSED);
	await does('chair', meetingId, 'record-level-decision', KEEP_LEVEL);
	const feedback = { theme: 'GOOD_PRACTICE', agencyId: world.agency.CSC, text: 'Early report' };
	await does('chair', meetingId, 'note-smb-feedback', feedback);
}

/** A first meeting with one whole risk and one action, ended, ready for the lock. */
export async function finishedMeeting(world: World, over: object = {}): Promise<string> {
	const meetingId = await startedMeeting(world, over);
	await world.does('social', meetingId, 'add-risk');
	await addAction(world, meetingId);
	const plan = { ...riskTexts('R1'), 'A1.text': CASE_WORDS.action };
	await writeFirstWords(world, meetingId, 'plan', plan);
	await writeFirstWords(world, meetingId, 'minutes', NOTES);
	await recordDecisions(world, meetingId);
	await world.does('chair', meetingId, 'end-meeting');
	return meetingId;
}

export const lock = (world: World, meetingId: string, password = PASSWORD, commandId: string = randomUUID()) =>
	world.run('chair', meetingId, 'lock-minutes', { password }, commandId);

/** The words of a document as stored. */
export const wordsOf = (world: World, meetingId: string, name: 'plan' | 'minutes') =>
	world.within(async (tx) => readDocument(tx, (await documentsOf(tx, meetingId))[name]));

/** What a meeting has left in the database, for comparing before and after. */
export const traces = (world: World, meetingId: string) =>
	world.within(async (tx) => ({
		head: (await tx.select().from(schema.meeting).where(eq(schema.meeting.id, meetingId)))[0],
		events: await tx
			.select()
			.from(schema.meetingEvent)
			.where(eq(schema.meetingEvent.meetingId, meetingId))
			.orderBy(schema.meetingEvent.version),
		invitations: await tx
			.select()
			.from(schema.invitation)
			.where(eq(schema.invitation.meetingId, meetingId))
			.orderBy(schema.invitation.personId),
		documents: await tx
			.select()
			.from(schema.document)
			.where(eq(schema.document.meetingId, meetingId))
			.orderBy(schema.document.name),
		records: await tx.select().from(schema.finalRecord).where(eq(schema.finalRecord.meetingId, meetingId))
	}));

/** Audit rows about one meeting, oldest first; `act` alone or all of them. */
export const auditOf = (world: World, meetingId: string, act?: string) =>
	world.within((tx) => {
		const { auditEvent } = schema;
		const about = eq(auditEvent.meetingId, meetingId);
		return tx
			.select()
			.from(auditEvent)
			.where(act ? and(about, eq(auditEvent.act, act)) : about)
			.orderBy(auditEvent.number);
	});
