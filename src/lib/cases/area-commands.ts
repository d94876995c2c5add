/** The table of the commands on an area, outside any meeting: schema, who may, and the check that needs no database. */
import type { z } from 'zod';
import {
	AUTHORISE_DISTRIBUTION,
	CHANGE_COPY_ACCESS,
	type ChangeCopyAccess,
	DISTRIBUTE_COPIES,
	NOTE_COPY_USE
} from '../distribution/distribution-commands.ts';
import { CANCEL_BUNDLE, START_BUNDLE } from '../exports/case-bundle.ts';
import { type Actor, hasRole, type Role } from '../identity.ts';
import { ONE_MAIL } from '../mail/mail-commands.ts';
import {
	ADD_AGENCY,
	ADD_PERSON,
	type AddPerson,
	checkAddPerson,
	SET_PERSON_GRADE,
	SET_STATEMENT_TEXT
} from '../people/people-commands.ts';
import {
	AMEND_REQUEST,
	ASK_ORIGINATOR,
	CLOSE_REQUEST,
	DECIDE_REQUEST,
	NOTE_ORIGINATOR_ANSWER,
	OPEN_REQUEST
} from '../requests/request-commands.ts';
import { type Refusal, refuse } from '../result.ts';
import { APPROVE_VERSION, checkMarkRecord, MARK_RECORD, type MarkRecord } from '../seal/version-commands.ts';
import { DISTRIBUTE_MINUTES } from '../smb/distribute-minutes.ts';
import { ENTER_BOARD_FIGURE } from '../smb/entered-figures.ts';
import { TAKE_FEEDBACK_STEP } from '../smb/feedback-steps.ts';
import { PUBLISH_BOARD_PACK } from '../smb/publish-board-pack.ts';
import { SET_AREA_NUMBER } from './area-number-command.ts';
import { CASE_COMMANDS } from './case-command-table.ts';
import { CONVENE_MEETING, checkOpenCase, OPEN_CASE, type OpenCase } from './case-commands.ts';
import { NOTE_MEETING_STEP } from './meeting-steps.ts';
import { CONVENE_PROFESSIONALS } from './professionals-meeting.ts';

type AreaCommand = {
	readonly schema: z.ZodType;
	/** any one of these roles is enough */
	readonly may: readonly Role[];
	/** what can be refused without looking anything up */
	readonly check: (input: never, actor: Actor) => Refusal | null;
	/** the password must have been entered in the last minutes (R18) */
	readonly stepUp?: (input: never) => boolean;
};

const UNIT: readonly Role[] = ['MAPPA_COORDINATOR', 'MAPPA_ADMINISTRATOR'];
/** The case manager, and the unit for them: whose case it is, is looked up. */
const LEAD_AGENCY: readonly Role[] = [...UNIT, 'AGENCY_REP'];
const SETTINGS: readonly Role[] = ['MAPPA_COORDINATOR', 'SYSTEM_ADMINISTRATOR'];
/** Chairs and readers of copies are anybody's people: which of them may, is looked up. */
const PEOPLE: readonly Role[] = [...UNIT, 'AGENCY_REP'];
const nothing = (): null => null;
const always = (): true => true;

export const AREA_COMMANDS = {
	'open-case': { schema: OPEN_CASE, may: UNIT, check: (input: OpenCase) => checkOpenCase(input) },
	'convene-meeting': { schema: CONVENE_MEETING, may: UNIT, check: nothing },
	'convene-professionals-meeting': { schema: CONVENE_PROFESSIONALS, may: LEAD_AGENCY, check: nothing },
	...CASE_COMMANDS,
	'add-agency': { schema: ADD_AGENCY, may: SETTINGS, check: nothing },
	'add-person': {
		schema: ADD_PERSON,
		may: SETTINGS,
		check: (input: AddPerson, actor: Actor) => checkAddPerson(input, actor)
	},
	'set-statement-text': { schema: SET_STATEMENT_TEXT, may: SETTINGS, check: nothing },
	'set-area-number': { schema: SET_AREA_NUMBER, may: SETTINGS, check: nothing },
	'set-person-grade': { schema: SET_PERSON_GRADE, may: SETTINGS, check: nothing },
	'note-meeting-step': { schema: NOTE_MEETING_STEP, may: UNIT, check: nothing },
	'distribute-minutes': { schema: DISTRIBUTE_MINUTES, may: UNIT, check: nothing },
	'take-feedback-step': { schema: TAKE_FEEDBACK_STEP, may: [...UNIT, 'SMB_CHAIR'], check: nothing },
	'enter-board-figure': { schema: ENTER_BOARD_FIGURE, may: UNIT, check: nothing },
	'publish-board-pack': { schema: PUBLISH_BOARD_PACK, may: ['MAPPA_COORDINATOR'], check: nothing },
	'authorise-distribution': { schema: AUTHORISE_DISTRIBUTION, may: PEOPLE, check: nothing, stepUp: always },
	'distribute-copies': { schema: DISTRIBUTE_COPIES, may: PEOPLE, check: nothing, stepUp: always },
	// Ending a copy waits for nothing.
	'change-copy-access': {
		schema: CHANGE_COPY_ACCESS,
		may: PEOPLE,
		check: nothing,
		stepUp: ({ ended }: ChangeCopyAccess) => !ended
	},
	'note-copy-use': { schema: NOTE_COPY_USE, may: PEOPLE, check: nothing },
	'mark-record': { schema: MARK_RECORD, may: PEOPLE, check: (input: MarkRecord) => checkMarkRecord(input) },
	'approve-version': { schema: APPROVE_VERSION, may: PEOPLE, check: nothing },
	'open-request': { schema: OPEN_REQUEST, may: PEOPLE, check: nothing },
	'amend-request': { schema: AMEND_REQUEST, may: UNIT, check: nothing },
	'ask-originator': { schema: ASK_ORIGINATOR, may: UNIT, check: nothing },
	'note-originator-answer': { schema: NOTE_ORIGINATOR_ANSWER, may: UNIT, check: nothing },
	'decide-request': { schema: DECIDE_REQUEST, may: PEOPLE, check: nothing, stepUp: always },
	'close-request': { schema: CLOSE_REQUEST, may: PEOPLE, check: nothing },
	'start-bundle': { schema: START_BUNDLE, may: UNIT, check: nothing, stepUp: always },
	'cancel-bundle': { schema: CANCEL_BUNDLE, may: UNIT, check: nothing },
	'retry-mail': { schema: ONE_MAIL, may: UNIT, check: nothing },
	'pass-on-mail': { schema: ONE_MAIL, may: UNIT, check: nothing }
} as const satisfies Record<string, AreaCommand>;

export type AreaCommandName = keyof typeof AREA_COMMANDS;
export type AreaInputOf<Name extends AreaCommandName> = z.output<(typeof AREA_COMMANDS)[Name]['schema']>;
export const isAreaCommandName = (name: string): name is AreaCommandName => Object.hasOwn(AREA_COMMANDS, name);

/** Why this person may not run an area command, or null when they may. */
export const mayRunInArea = (actor: Actor, name: AreaCommandName): Refusal | null =>
	hasRole(actor, ...AREA_COMMANDS[name].may)
		? null
		: refuse('forbidden', 'Your role in this area does not include this');
