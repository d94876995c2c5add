/**
 * What the page /design is drawn from: one invented meeting as full as a room gets (20 people, 12 risks, 40 actions, names that
 * are too long), in each state a room can be in. Everything is fixed, so that its pictures are the same on every day.
 */
import type { ItemCode } from '../agenda/agenda.ts';
import type { PersonRef } from '../attendance/attendance.ts';
import { DEFAULT_AREA_CONFIG } from '../cases/area-config.ts';
import type { CaseSummary } from '../cases/case.ts';
import { levelCaseOf, levelProblems } from '../decisions/level-rules.ts';
import type { FormAnswer } from '../govuk/form-answer.ts';
import type { Actor, AgencyType } from '../identity.ts';
import { foldMeeting, type Meeting, type MeetingEvent, type Stamped } from '../meeting/meeting.ts';
import { ORIENTATIONS, PILLARS, RISK_STATUSES } from '../rmp/rmp.ts';

export const DESIGN_STATES = [
	'full',
	'empty',
	'lobby',
	'read-only',
	'refused',
	'offline',
	'locked',
	'gone',
	'removed'
] as const;
export type DesignState = (typeof DESIGN_STATES)[number];
export const isDesignState = (text: string): text is DesignState => (DESIGN_STATES as readonly string[]).includes(text);
export const designStateWord: Readonly<Record<DesignState, string>> = {
	full: 'A full room: 20 people, 12 risks, 40 actions',
	empty: 'A first meeting with nothing written yet',
	lobby: 'Before the meeting begins',
	'read-only': 'Somebody who may only read',
	refused: 'A decision was refused: something is missing',
	offline: 'The connection is lost',
	locked: 'The minutes are locked',
	gone: 'Signed out while something is not saved',
	removed: 'The chair ended somebody’s part in the meeting'
};

/** ISO 8601, UTC: when this meeting always is. */
export const DESIGN_NOW = '2026-03-10T10:42:00.000Z';
export const DESIGN_MEETING = '00000000-0000-4000-8000-00000000d001';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const AGENCIES: readonly (readonly [string, string, AgencyType])[] = [
	['POL', 'Larkmere Constabulary', 'POLICE'],
	['PRB', 'Larkmere Probation Delivery Unit', 'PROBATION'],
	[
		'CSC',
		'Larkmere and Upper Saltby County Borough Council Children’s Social Care and Safeguarding Partnership',
		'CHILDRENS_SERVICES'
	],
	['HSG', 'Larkmere Housing', 'HOUSING_AUTHORITY'],
	['MPU', 'Larkmere MAPPA Unit', 'MAPPA_UNIT']
];
export const DESIGN_AGENCIES = AGENCIES.map(([code, name], n) => ({ id: id(11 + n), code, name }));
const NAMES = [
	...['Tansy Hollowreed', 'Linnet Copperquill', 'Alder Whitcombe-Snow', 'Marigold Fennimoor'],
	'Bartholomew-Ignatius Featherstonehaugh-Cholmondeley-Wrenfield',
	...['Sorrel Banbridge', 'Ash Penhallow', 'Bryony Castlemere', 'Clover Dunmarsh', 'Fen Eddowes', 'Gorse Farthingdale'],
	...['Hazel Greenhithe', 'Ivy Hartsease', 'Juniper Inkpen', 'Larch Kettleby', 'Mallow Lindsworth', 'Nettle Moorcroft'],
	...['Oak Nightingale-Reed', 'Poppy Overstrand', 'Rowan Plumtree']
];
export const DESIGN_PEOPLE: readonly PersonRef[] = NAMES.map((name, n) => {
	const [agencyCode, agencyName, agencyType] = AGENCIES[n % AGENCIES.length]!;
	const roleTitle = n === 4 ? 'Principal specialist for multi-agency public protection arrangements' : 'Senior officer';
	return {
		personId: id(101 + n),
		name,
		roleTitle,
		agencyId: id(11 + (n % AGENCIES.length)),
		agencyCode,
		agencyName,
		agencyType
	};
});
const [CHAIR, TAKER, MANAGER] = DESIGN_PEOPLE as readonly [PersonRef, PersonRef, PersonRef];

