/**
 * The Risk Management Plan in the Kemshall format: which risk rows and actions there are, their order and their typed values.
 * The words themselves are prose in the `plan` document, one text per field, named by {@link riskField} and {@link actionField}.
 */
import type { PersonRef } from '../attendance/attendance.ts';
import type { ImportMark } from '../import/imported-plan.ts';
import { never } from '../result.ts';
import { type AdoptedIndicators, type IndicatorMarked, indicatorName, type MarkedIndicator } from './indicators.ts';
import type { ReportedAction } from './reported-action.ts';

export const PILLARS = [
	'SUPERVISION',
	'MONITORING_AND_CONTROL',
	'INTERVENTIONS_AND_TREATMENT',
	'VICTIM_SAFETY'
] as const;
export const ORIENTATIONS = ['RESTRICTIVE', 'REHABILITATIVE', 'PROTECTIVE'] as const;
export const CONTROL_TYPES = ['EXTERNAL', 'INTERNAL'] as const;
export const RISK_STATUSES = ['OPEN', 'REDUCED', 'INCREASED', 'RESOLVED', 'MERGED'] as const;
export const ACTION_STATUSES = [
	'NOT_STARTED',
	'IN_PROGRESS',
	'CANNOT_BE_DONE_YET',
	'COMPLETED',
	'NO_LONGER_NEEDED',
	'NOT_COMPLETED'
] as const;
export type Pillar = (typeof PILLARS)[number];
export type Orientation = (typeof ORIENTATIONS)[number];
export type ControlType = (typeof CONTROL_TYPES)[number];
export type RiskStatus = (typeof RISK_STATUSES)[number];
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** Text fields of a risk row in the order they are asked (domain.md 5.2). `title` is the row's short name. */
export const RISK_FIELDS = [
	'title',
	'risk',
	'evidence',
	'evidenceBasis',
	'responseSoFar',
	'contingency',
	'positiveIndicators',
	'negativeIndicators',
	'leastRestrictiveReason',
	'noActionReason'
] as const;
export type RiskField = (typeof RISK_FIELDS)[number];
/** Text fields of an action. `completionEvidence` names how the meeting will know it is done (SMART: measurable). */
export const ACTION_FIELDS = ['text', 'completionEvidence'] as const;
export type ActionField = (typeof ACTION_FIELDS)[number];

export const riskField = (key: string, field: RiskField): string => `${key}.${field}`;
export const actionField = (number: string, field: ActionField): string => `${number}.${field}`;
/** The key of its help (help/field-help.ts): R1.contingency is plan.contingency, A12.text is action.text. */
export const planHelpKey = (name: string): string =>
	`${name.startsWith('A') ? 'action' : 'plan'}.${name.split('.')[1] ?? ''}`;
/** Whether a name is one the plan document may hold: R1.contingency, A12.text. */
export const isPlanField = (name: string): boolean => {
	const [row = '', field = '', rest] = name.split('.');
	if (rest !== undefined) return false;
	if (/^R[1-9]\d{0,3}$/.test(row)) return (RISK_FIELDS as readonly string[]).includes(field);
	return /^A[1-9]\d{0,3}$/.test(row) && (ACTION_FIELDS as readonly string[]).includes(field);
};

