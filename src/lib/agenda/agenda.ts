/** The live agenda of one meeting: the 20 standing items of domain.md 4.4, the chair's pointer, the time used, hands raised. */
import { kindRow } from '../meeting/meeting-kinds.ts';
import { never } from '../result.ts';

export type MeetingType = 'INITIAL' | 'REVIEW';
/** 1 = a professionals meeting; which kind a level is stands in meeting-kinds.ts */
export type MeetingLevel = 1 | 2 | 3;

/** [code, suggested minutes of a 60-minute Level 2 review, who leads]. Order and codes: domain.md 4.4. */
const STANDING_ITEMS = [
	['WELCOME', 2, 'CHAIR'],
	['CONFIDENTIALITY', 1, 'CHAIR'],
	['STATUS', 1, 'CHAIR'],
	['MINUTES_PREV', 1, 'CHAIR'],
	['ACTIONS_PREV', 4, 'CHAIR'],
	['PERSON', 2, 'CASE_MANAGER'],
	['VICTIMS', 4, 'VLO'],
	['SUMMARY', 4, 'CASE_MANAGER'],
	['AGENCY_INFO', 8, 'EACH_AGENCY'],
	['ENGAGEMENT', 2, 'CASE_MANAGER'],
	['EQUALITY_HRA', 2, 'CHAIR'],
	['SAFEGUARDING', 2, 'SOCIAL_CARE'],
	['RISK', 5, 'CASE_MANAGER'],
	['RMP', 9, 'CHAIR'],
	['LICENCE_ORDERS', 2, 'CASE_MANAGER'],
	['DISCLOSURE', 4, 'CHAIR'],
	['MEDIA', 2, 'POLICE'],
	['ACTIONS', 2, 'MINUTE_TAKER'],
	['LEVEL', 2, 'CHAIR'],
	['SMB_FEEDBACK', 1, 'CHAIR'],
	// Of a professionals meeting alone, in place of the level decision.
	['OUTCOME', 3, 'CHAIR']
] as const;

export type ItemCode = (typeof STANDING_ITEMS)[number][0];
export type ItemLead = (typeof STANDING_ITEMS)[number][2];
export const ITEM_CODES: readonly ItemCode[] = STANDING_ITEMS.map(([code]) => code);
export const isItemCode = (text: string): text is ItemCode => (ITEM_CODES as readonly string[]).includes(text);

const REVIEW_ONLY: readonly ItemCode[] = ['MINUTES_PREV', 'ACTIONS_PREV'];
/** Items that may be passed over without a reason: they apply only where there is something to say. */
const IF_APPLICABLE: readonly ItemCode[] = ['LICENCE_ORDERS'];
const MANDATORY_AT_LEVEL_3: readonly ItemCode[] = ['MEDIA'];

export type ItemStatus = 'NOT_STARTED' | 'CURRENT' | 'RECORDED' | 'SKIPPED';
/** One stretch of time an item was the current one; `to` null = still is. ISO 8601, UTC. */
export type Span = { readonly from: string; readonly to: string | null };

export type AgendaItem = {
	readonly code: ItemCode;
	readonly lead: ItemLead;
	readonly plannedMinutes: number;
	readonly mandatory: boolean;
	readonly status: ItemStatus;
	readonly spans: readonly Span[];
	readonly skipReason: string | null;
};
export type Hand = { readonly personId: string; readonly at: string };
export type Agenda = {
	readonly items: readonly AgendaItem[];
	readonly current: ItemCode | null;
	/** in the order the server heard them */
	readonly hands: readonly Hand[];
	readonly reorders: readonly { readonly at: string; readonly reason: string }[];
};

export type AgendaEvent =
	| { readonly type: 'item-opened'; readonly code: ItemCode }
	| { readonly type: 'item-skipped'; readonly code: ItemCode; readonly reason: string }
	| { readonly type: 'agenda-reordered'; readonly order: readonly ItemCode[]; readonly reason: string }
	| { readonly type: 'hand-raised'; readonly personId: string }
	| { readonly type: 'hand-lowered'; readonly personId: string };

