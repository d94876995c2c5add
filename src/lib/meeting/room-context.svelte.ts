/** What every view of the room shares: the live facts, the two documents, and what the page was opened with. */
import { createContext } from 'svelte';
import type { PersonRef } from '../attendance/attendance.ts';
import type { AreaConfig } from '../cases/area-config.ts';
import type { Away } from '../catch-up/away.svelte.ts';
import type { DisclosureToMake } from '../decisions/disclosure-made.ts';
import type { FormAnswer } from '../govuk/form-answer.ts';
import type { Actor } from '../identity.ts';
import type { PinnedPlace } from '../live-text/pinned-place.ts';
import type { Gate } from '../minutes/gates.ts';
import type { Settling } from '../minutes/settling.ts';
import type { ReturnInRoom } from '../returns/return-in-room.ts';
import type { PlanView } from '../rmp/plan-tabs.ts';
import type { RoomPanelName } from '../room-panels/room-panels.ts';
import type { DocumentName } from '../wire.ts';
import type { ApartTexts } from './apart-texts.svelte.ts';
import type { ChairView } from './chair-view.svelte.ts';
import type { CommandName } from './commands.ts';
import { mayRun } from './lifecycle.ts';
import type { LiveMeeting } from './live-meeting.svelte.ts';
import type { LiveTexts } from './live-texts.svelte.ts';
import type { Meeting } from './meeting.ts';
import type { RoomLater } from './room-later.svelte.ts';
import { type SavingState, savingState } from './saving.ts';

/** What is typed in a form and not recorded yet: kept in this page while one looks at other items, never on disk. */
export type Draft = {
	readonly values: Readonly<Record<string, readonly string[]>>;
	/** the record as it was when the typing began, by field */
	readonly base: Readonly<Record<string, string>>;
	readonly edition: number;
};

export type Places = {
	/** by the name a form keeps its draft under */
	drafts: Record<string, Draft>;
	/** risk cards opened or closed by hand, and what is folded below an action */
	open: Record<string, boolean>;
	/** a risk that somebody goes to: drawn before its turn */
	wanted: string | null;
	/** a view of the plan asked for from elsewhere */
	planView: PlanView | null;
	/** what changed since the last plan is shown in each row */
	changes: boolean;
	/** the meeting is being closed step by step: at which step, null = none yet; `begins` = go to the first that is not done */
	closing: { readonly step: number | null; readonly begins?: boolean } | null;
	/** the quality of the plan is open */
	quality: boolean;
	/** the text the cursor is in, or was in last, and what is marked there */
	writing: ({ readonly document: DocumentName; readonly field: string } & PinnedPlace) | null;
};

export type Room = {
	readonly live: LiveMeeting;
	/** the words of the Risk Management Plan */
	readonly plan: LiveTexts;
	/** the notes per agenda item */
	readonly notes: LiveTexts;
	/** documents of one agency or one note, opened while they are shown */
	readonly apart: ApartTexts;
	/** words of the restricted notes that are for this person, as the page came with them, by note */
	readonly restrictedTexts: Readonly<Record<string, Readonly<Record<string, string>>>>;
	readonly actor: Actor;
	readonly agencies: readonly { readonly id: string; readonly code: string; readonly name: string }[];
	/** whom one may name as owner or supporter */
	readonly people: readonly PersonRef[];
	readonly previousTexts: Readonly<Record<string, string>>;
	/** disclosures of earlier meetings and what became of them */
	readonly disclosuresMade: readonly DisclosureToMake[];
	/** the returns this person could read when the page was opened, by agency */
	readonly returns: Readonly<Record<string, ReturnInRoom>>;
	readonly config: AreaConfig;
	/** the statement version everybody in the room has accepted */
	readonly statementVersion: number;
	/** what a form posted without JavaScript was answered */
	readonly answer: () => FormAnswer | null;
	/** everything still to settle, over facts and words, at a calm pace */
	readonly gates: () => readonly Gate[];
	/** how far each item has come, at a calm pace */
	readonly progress: () => Settling['progress'];
	/** what the first paint does without; null until it is here */
	readonly later: () => RoomLater | null;
	/** the meeting with each yes to an action marked that was to other words, at a calm pace */
	readonly worded: () => Meeting;
	/** what is open in the plan, kept while one looks at other items */
	readonly places: Places;
	/** shows the place a link like "#R2.contingency" names, opening what hides it */
	readonly goTo: (href: string) => void;
	/** what the chair runs the meeting with */
	readonly chair: ChairView;
	/** opens the list of everything one can go to or do */
	readonly goAnywhere: () => void;
	/** opens the list of keys */
	readonly showKeys: () => void;
	/** begins the guided tour */
	readonly startTour: () => void;
	/** a meeting of the service; the practice room has none behind it */
	readonly isServed: boolean;
	/** since when this person has not seen the room */
	readonly away: Away;
	/** how much this person had missed when the page was opened */
	readonly missedAtFirst: number;
	/** opens a part beside the item, or closes it */
	readonly showPanel: (name: RoomPanelName) => void;
	/** says one sentence to a screen reader, politely and now */
	readonly tell: (sentence: string) => void;
};

export const [room, setRoom] = createContext<Room>();

/** The words of a document that is open in this page. */
export const textsNamed = ({ plan, notes, apart }: Room, document: DocumentName): LiveTexts | null =>
	[plan, notes, ...apart.all].find(({ name }) => name === document) ?? null;

/** Whether this person may run a command now: the same table the server asks. */
export const may = ({ live, actor }: Room, command: CommandName): boolean =>
	mayRun(live.meeting, actor, command) === null;

/**
 * Since when this screen has not heard of the others, so that it may no longer say who is where.
 * @returns local epoch ms; null = it hears of them, or lost them too shortly ago to be told
 */
export const unheardSince = (here: Room): number | null => {
	const { kind } = roomSaving(here);
	return kind === 'lost' || kind === 'offline' ? here.live.lostSince : null;
};

/** How safe the words and choices of this screen are now. */
export const roomSaving = ({ live, plan, notes, apart }: Room): SavingState => {
	const texts = [plan, notes, ...apart.all];
	const times = [live, ...texts].map(({ lostSince }) => lostSince).filter((time) => time !== null);
	return savingState({
		connected: live.connected,
		pendingSince: live.pendingSince,
		documents: texts.map(({ saving }) => saving),
		lostSince: times.length > 0 ? Math.min(...times) : null,
		now: live.tick
	});
};