export type Removal = { readonly at: string; readonly by: string; readonly reason: string };
export type Risk = {
	/** R1, R2 ...: stable across meetings of the case */
	readonly key: string;
	readonly pillar: Pillar | null;
	readonly orientation: Orientation | null;
	readonly controlType: ControlType | null;
	/** codes of the victims it is about */
	readonly victims: readonly string[];
	readonly status: RiskStatus;
	/** what earlier meetings found, oldest first */
	readonly trend: readonly RiskTrend[];
	/** number of the meeting in which it was first written */
	readonly sinceMeeting: number;
	/** reviewed in this meeting: status set, or new */
	readonly reviewed: boolean;
	readonly removed: Removal | null;
};
/** The status of a risk as one earlier meeting adopted it. */
export type RiskTrend = { readonly seq: number; readonly status: RiskStatus };
/** A standing action has no single end: how often it is checked, and when next (YYYY-MM-DD). */
export type Standing = { readonly frequency: string; readonly nextCheck: string };
export type ActionOutcome = {
	readonly status: ActionStatus;
	readonly evidence: string;
	readonly completedOn: string | null;
	readonly at: string;
	readonly by: string;
	/** of one that is completed: when the chair verified it, null = not yet; absent in meetings before verifying was recorded */
	readonly verified?: { readonly at: string; readonly by: string } | null;
};
/** The owner said yes when the action was read back: themselves on their own screen, or as somebody told the meeting. */
export type Acceptance = {
	/** ISO 8601, UTC */
	readonly at: string;
	/** who recorded it: the owner, or the chair or the minute taker */
	readonly by: string;
	/** who told the meeting that the owner accepts; '' = the owner said it here themselves */
	readonly toldBy: string;
	/** who changed the words after that, so that it holds no more; set by `asWorded` alone, never folded */
	readonly changed?: { readonly name: string; readonly at: string };
};
export type Action = {
	/** A1, A2 ...: per case, never used twice */
	readonly number: string;
	readonly riskKeys: readonly string[];
	readonly owner: PersonRef | null;
	readonly supporters: readonly PersonRef[];
	/** YYYY-MM-DD */
	readonly due: string | null;
	readonly standing: Standing | null;
	readonly pillar: Pillar | null;
	readonly orientation: Orientation | null;
	readonly controlType: ControlType | null;
	/** codes of the victims it protects */
	readonly victims: readonly string[];
	/** the owner was not there but has accepted (V18) */
	readonly ownerAccepted: boolean;
	readonly status: ActionStatus;
	/** what the previous meeting knew of its progress */
	readonly evidence: string;
	readonly sinceMeeting: number;
	/** accepted at this meeting as it stands: lost when its owner or its day changes; absent = not accepted here */
	readonly acceptance?: Acceptance;
	/** the outcome recorded in this meeting for an action carried over (V19) */
	readonly outcome: ActionOutcome | null;
	/** what was reported of it since the last meeting, and where its deadline has been; absent where there is nothing to tell */
	readonly reported?: ReportedAction;
	readonly removed: Removal | null;
};
/** Who last set a typed value and what it replaced: shown to the person overwritten, and the way to undo. */
export type ValueChange = {
	readonly row: string;
	readonly field: string;
	readonly from: unknown;
	readonly to: unknown;
	readonly by: string;
	readonly at: string;
};
export type Rmp = {
	readonly risks: readonly Risk[];
	readonly actions: readonly Action[];
	/** `imported`: the plan was agreed before its case came into this service; the id is then that of the import */
	readonly carriedFrom: {
		readonly meetingId: string;
		readonly seq: number;
		readonly imported?: ImportMark | undefined;
	} | null;
	/** the rows as the last plan handed them on: what "since the last plan" compares with; null = there was none */
	readonly handedOn: PlanRows | null;
	/** indicators of the last plan; null = there was none, or it was handed on before they were kept one by one */
	readonly adopted: AdoptedIndicators | null;
	/** what this meeting says of them, by name: "R1.positive.2" */
	readonly marked: Readonly<Record<string, MarkedIndicator>>;
	/** newest change per `row.field` */
	readonly lastChange: Readonly<Record<string, ValueChange>>;
	/** highest number ever given in the case: a number is never used twice */
	readonly highest: Highest;
};
export type Highest = { readonly R: number; readonly A: number };
export type PlanRows = { readonly risks: readonly Risk[]; readonly actions: readonly Action[] };

export type RiskValues = Pick<Risk, 'pillar' | 'orientation' | 'controlType' | 'victims' | 'status'>;
export type ActionValues = Pick<
	Action,
	| 'riskKeys'
	| 'owner'
	| 'supporters'
	| 'due'
	| 'standing'
	| 'pillar'
	| 'orientation'
	| 'controlType'
	| 'victims'
	| 'ownerAccepted'
>;
/** Rows as they are stored: those of before may lack what was added since. */
export type StoredRisk = Omit<Risk, 'victims' | 'trend'> & Partial<Pick<Risk, 'victims' | 'trend'>>;
export type StoredAction = Omit<Action, 'victims' | 'controlType'> & Partial<Pick<Action, 'victims' | 'controlType'>>;
export const wholeRisk = (row: StoredRisk): Risk => ({ victims: [], trend: [], ...row });
export const wholeAction = (row: StoredAction): Action => ({ victims: [], controlType: null, ...row });