/**
 * The standing agenda of a meeting. Initial meetings have no previous minutes or actions; initial and Level 3 meetings
 * are given half as long again (domain.md 4.4). Media is mandatory at Level 3. What a kind leaves out stands in its table.
 * @param follows an initial meeting after a professionals meeting looks back on that one's minutes and actions too
 */
export const standingAgenda = (type: MeetingType, level: MeetingLevel, follows = type === 'REVIEW'): Agenda => {
	const { leftOut, mayPass } = kindRow(level);
	const mayBePassed = (code: ItemCode): boolean =>
		IF_APPLICABLE.includes(code) || mayPass.includes(code) || (level !== 3 && MANDATORY_AT_LEVEL_3.includes(code));
	return {
		items: STANDING_ITEMS.filter(([code]) => !leftOut.includes(code) && (follows || !REVIEW_ONLY.includes(code))).map(
			([code, minutes, lead]) => ({
				code,
				lead,
				plannedMinutes: (type === 'INITIAL' && level !== 1) || level === 3 ? Math.round(minutes * 1.5) : minutes,
				mandatory: !mayBePassed(code),
				status: 'NOT_STARTED',
				spans: [],
				skipReason: null
			})
		),
		current: null,
		hands: [],
		reorders: []
	};
};

const mapItem = (agenda: Agenda, code: ItemCode | null, change: (item: AgendaItem) => AgendaItem): Agenda => ({
	...agenda,
	items: agenda.items.map((item) => (item.code === code ? change(item) : item))
});

/** Ends the current item's running stretch of time (the chair moves on, the meeting pauses or ends). */
export const stopItemClock = (agenda: Agenda, at: string): Agenda =>
	mapItem(agenda, agenda.current, (item) => ({
		...item,
		spans: item.spans.map((span) => (span.to === null ? { ...span, to: at } : span))
	}));

/** Starts the current item's clock again after a pause. */
export const startItemClock = (agenda: Agenda, at: string): Agenda =>
	mapItem(agenda, agenda.current, (item) => ({ ...item, spans: [...item.spans, { from: at, to: null }] }));

/** Closes the current item for good, at the end of the meeting. */
export const closeAgenda = (agenda: Agenda, at: string): Agenda => ({
	...mapItem(stopItemClock(agenda, at), agenda.current, (item) => ({ ...item, status: 'RECORDED' })),
	current: null,
	hands: []
});

export const evolveAgenda = (agenda: Agenda, event: AgendaEvent, at: string): Agenda => {
	switch (event.type) {
		case 'item-opened': {
			const left = mapItem(stopItemClock(agenda, at), agenda.current, (item) => ({ ...item, status: 'RECORDED' }));
			const opened = mapItem(left, event.code, (item) => ({ ...item, status: 'CURRENT', skipReason: null }));
			return startItemClock({ ...opened, current: event.code }, at);
		}
		case 'item-skipped': {
			const stopped = agenda.current === event.code ? { ...stopItemClock(agenda, at), current: null } : agenda;
			return mapItem(stopped, event.code, (item) => ({ ...item, status: 'SKIPPED', skipReason: event.reason }));
		}
		case 'agenda-reordered':
			return {
				...agenda,
				items: event.order.flatMap((code) => agenda.items.filter((item) => item.code === code)),
				reorders: [...agenda.reorders, { at, reason: event.reason }]
			};
		case 'hand-raised':
			return { ...agenda, hands: [...agenda.hands, { personId: event.personId, at }] };
		case 'hand-lowered':
			return { ...agenda, hands: agenda.hands.filter((hand) => hand.personId !== event.personId) };
		default:
			return never(event);
	}
};

/** Milliseconds an item has been current, up to `now` (epoch ms). */
export const usedMs = (item: AgendaItem, now: number): number =>
	item.spans.reduce((sum, span) => sum + Math.max(0, (span.to ? Date.parse(span.to) : now) - Date.parse(span.from)), 0);

/** The item after the current one that is still to come, in agenda order; null at the end. */
export const nextItem = (agenda: Agenda): AgendaItem | null => {
	const from = agenda.items.findIndex((item) => item.code === agenda.current);
	return agenda.items.slice(from + 1).find((item) => item.status === 'NOT_STARTED') ?? null;
};