const CASE: CaseSummary = {
	...{ id: id(3), ref: 'DESIGN-01', category: 2, level: 2, leadAgencyId: id(12), leadAgencyName: AGENCIES[1]![1] },
	caseManager: MANAGER.name,
	subject: {
		...{ name: 'Peregrine Samplewood', aliases: [], dateOfBirth: '1988-03-09', ethnicity: 'Not recorded' },
		...{ firstLanguage: 'English', accessibility: 'None known', identifiers: {} }
	},
	facts: {
		...{ indexOffence: 'Invented: assault on a former partner', sentence: '3 years', dates: [], notification: 'None' },
		...{ orders: [], rosh: { KNOWN_ADULT: 'HIGH', CHILDREN: 'MEDIUM', PUBLIC: 'LOW', STAFF: 'LOW' }, tools: [] },
		victims: [{ code: 'V1', contact: 'IN_CONTACT', views: 'Wants handovers away from home' }],
		...{ protectiveFactors: ['Works with an alcohol service'], s327aApplies: false }
	}
};

const RISKS = 12;
const ACTIONS = 40;
const TAKEN: readonly ItemCode[] = ['WELCOME', 'CONFIDENTIALITY', 'SUMMARY', 'AGENCY_INFO', 'RISK', 'RMP'];
const taken = (state: DesignState): readonly ItemCode[] => (state === 'refused' ? [...TAKEN, 'LEVEL'] : TAKEN);

const givenTo = (n: number): MeetingEvent => ({
	...{ type: 'action-value-set', number: `A${n + 1}`, from: { owner: null, due: null } },
	to: { owner: DESIGN_PEOPLE[n % 20]!, due: `2026-03-${String(11 + (n % 18)).padStart(2, '0')}` }
});
const planEvents = (): readonly MeetingEvent[] => [
	...Array.from({ length: RISKS }, (_, n): MeetingEvent[] => [
		{ type: 'risk-added', key: `R${n + 1}`, sinceMeeting: 1 },
		{
			...{ type: 'risk-value-set', key: `R${n + 1}`, from: { pillar: null, orientation: null, status: 'OPEN' } },
			to: { pillar: PILLARS[n % 4]!, orientation: ORIENTATIONS[n % 3]!, status: RISK_STATUSES[n % 3]! }
		}
	]).flat(),
	...Array.from({ length: ACTIONS }, (_, n): MeetingEvent[] => [
		{ type: 'action-added', number: `A${n + 1}`, riskKeys: [`R${(n % RISKS) + 1}`], sinceMeeting: 1 },
		...(n % 7 === 6 ? [] : [givenTo(n)])
	]).flat()
];

const TITLES = [
	'Assault at child handovers',
	'Online contact with children',
	'Loss of a stable address',
	'Return to heavy drinking'
];
const LONG_TITLE =
	'Contact with the family of a former partner through the allotment association, the choir and the swimming club, whenever nobody who knows him is there';

/** Words of the plan, by field. */
export const DESIGN_PLAN: Readonly<Record<string, string>> = Object.fromEntries([
	...Array.from({ length: RISKS }, (_, n) => {
		const key = `R${n + 1}`;
		return [
			[`${key}.title`, n === 1 ? LONG_TITLE : n === 7 ? '' : TITLES[n % 4]!],
			[`${key}.risk`, 'Serious physical assault on his former partner (V1), most likely when he has been drinking'],
			[
				`${key}.contingency`,
				n % 3 === 0 ? '' : 'If he is seen in the zone: police the same hour, recall considered the same day'
			],
			[`${key}.positiveIndicators`, '- Keeps every appointment\n- Tells his officer before he meets anybody new']
		] as const;
	}).flat(),
	...Array.from({ length: ACTIONS }, (_, n) => [
		`A${n + 1}.text`,
		n === 2
			? 'Visit the association’s chair, agree who may hold the keys, write down who was told what and on what legal ground, and tell the others here within two working days'
			: 'Move handovers to the staffed contact centre'
	])
]);
export const DESIGN_MINUTES: Readonly<Record<string, string>> = {
	'RISK.who': 'V1, and the two children who are there'
};

const DESIGN_RATIONALE =
	'Three agencies act on the same days, and none of them can see what the other two have arranged';