export type RmpEvent =
	| {
			readonly type: 'plan-carried-over';
			readonly meetingId: string;
			readonly seq: number;
			readonly risks: readonly StoredRisk[];
			readonly actions: readonly StoredAction[];
			readonly highest: Highest;
			readonly indicators?: AdoptedIndicators;
			readonly imported?: ImportMark;
	  }
	| IndicatorMarked
	| { readonly type: 'risk-added'; readonly key: string; readonly sinceMeeting: number }
	| {
			readonly type: 'risk-value-set';
			readonly key: string;
			readonly from: Partial<RiskValues>;
			readonly to: Partial<RiskValues>;
	  }
	| { readonly type: 'risk-moved'; readonly key: string; readonly position: number }
	| { readonly type: 'risk-removed'; readonly key: string; readonly reason: string; readonly by: string }
	| { readonly type: 'risk-restored'; readonly key: string }
	| {
			readonly type: 'action-added';
			readonly number: string;
			readonly riskKeys: readonly string[];
			readonly sinceMeeting: number;
	  }
	| {
			readonly type: 'action-value-set';
			readonly number: string;
			readonly from: Partial<ActionValues>;
			readonly to: Partial<ActionValues>;
	  }
	| { readonly type: 'action-moved'; readonly number: string; readonly position: number }
	| { readonly type: 'action-removed'; readonly number: string; readonly reason: string; readonly by: string }
	| { readonly type: 'action-restored'; readonly number: string }
	| {
			readonly type: 'action-outcome-recorded';
			readonly number: string;
			readonly status: ActionStatus;
			readonly evidence: string;
			readonly completedOn: string | null;
			readonly by: string;
			/** of one that is completed: recorded by the chair, and so verified; absent in older meetings */
			readonly verified?: boolean;
	  }
	/** what became known of the actions between the meetings, as this meeting was told of it */
	| { readonly type: 'actions-reported'; readonly actions: readonly ReportedAction[] }
	| { readonly type: 'action-verified'; readonly number: string }
	/** `accepts`: false = what was accepted before is taken back; `toldBy`: as in {@link Acceptance} */
	| { readonly type: 'action-accepted'; readonly number: string; readonly accepts: boolean; readonly toldBy: string };

export const EMPTY_RMP: Rmp = {
	risks: [],
	actions: [],
	carriedFrom: null,
	handedOn: null,
	adopted: null,
	marked: {},
	lastChange: {},
	highest: { R: 0, A: 0 }
};

const newRisk = (key: string, sinceMeeting: number): Risk => ({
	key,
	pillar: null,
	orientation: null,
	controlType: null,
	victims: [],
	status: 'OPEN',
	trend: [],
	sinceMeeting,
	reviewed: true,
	removed: null
});
const newAction = (number: string, riskKeys: readonly string[], sinceMeeting: number): Action => ({
	number,
	riskKeys,
	owner: null,
	supporters: [],
	due: null,
	standing: null,
	pillar: null,
	orientation: null,
	controlType: null,
	victims: [],
	ownerAccepted: false,
	status: 'NOT_STARTED',
	evidence: '',
	sinceMeeting,
	outcome: null,
	removed: null
});

/** Moves one row to a position among all rows of its kind (0 = first), the others keep their order. */
const moved = <T>(rows: readonly T[], isIt: (row: T) => boolean, position: number): readonly T[] => {
	const row = rows.find(isIt);
	if (!row) return rows;
	const others = rows.filter((other) => !isIt(other));
	return [...others.slice(0, position), row, ...others.slice(position)];
};

const notAccepted = ({ acceptance: _, ...row }: Action): Action => row;
/** Another owner or another day is another action to say yes to. */
const changesWhatIsAccepted = (to: Partial<ActionValues>): boolean => 'owner' in to || 'due' in to || 'standing' in to;

const noted = (rmp: Rmp, row: string, from: object, to: object, by: string, at: string): Rmp['lastChange'] => ({
	...rmp.lastChange,
	...Object.fromEntries(
		Object.entries(to).map(([field, value]) => [
			`${row}.${field}`,
			{ row, field, from: (from as Record<string, unknown>)[field] ?? null, to: value, by, at }
		])
	)
});

