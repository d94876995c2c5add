/**
 * given(events).when(command, input, by whom).gives(events) or .refused(kind): one decision, through the same steps as the
 * server takes it (parse, permit, decide), without a database. Everybody here is invented.
 */
import { expect } from 'vitest';
import type { PersonRef } from '#lib/attendance/attendance.ts';
import { DEFAULT_AREA_CONFIG } from '#lib/cases/area-config.ts';
import type { CaseSummary } from '#lib/cases/case.ts';
import type { DisclosureFields, LevelFields } from '#lib/decisions/decisions.ts';
import type { Actor, AgencyType, Role } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import type { DecideContext } from '#lib/meeting/command.ts';
import { type CommandName, commandNamed, isInternal } from '#lib/meeting/commands.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import { foldMeeting, type Meeting, type MeetingEvent } from '#lib/meeting/meeting.ts';
import type { Problem, RefusalKind, Result } from '#lib/result.ts';

const AGENCIES: Record<string, readonly [name: string, type: AgencyType]> = {
	POL: ['Northmere Constabulary', 'POLICE'],
	PRB: ['Probation Service, Northmere PDU', 'PROBATION'],
	CSC: ["Northmere Children's Services", 'CHILDRENS_SERVICES'],
	HSG: ['Saltby Housing Options', 'HOUSING_AUTHORITY'],
	MPU: ['Northmere MAPPA Unit', 'MAPPA_UNIT']
};
const person = (personId: string, name: string, agencyCode: string, roleTitle: string): PersonRef => ({
	personId,
	name,
	roleTitle,
	agencyId: `agency-${agencyCode}`,
	agencyCode,
	agencyName: AGENCIES[agencyCode]![0],
	agencyType: AGENCIES[agencyCode]![1]
});

export const PEOPLE = {
	chair: person('chair', 'Bramble Thistlewood', 'POL', 'Detective Inspector'),
	minuteTaker: person('minutes', 'Fern Inkwell', 'MPU', 'MAPPA administrator'),
	manager: person('manager', 'Rowan Lanternby', 'PRB', 'Community Offender Manager'),
	social: person('social', 'Clover Winterbourne', 'CSC', 'Team manager'),
	socialDeputy: person('deputy', 'Campion Ashmarsh', 'CSC', 'Assistant director'),
	housing: person('housing', 'Mallow Keystone', 'HSG', 'Housing options manager'),
	coordinator: person('coordinator', 'Opal Quillfeather', 'MPU', 'MAPPA co-ordinator')
} as const;
export type Who = keyof typeof PEOPLE;
const ROLES: Partial<Record<Who, readonly Role[]>> = {
	coordinator: ['MAPPA_COORDINATOR'],
	minuteTaker: ['MAPPA_ADMINISTRATOR']
};

export const actor = (who: Who): Actor => {
	const { personId, agencyId, name, agencyName, agencyCode, roleTitle } = PEOPLE[who];
	const roles = ROLES[who] ?? (['AGENCY_REP'] as const);
	return { personId, areaId: 'area', agencyId, name, agencyName, agencyCode, roleTitle, roles };
};

export const CASE: CaseSummary = {
	id: 'case',
	ref: 'NMS-2026-014',
	category: 1,
	level: 2,
	leadAgencyId: PEOPLE.manager.agencyId,
	leadAgencyName: PEOPLE.manager.agencyName,
	caseManager: PEOPLE.manager.name,
	subject: {
		name: 'Tobiah Wrenfield-Moss',
		aliases: ['Toby Wren'],
		dateOfBirth: '1984-02-14',
		ethnicity: 'White British',
		firstLanguage: 'English',
		accessibility: 'Short written summaries',
		identifiers: { crn: 'X900014' }
	},
	facts: {
		indexOffence: 'Invented offence',
		sentence: '5 years',
		dates: [{ label: 'Conditional release', on: '2026-11-30' }],
		notification: 'Indefinite',
		orders: [{ type: 'SHPO', made: '2024-05-31', expires: '2034-05-30', terms: 'device inspection' }],
		rosh: { CHILDREN: 'HIGH', PUBLIC: 'LOW' },
		tools: [{ name: 'ARMS', result: 'Priority', on: '2026-12-09' }],
		victims: [{ code: 'V1', contact: 'IN_CONTACT', views: 'Wants an exclusion zone' }],
		protectiveFactors: ['supportive brother'],
		s327aApplies: true
	}
};

