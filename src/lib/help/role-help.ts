/** What each role does before, during and after a meeting, in plain words: the help pages. No word of any case is in them. */
import type { KeyPerson } from '../meeting/room-key-list.ts';

export const HELP_ROLES = ['chair', 'minute-taker', 'attendee', 'mappa-unit', 'guest'] as const;
export type HelpRole = (typeof HELP_ROLES)[number];
export const isHelpRole = (text: string): text is HelpRole => (HELP_ROLES as readonly string[]).includes(text);

export type RoleHelp = {
	readonly title: string;
	/** one sentence: what this role is for */
	readonly about: string;
	readonly before: readonly string[];
	readonly during: readonly string[];
	readonly after: readonly string[];
	/** whose keys are shown; null = this role has no room of its own */
	readonly keys: readonly KeyPerson[] | null;
	/** the part of the practice room that is nearest */
	readonly practice: 'chair' | 'minute-taker' | 'attendee';
};

export const roleHelp: Readonly<Record<HelpRole, RoleHelp>> = {
	chair: {
		title: 'Chair',
		about: 'You run the meeting, decide who is in it, and are the only one who adopts the plan and locks the minutes.',
		before: [
			'Read your brief: who comes, which returns are in, what the last meeting left undone.',
			'Read the confidentiality statement and accept it: nobody is in the room without that, not even you.',
			'Make sure that the agencies whose decisions you need are coming, or send somebody who can decide.'
		],
		during: [
			'Let in the people at the door. Connected and confirmed are two marks, and only confirmed people see the case.',
			'Move everybody on with Next item. People may look elsewhere and come back.',
			'Give the floor to raised hands in order, and ask the agencies that have not been heard.',
			'Record a decision on disclosure in every meeting, also when nothing is told.',
			'Have every action read back with its owner and day, decide the level, and set the next date.'
		],
		after: [
			'Say of every absence what you make of it, and what goes to the Strategic Management Board.',
			'Read the draft. What is still missing is listed, and each line leads to its place.',
			'Lock the minutes. After that nothing in them can change: mistakes are put right by an addendum.'
		],
		keys: ['everyone', 'recorder', 'chair'],
		practice: 'chair'
	},
	'minute-taker': {
		title: 'Minute taker',
		about:
			'You write so that somebody who was not there can follow, and keep the plan in order while others write in it.',
		before: [
			'Accept the confidentiality statement, and open the room ten minutes early.',
			'Look at the agenda and at what the last meeting carried over.'
		],
		during: [
			'Write the notes of each item: what was said and decided, by which agency, and why. Not word for word.',
			'Write victims by their code and never by name, anywhere but in the restricted notes.',
			'Help people to write actions that start with a verb and have one owner and a day.',
			'Keep an eye on Saved at the top. If it says anything else, keep the page open.',
			'Record a different view as its agency says it, under the item it belongs to.'
		],
		after: [
			'Go through what is still missing, from the top.',
			'Look at the register: who came, who left early, who sent a report.',
			'Hand the draft to the chair when it is complete. The chair locks it.'
		],
		keys: ['everyone', 'recorder'],
		practice: 'minute-taker'
	},
	attendee: {
		title: 'Somebody of an agency',
		about: 'You bring what your agency knows and can do, and write in the plan together with the others.',
		before: [
			'Answer the invitation. If you cannot come, say so early, name somebody in your place, or send a report.',
			'Write the return of your agency: what it knows, what that means for the risk, and what it can do. If nothing is known, say when you checked.',
			'Test your connection once on the computer that you will use.',
			'Accept the confidentiality statement at the door. Close other records, and check who can see your screen.'
		],
		during: [
			'Raise your hand to speak. The chair sees the order.',
			'Write in the plan where you know something. You see who else is writing, and nobody overwrites you.',
			'Take only actions that you can do, with a day. Say so when they are read back.',
			'If your agency sees it differently, record a different view. It is printed in the minutes.'
		],
		after: [
			'Your actions are under Actions. Report on them before the next meeting.',
			'Read the draft when you are asked whether it is accurate, and propose corrections.',
			'Do not copy the minutes or pass them on. Ask the chair if somebody needs to know something.'
		],
		keys: ['everyone', 'attender'],
		practice: 'attendee'
	},
	'mappa-unit': {
		title: 'MAPPA unit',
		about: 'You open cases, convene meetings, ask the agencies, and see that every date is kept.',
		before: [
			'Decide on referrals, open the case, and convene the meeting in time.',
			'Invite the agencies that have to be there, each with what is asked of it. Nobody is invited without a reason to know.',
			'Watch answers and returns. The service reminds people by itself, and mails name no person.',
			'Approve who comes in somebody’s place.'
		],
		during: [
			'You see a meeting from inside only if you are invited to it.',
			'Guests come in by a link and a code that is read out to them by telephone.'
		],
		after: [
			'Send out the action list and the minutes, to those who are to have them and to no others.',
			'Follow up absences, step by step, up to the Board.',
			'Keep review dates, answer requests, and prepare the pack for the Strategic Management Board.'
		],
		keys: null,
		practice: 'chair'
	},
	guest: {
		title: 'Guest',
		about: 'You take part in one meeting without an account, and see only what that meeting shows you.',
		before: [
			'Open the link that was sent to you, in the browser that you will use. It works in that browser only.',
			'Enter the code that was read out to you by telephone.',
			'Read the confidentiality statement and accept it.'
		],
		during: [
			'You read along and raise your hand to speak. You do not write in the plan.',
			'You can write the return of your agency, if the chair has asked you to.'
		],
		after: [
			'Your way in ends with the meeting.',
			'Keep nothing. If you need something from the minutes, ask the chair.'
		],
		keys: ['everyone', 'attender'],
		practice: 'attendee'
	}
};

/** The three sentences about saving, and what to do. */
export const SAVING_HELP: readonly (readonly [sentence: string, meaning: string])[] = [
	['Saving', 'Something you typed is on its way. You can go on typing.'],
	['Saved 14:32', 'Every word of yours is stored by the service, at that time.'],
	[
		'Not saved - reconnecting, keep this page open',
		'The connection is lost. Your words are in this page: keep it open, and they are sent when it is back.'
	]
];