export const evolveRmp = (rmp: Rmp, event: RmpEvent, at: string, by: string): Rmp => {
	const risk = (key: string, change: (row: Risk) => Risk): Rmp => ({
		...rmp,
		risks: rmp.risks.map((row) => (row.key === key ? change(row) : row))
	});
	const action = (number: string, change: (row: Action) => Action): Rmp => ({
		...rmp,
		actions: rmp.actions.map((row) => (row.number === number ? change(row) : row))
	});
	switch (event.type) {
		case 'plan-carried-over': {
			const handedOn: PlanRows = { risks: event.risks.map(wholeRisk), actions: event.actions.map(wholeAction) };
			return {
				...rmp,
				risks: [...handedOn.risks, ...rmp.risks],
				actions: [...handedOn.actions, ...rmp.actions],
				handedOn,
				adopted: event.indicators ?? null,
				carriedFrom: {
					...{ meetingId: event.meetingId, seq: event.seq },
					...(event.imported ? { imported: event.imported } : {})
				},
				highest: { R: Math.max(rmp.highest.R, event.highest.R), A: Math.max(rmp.highest.A, event.highest.A) }
			};
		}
		case 'indicator-marked': {
			const { key, side, line, mark, source, on } = event;
			const name = indicatorName(key, side, line);
			const edition = (rmp.marked[name]?.edition ?? 0) + 1;
			return { ...rmp, marked: { ...rmp.marked, [name]: { mark, source, on, edition, at, by } } };
		}
		case 'risk-added':
			return {
				...rmp,
				risks: [...rmp.risks, newRisk(event.key, event.sinceMeeting)],
				highest: { ...rmp.highest, R: Number(event.key.slice(1)) }
			};
		case 'risk-value-set':
			return {
				...risk(event.key, (row) => ({ ...row, ...event.to, reviewed: row.reviewed || 'status' in event.to })),
				lastChange: noted(rmp, event.key, event.from, event.to, by, at)
			};
		case 'risk-moved':
			return { ...rmp, risks: moved(rmp.risks, (row) => row.key === event.key, event.position) };
		case 'risk-removed':
			return risk(event.key, (row) => ({ ...row, removed: { at, by: event.by, reason: event.reason } }));
		case 'risk-restored':
			return risk(event.key, (row) => ({ ...row, removed: null }));
		case 'action-added':
			return {
				...rmp,
				actions: [...rmp.actions, newAction(event.number, event.riskKeys, event.sinceMeeting)],
				highest: { ...rmp.highest, A: Number(event.number.slice(1)) }
			};
		case 'action-value-set':
			return {
				...action(event.number, (row) => ({
					...(changesWhatIsAccepted(event.to) ? notAccepted(row) : row),
					...event.to
				})),
				lastChange: noted(rmp, event.number, event.from, event.to, by, at)
			};
		case 'action-moved':
			return { ...rmp, actions: moved(rmp.actions, (row) => row.number === event.number, event.position) };
		case 'action-removed':
			return action(event.number, (row) => ({ ...row, removed: { at, by: event.by, reason: event.reason } }));
		case 'action-restored':
			return action(event.number, (row) => ({ ...row, removed: null }));
		case 'action-outcome-recorded': {
			const { status, evidence, completedOn, verified } = event;
			const outcome: ActionOutcome = { status, evidence, completedOn, at, by: event.by };
			const seen = verified === undefined ? {} : { verified: verified ? { at, by: event.by } : null };
			return action(event.number, (row) => ({ ...row, status, outcome: { ...outcome, ...seen } }));
		}
		case 'actions-reported': {
			const told = new Map(event.actions.map((one) => [one.number, one]));
			const actions = rmp.actions.map((row): Action => {
				const reported = told.get(row.number);
				if (!reported) return row;
				// A deadline the chair moved between the meetings; one this meeting has set since stays.
				return { ...row, reported, due: row.due === reported.dueBefore ? reported.due : row.due };
			});
			return { ...rmp, actions };
		}
		case 'action-verified':
			return action(event.number, (row) => ({
				...row,
				outcome: row.outcome && { ...row.outcome, verified: { at, by } }
			}));
		case 'action-accepted': {
			const { accepts, toldBy } = event;
			return action(event.number, (row) => (accepts ? { ...row, acceptance: { at, by, toldBy } } : notAccepted(row)));
		}
		default:
			return never(event);
	}
};

/** Statuses after which an action is no longer carried to the next meeting. */
const ENDED: readonly ActionStatus[] = ['COMPLETED', 'NO_LONGER_NEEDED'];
/** Still to be done: everything that is not ended or removed. NOT_COMPLETED stays open until somebody ends it. */
export const isOpenAction = (row: Action): boolean => !row.removed && !ENDED.includes(row.status);

/** Recorded as completed, and the chair has not verified it. */
export const needsVerifying = ({ removed, outcome }: Action): boolean =>
	!removed && outcome?.status === 'COMPLETED' && outcome.verified === null;

/**
 * What the next meeting starts from: nothing open can vanish (row 47 of peers.md).
 * @param seq number of the meeting that adopted the plan: its finding on each risk becomes the newest of the row's trend;
 * left out where nobody looks at the trend
 */
export const carriedOver = (
	rmp: { readonly risks: readonly StoredRisk[]; readonly actions: readonly StoredAction[] },
	seq?: number
): PlanRows => ({
	risks: rmp.risks
		.map(wholeRisk)
		.filter((row) => !row.removed && row.status !== 'RESOLVED' && row.status !== 'MERGED')
		.map((row) => ({
			...row,
			reviewed: false,
			trend: seq === undefined ? row.trend : [...row.trend, { seq, status: row.status }]
		})),
	actions: rmp.actions
		.map(wholeAction)
		.filter(isOpenAction)
		.map(({ reported: _, acceptance: __, ...row }) => ({
			...row,
			evidence: row.outcome?.evidence ?? row.evidence,
			outcome: null
		}))
});
