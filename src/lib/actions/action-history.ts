/**
 * What happens to an action from the lock that set it to its end: what its agency reports between meetings, what the chair
 * decides about it, and what each meeting recorded of it. A history of its own for each case and number, because numbers are
 * stable across meetings; nothing in it is ever changed, and a mistake is taken back by a step of its own.
 */
import { never } from '../result.ts';
import type { ReportedStatus } from '../rmp/reported-action.ts';
import type { ActionStatus } from '../rmp/rmp.ts';

/** What a locked meeting left of it. */
export type ActionRecorded = {
	/** number of the meeting */
	readonly seq: number;
	/** YYYY-MM-DD */
	readonly heldOn: string;
	/** when the meeting ended (ISO UTC): what is reported after that is newer, though the lock comes later */
	readonly asOf: string;
	readonly status: ActionStatus;
	readonly text: string;
	/** YYYY-MM-DD */
	readonly completedOn: string | null;
	readonly due: string | null;
	/** set by this meeting */
	readonly isNew: boolean;
	/** the chair verified that it is completed */
	readonly isVerified: boolean;
};
export type ActionStepEvent =
	| ({ readonly type: 'action-recorded' } & ActionRecorded)
	| {
			readonly type: 'action-reported';
			readonly status: ReportedStatus;
			readonly text: string;
			readonly completedOn: string | null;
			/** the day asked for in place of the deadline */
			readonly proposedOn: string | null;
			/** '' = the agency's own person said it */
			readonly onBehalfOf: string;
	  }
	| { readonly type: 'report-taken-back'; readonly step: number; readonly reason: string; readonly onBehalfOf: string }
	| {
			readonly type: 'new-date-decided';
			readonly granted: boolean;
			/** the deadline from now on, where one was granted */
			readonly due: string | null;
			readonly reason: string;
	  }
	| { readonly type: 'no-need-decided'; readonly agreed: boolean; readonly reason: string }
	| { readonly type: 'action-raised'; readonly to: string | null; readonly reason: string };

export type ActionStep = {
	readonly version: number;
	/** ISO 8601 UTC, by the server's clock */
	readonly at: string;
	readonly by: string;
	/** of `by`, as it was then */
	readonly agencyId: string;
	readonly event: ActionStepEvent;
};

export type ActionProgress = {
	readonly version: number;
	readonly status: ActionStatus;
	/** the newest words about it: evidence, or why not */
	readonly text: string;
	/** YYYY-MM-DD */
	readonly due: string | null;
	readonly firstDue: string | null;
	/** how often the deadline was moved to a later day */
	readonly slips: number;
	/** asked of the chair and not decided */
	readonly asked: 'NEW_DATE' | 'NO_NEED' | null;
	readonly proposedOn: string | null;
	readonly completedOn: string | null;
	/** when it was reported as completed (ISO UTC); null = it was not, or a meeting has looked at it since */
	readonly reportedAt: string | null;
	readonly verifiedAt: string | null;
	readonly raisedAt: string | null;
};

const NOTHING: ActionProgress = {
	...{ version: 0, status: 'NOT_STARTED', text: '', due: null, firstDue: null, slips: 0, asked: null },
	...{ proposedOn: null, completedOn: null, reportedAt: null, verifiedAt: null, raisedAt: null }
};

const isLater = (due: string | null, before: string | null): boolean => due !== null && before !== null && due > before;

