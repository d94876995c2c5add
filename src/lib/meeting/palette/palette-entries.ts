/**
 * Everything one person can go to or do in the room by its name: items, risks, actions, people, what is left to settle, pages
 * and commands. Built from what this browser holds for this person, so it never names what they may not see.
 */
import { nextItem } from '#lib/agenda/agenda.ts';
import { itemShortTitle, itemTitle } from '#lib/agenda/agenda-words.ts';
import { takesPartInAsks } from '#lib/asks/ask.ts';
import type { Attender } from '#lib/attendance/people-view.ts';
import { isGuestIn } from '#lib/guests/guest.ts';
import type { Actor } from '#lib/identity.ts';
import type { Gate } from '#lib/minutes/gates.ts';
import { actionField, isOpenAction, riskField } from '#lib/rmp/rmp.ts';
import type { RoomPanelName } from '#lib/room-panels/room-panels.ts';
import { shortDate } from '#lib/time.ts';
import { mayRun } from '../lifecycle.ts';
import { isChair, isPaused, isRecorder, type Meeting } from '../meeting.ts';
import type { CommandName } from '../permissions.ts';

export const PALETTE_KINDS = ['ITEM', 'RISK', 'ACTION', 'PERSON', 'DO', 'SETTLE', 'PAGE'] as const;
export type PaletteKind = (typeof PALETTE_KINDS)[number];
export const paletteKindWord: Record<PaletteKind, string> = {
	ITEM: 'Item',
	RISK: 'Risk',
	ACTION: 'Action',
	PERSON: 'Person',
	DO: 'Do',
	SETTLE: 'To settle',
	PAGE: 'Page'
};

export type PaletteGoes =
	/** a place of the room, as `placeOf` reads it, or a person of the column of people */
	| { readonly to: string }
	/** a page outside the room */
	| { readonly page: string }
	/** the control that carries this key */
	| { readonly press: string }
	| { readonly panel: RoomPanelName }
	| { readonly run: CommandName; readonly input: object }
	| { readonly show: 'KEYS' | 'TOUR' };

export type PaletteEntry = {
	/** the same thing has the same id each time: what was used lately is kept by it */
	readonly id: string;
	readonly kind: PaletteKind;
	readonly title: string;
	/** '' = nothing more to say */
	readonly detail: string;
	/** what it is called by number: 'R3', 'A12', '14' */
	readonly names: readonly string[];
	readonly goes: PaletteGoes;
	/** why it cannot be done now, as a sentence; null = it can */
	readonly why: string | null;
};

export type PaletteView = {
	readonly meeting: Meeting;
	readonly actor: Actor;
	/** the words of the plan */
	readonly text: (field: string) => string;
	readonly gates: readonly Gate[];
	/** everybody invited, as the column of people shows them */
	readonly people: readonly Attender[];
};

const entry = (
	kind: PaletteKind,
	id: string,
	title: string,
	goes: PaletteGoes,
	more: Partial<Pick<PaletteEntry, 'detail' | 'names' | 'why'>> = {}
): PaletteEntry => ({ kind, id: `${kind}:${id}`, title, goes, detail: '', names: [], why: null, ...more });

const items = ({ meeting }: PaletteView): readonly PaletteEntry[] =>
	meeting.agenda.items.map(({ code, status }, index) =>
		entry(
			'ITEM',
			code,
			`${index + 1}. ${itemTitle[code]}`,
			{ to: `#item-${code}` },
			{
				detail: status === 'CURRENT' ? 'The meeting is here' : '',
				names: [String(index + 1)]
			}
		)
	);

const risks = ({ meeting, text }: PaletteView): readonly PaletteEntry[] =>
	meeting.rmp.risks
		.filter(({ removed }) => !removed)
		.map(({ key }) =>
			entry(
				'RISK',
				key,
				`${key} ${text(riskField(key, 'title')) || 'No short name yet'}`,
				{ to: `#${key}` },
				{ names: [key] }
			)
		);

const actions = ({ meeting, text }: PaletteView): readonly PaletteEntry[] =>
	meeting.rmp.actions
		.filter(({ removed }) => !removed)
		.map((action) => {
			const { number, owner, due } = action;
			const about = [owner ? `${owner.agencyName}, ${owner.name}` : 'No owner', due ? shortDate(due) : ''];
			return entry(
				'ACTION',
				number,
				`${number} ${text(actionField(number, 'text')) || 'Nothing written yet'}`,
				{ to: `#${number}` },
				{
					detail: isOpenAction(action) ? about.filter(Boolean).join(' · ') : 'Ended',
					names: [number]
				}
			);
		});

const people = ({ people }: PaletteView): readonly PaletteEntry[] =>
	people.map(({ person }) =>
		entry(
			'PERSON',
			person.personId,
			person.name,
			{ to: `#person-${person.personId}` },
			{
				detail: `${person.agencyName}, ${person.roleTitle}`
			}
		)
	);

const settle = ({ gates }: PaletteView): readonly PaletteEntry[] =>
	gates.map(({ id, message, href, item, kind }) =>
		entry('SETTLE', id, message, href.startsWith('#') ? { to: href } : { page: href }, {
			detail: kind === 'E' ? itemShortTitle[item] : `${itemShortTitle[item]}, a suggestion`
		})
	);