/** 10:00 in London on a working day in winter; every later event is a minute after the one before. */
export const STARTED = '2026-12-17T10:00:00.000Z';
const at = (minute: number): string => new Date(Date.parse(STARTED) + minute * 60_000).toISOString();

export const convened = (over: Partial<Extract<MeetingEvent, { type: 'meeting-convened' }>> = {}): MeetingEvent => ({
	type: 'meeting-convened',
	caseId: 'case',
	seq: 1,
	meetingType: 'INITIAL',
	level: 2,
	extraordinary: false,
	scheduledStart: STARTED,
	plannedMinutes: 90,
	venue: 'Room 1',
	objective: 'Agree the release plan',
	shortNotice: false,
	chair: PEOPLE.chair,
	minuteTaker: PEOPLE.minuteTaker,
	...over
});
export const invited = (who: Who): MeetingEvent => ({
	type: 'person-invited',
	person: PEOPLE[who],
	capacity: 'CORE',
	request: 'What you know'
});
export const accepted = (who: Who, version = 1): MeetingEvent => ({
	type: 'statement-accepted',
	personId: PEOPLE[who].personId,
	version,
	language: 'en'
});
export const confirmed = (who: Who): MeetingEvent => ({
	type: 'attendee-confirmed',
	personId: PEOPLE[who].personId,
	by: 'chair'
});
/** Invited, statement accepted, confirmed. */
export const letIn = (...people: readonly Who[]): readonly MeetingEvent[] =>
	people.flatMap((who) => [invited(who), accepted(who), confirmed(who)]);

/** Convened, nobody in yet but invited: chair, minute taker, case manager, children's services. */
export const CONVENED: readonly MeetingEvent[] = [
	convened(),
	...(['chair', 'minuteTaker', 'manager', 'social'] as const).map(invited)
];
const running = (first: MeetingEvent): readonly MeetingEvent[] => [
	first,
	...letIn('chair', 'minuteTaker', 'manager', 'social'),
	{ type: 'meeting-started', case: CASE },
	{ type: 'item-opened', code: 'WELCOME' }
];
/** Running, with those four in the room, at the first item. */
export const LIVE = running(convened());
/** The second meeting of the case, with one risk and one action carried over. */
export const REVIEW: readonly MeetingEvent[] = [
	...running(convened({ seq: 2, meetingType: 'REVIEW' })),
	{
		type: 'plan-carried-over',
		meetingId: 'meeting-1',
		seq: 1,
		risks: [
			{
				key: 'R1',
				pillar: 'SUPERVISION',
				orientation: 'PROTECTIVE',
				controlType: null,
				status: 'OPEN',
				sinceMeeting: 1,
				reviewed: false,
				removed: null
			}
		],
		actions: [
			{
				number: 'A1',
				riskKeys: ['R1'],
				owner: PEOPLE.social,
				supporters: [],
				due: '2026-11-20',
				standing: null,
				pillar: 'VICTIM_SAFETY',
				orientation: 'PROTECTIVE',
				ownerAccepted: false,
				status: 'IN_PROGRESS',
				evidence: 'Two landlords refused',
				sinceMeeting: 1,
				outcome: null,
				removed: null
			}
		],
		highest: { R: 3, A: 7 }
	}
];