const evolveAction = (was: ActionProgress, { event, at }: ActionStep): ActionProgress => {
	switch (event.type) {
		case 'action-recorded': {
			const { status, text, completedOn, due, isVerified, asOf } = event;
			return {
				...{ ...was, status, text, completedOn, due, asked: null, proposedOn: null, reportedAt: null },
				firstDue: was.firstDue ?? due,
				slips: was.slips + (isLater(due, was.due) ? 1 : 0),
				verifiedAt: isVerified ? asOf : null
			};
		}
		case 'action-reported': {
			const { status, text, completedOn, proposedOn } = event;
			const said = { ...was, text, completedOn: null, reportedAt: null };
			switch (status) {
				case 'COMPLETED':
					return { ...said, status, completedOn, reportedAt: at, asked: null, proposedOn: null };
				case 'NO_LONGER_NEEDED':
					return { ...said, status: open(was.status), asked: 'NO_NEED', proposedOn: null };
				case 'CANNOT_BE_DONE_YET':
					return { ...said, status, asked: proposedOn === null ? null : 'NEW_DATE', proposedOn };
				default:
					return { ...said, status };
			}
		}
		case 'new-date-decided': {
			const due = event.granted ? event.due : was.due;
			const slips = was.slips + (isLater(due, was.due) ? 1 : 0);
			return { ...was, due, slips, firstDue: was.firstDue ?? due, asked: null, proposedOn: null };
		}
		case 'no-need-decided':
			return { ...was, asked: null, ...(event.agreed ? { status: 'NO_LONGER_NEEDED' } : {}) };
		case 'action-raised':
			return { ...was, raisedAt: at };
		case 'report-taken-back':
			return was;
		default:
			return never(event);
	}
};
/** Asked to be let go, it is not completed any more. */
const open = (status: ActionStatus): ActionStatus => (status === 'COMPLETED' ? 'IN_PROGRESS' : status);

/** Numbers of the reports that were taken back. */
export const takenBack = (steps: readonly ActionStep[]): ReadonlySet<number> =>
	new Set(steps.flatMap(({ event }) => (event.type === 'report-taken-back' ? [event.step] : [])));

/** When a step counts from: what a meeting recorded counts from its end, though it is stored with the lock. */
const countsFrom = ({ event, at }: ActionStep): string => (event.type === 'action-recorded' ? event.asOf : at);
const inOrder = (steps: readonly ActionStep[]): readonly ActionStep[] =>
	[...steps].sort((a, b) => {
		const [first, second] = [countsFrom(a), countsFrom(b)];
		return first === second ? a.version - b.version : first < second ? -1 : 1;
	});

/** How the action stands. A report that was taken back counts as never made. */
export const foldAction = (steps: readonly ActionStep[]): ActionProgress => {
	const back = takenBack(steps);
	const counted = inOrder(steps.filter(({ version }) => !back.has(version)));
	return { ...counted.reduce(evolveAction, NOTHING), version: Math.max(0, ...steps.map(({ version }) => version)) };
};

/** Nothing is owed any more: a meeting's chair verified it, or agreed that it is not needed. */
export const isEnded = ({ status, reportedAt }: Pick<ActionProgress, 'status' | 'reportedAt'>): boolean =>
	status === 'NO_LONGER_NEEDED' || (status === 'COMPLETED' && reportedAt === null);

/** Reported as completed; the chair has not verified it. */
export const isToVerify = ({ status, reportedAt }: Pick<ActionProgress, 'status' | 'reportedAt'>): boolean =>
	status === 'COMPLETED' && reportedAt !== null;

/** Still to be done and past its day; what is reported as completed is not chased. @param today YYYY-MM-DD */
export const isLate = ({ status, due }: Pick<ActionProgress, 'status' | 'due'>, today: string): boolean =>
	due !== null && due < today && status !== 'COMPLETED' && status !== 'NO_LONGER_NEEDED';

/** Steps that are newer than the last meeting that recorded something of it. */
export const sinceLastMeeting = (steps: readonly ActionStep[]): readonly ActionStep[] => {
	const ordered = inOrder(steps);
	const last = ordered.findLastIndex(({ event }) => event.type === 'action-recorded');
	return ordered.slice(last + 1);
};
/** What the last meeting recorded; null only where nothing is stored yet. */
export const lastRecorded = (steps: readonly ActionStep[]): ActionRecorded | null => {
	const found = inOrder(steps).findLast(({ event }) => event.type === 'action-recorded')?.event;
	return found?.type === 'action-recorded' ? found : null;
};