/** The meeting in one state, with the events it was folded from. Pure. */
export function designMeeting(state: DesignState): { readonly meeting: Meeting; readonly log: readonly Stamped[] } {
	const at = Date.parse(DESIGN_NOW);
	const started = state !== 'lobby';
	const seats = DESIGN_PEOPLE.map(({ personId }) => personId);
	const events: MeetingEvent[] = [
		{
			...{ type: 'meeting-convened', caseId: CASE.id, seq: 1, meetingType: 'INITIAL', level: 2, extraordinary: false },
			...{ scheduledStart: '2026-03-10T10:00:00.000Z', plannedMinutes: 90, venue: 'Room 2 and by video' },
			...{ objective: 'See every part of the room', shortNotice: false, chair: CHAIR, minuteTaker: TAKER }
		},
		...DESIGN_PEOPLE.map(
			(person, n): MeetingEvent => ({
				...{
					type: 'person-invited',
					person,
					capacity: n === 19 ? 'OBSERVER' : 'CORE',
					request: 'What your agency knows'
				}
			})
		),
		// The last three: one waits at the door, one said no, one said nothing.
		{ type: 'invitation-answered', personId: seats[17]!, response: 'DECLINED' },
		...seats
			.slice(0, 17)
			.map((personId): MeetingEvent => ({ type: 'statement-accepted', personId, version: 1, language: 'en' })),
		{ type: 'statement-accepted', personId: seats[19]!, version: 1, language: 'en' },
		...[...seats.slice(0, 16), seats[19]!].map(
			(personId): MeetingEvent => ({ type: 'attendee-confirmed', personId, by: CHAIR.personId })
		),
		...(started ? [{ type: 'meeting-started', case: CASE } as const] : []),
		...(started ? taken(state).map((code): MeetingEvent => ({ type: 'item-opened', code })) : []),
		...(started && state !== 'empty' ? planEvents() : []),
		...(started && state !== 'empty'
			? [{ type: 'hand-raised', personId: seats[4]! } as const, { type: 'hand-raised', personId: seats[5]! } as const]
			: []),
		...(state === 'locked'
			? [
					{ type: 'meeting-ended' } as const,
					{ type: 'minutes-submitted' } as const,
					{ type: 'minutes-locked', sha256: '0'.repeat(64), heads: { plan: 0, minutes: 0 } } as const
				]
			: [])
	];
	const items = events.findIndex(({ type }) => type === 'item-opened');
	const log = events.map((event, n): Stamped => {
		const minutes = items < 0 || n < items ? 41 : Math.max(2, 40 - 7 * (n - items));
		return { version: n + 1, at: new Date(at - minutes * 60_000 + n).toISOString(), by: CHAIR.personId, event };
	});
	const meeting = foldMeeting(DESIGN_MEETING, log);
	if (!meeting) throw new Error('the events begin with meeting-convened');
	return { meeting, log };
}

/** Whose eyes a state is seen with. */
export const designSeat = (state: DesignState): PersonRef => (state === 'read-only' ? DESIGN_PEOPLE[19]! : CHAIR);
export const designActor = ({ personId, agencyId, name, agencyName, agencyCode, roleTitle }: PersonRef): Actor => ({
	...{ personId, areaId: id(2), agencyId, name, agencyName, agencyCode, roleTitle, roles: ['AGENCY_REP'] }
});

/** A level decision sent half written, as the service answers it. */
export function designAnswer(state: DesignState, meeting: Meeting): FormAnswer | null {
	if (state !== 'refused') return null;
	const written = { criterion: '', meetingsAdd: '', dissent: '', rationale: DESIGN_RATIONALE, exitCriteria: '' };
	const others = { leadAgencyPlan: '', nextMeetingReason: '', mustAttend: '', filedBy: '' };
	const decided = { outcome: 'RETAIN_LEVEL', criteria: [], nextMeetingOn: '2026-03-08' } as const;
	const fields = { ...decided, ...written, ...others };
	const problems = levelProblems(fields, { ...levelCaseOf(meeting), config: DEFAULT_AREA_CONFIG });
	return {
		command: 'record-level-decision',
		message: 'The decision is not complete yet',
		problems,
		values: fields,
		form: ''
	};
}