const pages = ({ meeting, actor }: PaletteView): readonly PaletteEntry[] => {
	const { id, phase } = meeting;
	const page = (path: string, title: string): PaletteEntry =>
		entry('PAGE', path || 'overview', title, { page: `/meetings/${id}${path ? `/${path}` : ''}` });
	const panel = (name: RoomPanelName, title: string): PaletteEntry =>
		entry('PAGE', `panel-${name}`, title, { panel: name });
	const keys = entry('PAGE', 'keys', 'Keys of this room', { show: 'KEYS' });
	const tour = entry('PAGE', 'tour', 'Two-minute tour of this room', { show: 'TOUR' });
	const mine = [
		panel('find', 'Find in the meeting'),
		...(takesPartInAsks(meeting, actor.personId) ? [panel('asks', 'Questions about texts')] : []),
		panel('missed', 'What you missed'),
		panel('agency', 'My agency'),
		keys,
		tour
	];
	if (isGuestIn(meeting, actor.personId)) return mine;
	const keepsRecord = isRecorder(meeting, actor.personId);
	const isOn = phase === 'CONVENED' || phase === 'LIVE';
	return [
		...mine,
		...(isChair(meeting, actor.personId) ? [panel('notes', 'My private notes')] : []),
		page('', 'The page of this meeting'),
		...(keepsRecord && isOn ? [page('brief', 'Chair’s brief'), page('screen', 'Room screen')] : []),
		...(keepsRecord
			? [
					page('answers', 'Answers to the invitation'),
					page('returns', 'Agency returns'),
					page('register', 'Attendance register')
				]
			: []),
		...(keepsRecord && phase !== 'CONVENED'
			? [page('close', 'Close the meeting: what is left'), page('minutes', 'Draft minutes')]
			: []),
		page('return', 'The return of my agency')
	];
};

/** Commands of the room one reaches by a control or a place of it. */
const DOES: readonly (readonly [command: CommandName, words: string, goes: PaletteGoes])[] = [
	['start-meeting', 'Start the meeting', { to: '#item-WELCOME' }],
	['next-item', 'Next item, for everybody', { press: 'n' }],
	['raise-hand', 'Raise your hand', { press: 'h' }],
	['lower-hand', 'Lower your hand', { press: 'h' }],
	['pause-meeting', 'Pause the meeting', { press: 'p' }],
	['resume-meeting', 'Resume the meeting', { press: 'p' }],
	['call-agency', 'Ask the first agency not yet heard to speak', { press: 'u' }],
	['add-risk', 'Add a risk', { to: '#plan-add' }],
	['check-previous-minutes', 'Say whether the last minutes are accurate', { to: '#MINUTES_PREV.outcome' }],
	['record-action-outcome', 'Record what became of an action', { to: '#item-ACTIONS_PREV' }],
	['record-licence-condition', 'Write a licence condition', { to: '#item-LICENCE_ORDERS' }],
	['record-disclosure-decision', 'Record a disclosure decision', { to: '#DISCLOSURE.decision' }],
	['accept-action', 'Read back the actions', { to: '#item-ACTIONS' }],
	['record-level-decision', 'Record the level decision', { to: '#LEVEL.decision' }],
	['record-outcome', 'Record what comes of this meeting', { to: '#OUTCOME.decision' }],
	['note-smb-feedback', 'Note feedback to the SMB', { to: '#smb-add' }],
	['end-meeting', 'Close the meeting, step by step', { press: 'e' }]
];

/** Already so: nothing to do, and nothing worth saying. */
const isSenseless = ({ meeting, actor }: PaletteView, command: CommandName): boolean => {
	const isUp = meeting.agenda.hands.some(({ personId }) => personId === actor.personId);
	switch (command) {
		case 'start-meeting':
			return meeting.phase !== 'CONVENED';
		case 'pause-meeting':
			return isPaused(meeting);
		case 'resume-meeting':
			return !isPaused(meeting);
		case 'raise-hand':
			return isUp;
		case 'lower-hand':
			return !isUp;
		case 'record-level-decision':
			return !meeting.agenda.items.some(({ code }) => code === 'LEVEL');
		case 'record-outcome':
			return !meeting.agenda.items.some(({ code }) => code === 'OUTCOME');
		default:
			return false;
	}
};

/** Beyond the table: what a command finds in the meeting when it is tried. */
const whyNot = ({ meeting }: PaletteView, command: CommandName): string | null => {
	if (command === 'next-item' && isPaused(meeting)) return 'The meeting is paused. Resume it first.';
	if (command === 'next-item' && !nextItem(meeting.agenda)) return 'There is no item left after this one.';
	return null;
};

const does = (view: PaletteView): readonly PaletteEntry[] => {
	const { meeting, actor } = view;
	const rows = DOES.flatMap(([command, words, goes]) => {
		if (isSenseless(view, command)) return [];
		const refusal = mayRun(meeting, actor, command);
		// What is no business of this person is not offered; what only has to wait says for what.
		if (refusal && refusal.kind !== 'not-now') return [];
		return [entry('DO', command, words, goes, { why: refusal ? `${refusal.message}.` : whyNot(view, command) })];
	});
	if (mayRun(meeting, actor, 'open-item') !== null) return rows;
	const opens = meeting.agenda.items
		.filter(({ code }) => code !== meeting.agenda.current)
		.map(({ code }) => {
			const number = meeting.agenda.items.findIndex((item) => item.code === code) + 1;
			return entry(
				'DO',
				`open-${code}`,
				`Open item ${number} for everybody: ${itemShortTitle[code]}`,
				{ run: 'open-item', input: { code } },
				{
					why: isPaused(meeting) ? 'The meeting is paused. Resume it first.' : null
				}
			);
		});
	return [...rows, ...opens];
};

/** In the order in which they are shown while nothing is typed. */
export const paletteEntries = (view: PaletteView): readonly PaletteEntry[] => [
	...items(view),
	...does(view),
	...risks(view),
	...actions(view),
	...people(view),
	...settle(view),
	...pages(view)
];