export const NOT_DISCLOSED: DisclosureFields = {
	outcome: 'DO_NOT_DISCLOSE',
	legalBasis: [],
	s327aApplies: true,
	s327aReason: '',
	presumptionApplies: false,
	presumptionRebuttedReason: '',
	lawful: '',
	necessary: '',
	proportionate: '',
	accurate: '',
	recipient: '',
	content: '',
	byWhom: '',
	discloserId: '',
	jointWith: '',
	method: '',
	deadline: '',
	conditions: '',
	subjectTold: '',
	subjectInformed: '',
	risksToSubject: '',
	supportForRecipient: '',
	alternativesConsidered: 'Staff briefing',
	reasons: 'No particular child is identified',
	reconsiderTriggers: 'A new relationship with a parent',
	reviewAt: '2027-01-14'
};
export const KEEP_LEVEL: LevelFields = {
	outcome: 'RETAIN_LEVEL',
	criteria: ['HIGH_RISK'],
	criterion: 'High risk of serious harm to children',
	meetingsAdd: 'Probation could not bring the others to the table alone',
	leadAgencyPlan: '',
	dissent: 'Nobody',
	nextMeetingReason: '',
	rationale: 'Three agencies must act before release',
	exitCriteria: 'Twelve weeks without a breach',
	nextMeetingOn: '2027-01-14',
	mustAttend: '',
	filedBy: ''
};

/** Folds events as the log would, one a minute after the start, all caused by `by`. */
export const fold = (events: readonly MeetingEvent[], by = 'chair'): Meeting => {
	const log = events.map((event, index) => ({ version: index + 1, at: at(index), by, event }));
	const meeting = foldMeeting('meeting-2', log);
	if (!meeting) throw new Error('a scenario begins with meeting-convened');
	return meeting;
};

export type Given = {
	readonly as?: Who;
	readonly context?: Partial<DecideContext>;
};
const contextOf = (who: Who, over: Partial<DecideContext>): DecideContext => ({
	actor: actor(who),
	now: at(120),
	newId: () => 'new-id',
	present: ['chair', 'minutes'],
	directory: (personId) => Object.values(PEOPLE).find((one) => one.personId === personId) ?? null,
	agencyName: (agencyId) => AGENCIES[agencyId.replace('agency-', '')]?.[0] ?? null,
	agencyType: (agencyId) => AGENCIES[agencyId.replace('agency-', '')]?.[1] ?? null,
	statementVersion: 1,
	config: DEFAULT_AREA_CONFIG,
	configOn: () => DEFAULT_AREA_CONFIG,
	case: CASE,
	previousLocked: true,
	reported: [],
	planAuthors: [],
	frozen: null,
	putBack: null,
	agencyReturn: null,
	proposal: null,
	correction: null,
	...over
});

const decide = (
	events: readonly MeetingEvent[],
	name: CommandName,
	input: unknown,
	{ as = 'chair', context = {} }: Given
): Result<readonly MeetingEvent[]> => {
	const meeting = fold(events);
	const command = commandNamed(name);
	const parsed = parseInput(command.schema, input);
	if (!parsed.ok) return parsed;
	const whole = contextOf(as, context);
	const refused = isInternal(name) ? null : mayRun(meeting, whole.actor, name, whole.statementVersion);
	return refused ?? command.decide(meeting, parsed.value, whole);
};

export const given = (events: readonly MeetingEvent[]) => ({
	when: (name: CommandName, input: unknown = {}, by: Given = {}) => {
		const result = decide(events, name, input, by);
		return {
			result,
			/** Exactly these events. */
			gives: (expected: readonly MeetingEvent[]): void => {
				expect(result).toEqual({ ok: true, value: expected });
			},
			/** Refused for this reason, with a sentence; `fields` are the fields marked, in any order. */
			refused: (kind: RefusalKind, fields?: readonly string[]): void => {
				expect(result).toMatchObject({ ok: false, kind });
				const refusal = result as Extract<typeof result, { ok: false }>;
				expect(refusal.message).toMatch(/^[A-Z0-9"].{10,}/);
				if (fields)
					expect((refusal.problems ?? []).map((problem: Problem) => problem.field).sort()).toEqual([...fields].sort());
			},
			/** The meeting after the events. */
			after: (): Meeting => {
				if (!result.ok) throw new Error(`refused: ${result.message}`);
				return fold([...events, ...result.value]);
			}
		};
	}
});
