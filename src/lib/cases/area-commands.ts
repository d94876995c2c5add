/**
 * The table of the commands on an area, outside any meeting: schema, and the check that needs no database. Who may stands in
 * the row of capability-table.ts that names the command.
 */
import type { z } from 'zod';
import { type CapabilityName, mayAtAll, rowForAct } from '../access/capability-table.ts';
import { EMERGENCY_COMMANDS } from '../access/emergency-access.ts';
import { SET_AGENCY_SIGN_IN } from '../agency-sign-in/set-agency-sign-in.ts';
import {
	AUTHORISE_DISTRIBUTION,
	CHANGE_COPY_ACCESS,
	type ChangeCopyAccess,
	DISTRIBUTE_COPIES,
	NOTE_COPY_USE
} from '../distribution/distribution-commands.ts';
import { CANCEL_BUNDLE, START_BUNDLE } from '../exports/case-bundle.ts';
import type { Actor } from '../identity.ts';
import { ONE_MAIL } from '../mail/mail-commands.ts';
import { PEOPLE_COMMANDS } from '../people/people-admin.ts';
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
import { RETENTION_COMMANDS } from '../retention/retention-command-table.ts';
import { APPROVE_VERSION, checkMarkRecord, MARK_RECORD, type MarkRecord } from '../seal/version-commands.ts';
import { DISTRIBUTE_MINUTES } from '../smb/distribute-minutes.ts';
import { ENTER_BOARD_FIGURE } from '../smb/entered-figures.ts';
import { TAKE_FEEDBACK_STEP } from '../smb/feedback-steps.ts';
import { PUBLISH_BOARD_PACK } from '../smb/publish-board-pack.ts';
import { KEEP_WORDING } from '../wordings/keep-wording.ts';
import { SET_AREA_NUMBER } from './area-number-command.ts';
import { CASE_COMMANDS } from './case-command-table.ts';
import { CONVENE_MEETING, checkOpenCase, OPEN_CASE, type OpenCase } from './case-commands.ts';
import { ACCEPT_SHARE, DECLINE_SHARE, END_SHARE, SHARE_CASE } from './case-share.ts';
import { NOTE_MEETING_STEP } from './meeting-steps.ts';
import { CONVENE_PROFESSIONALS } from './professionals-meeting.ts';

type AreaCommand = {
	readonly schema: z.ZodType;
	/** what can be refused without looking anything up */
	readonly check: (input: never, actor: Actor) => Refusal | null;
	/** the password must have been entered in the last minutes (R18) */
	readonly stepUp?: (input: never) => boolean;
};

const nothing = (): null => null;
const always = (): true => true;

export const AREA_COMMANDS = {
	'open-case': { schema: OPEN_CASE, check: (input: OpenCase) => checkOpenCase(input) },
	'convene-meeting': { schema: CONVENE_MEETING, check: nothing },
	'convene-professionals-meeting': { schema: CONVENE_PROFESSIONALS, check: nothing },
	...CASE_COMMANDS,
	'share-case': { schema: SHARE_CASE, check: nothing, stepUp: always },
	'accept-share': { schema: ACCEPT_SHARE, check: nothing, stepUp: always },
	'decline-share': { schema: DECLINE_SHARE, check: nothing },
	// Ending waits for nothing.
	'end-share': { schema: END_SHARE, check: nothing },
	...PEOPLE_COMMANDS,
	...EMERGENCY_COMMANDS,
	...RETENTION_COMMANDS,
	'add-agency': { schema: ADD_AGENCY, check: nothing },
	'add-person': {
		schema: ADD_PERSON,
		check: (input: AddPerson, actor: Actor) => checkAddPerson(input, actor)
	},
	'set-statement-text': { schema: SET_STATEMENT_TEXT, check: nothing },
	'set-agency-sign-in': { schema: SET_AGENCY_SIGN_IN, check: nothing, stepUp: always },
	'set-area-number': { schema: SET_AREA_NUMBER, check: nothing },
	'keep-wording': { schema: KEEP_WORDING, check: nothing },
	'set-person-grade': { schema: SET_PERSON_GRADE, check: nothing },
	'note-meeting-step': { schema: NOTE_MEETING_STEP, check: nothing },
	'distribute-minutes': { schema: DISTRIBUTE_MINUTES, check: nothing },
	'take-feedback-step': { schema: TAKE_FEEDBACK_STEP, check: nothing },
	'enter-board-figure': { schema: ENTER_BOARD_FIGURE, check: nothing },
	'publish-board-pack': { schema: PUBLISH_BOARD_PACK, check: nothing },
	'authorise-distribution': { schema: AUTHORISE_DISTRIBUTION, check: nothing, stepUp: always },
	'distribute-copies': { schema: DISTRIBUTE_COPIES, check: nothing, stepUp: always },
	// Ending a copy waits for nothing.
	'change-copy-access': {
		schema: CHANGE_COPY_ACCESS,
		check: nothing,
		stepUp: ({ ended }: ChangeCopyAccess) => !ended
	},
	'note-copy-use': { schema: NOTE_COPY_USE, check: nothing },
	'mark-record': { schema: MARK_RECORD, check: (input: MarkRecord) => checkMarkRecord(input) },
	'approve-version': { schema: APPROVE_VERSION, check: nothing },
	'open-request': { schema: OPEN_REQUEST, check: nothing },
	'amend-request': { schema: AMEND_REQUEST, check: nothing },
	'ask-originator': { schema: ASK_ORIGINATOR, check: nothing },
	'note-originator-answer': { schema: NOTE_ORIGINATOR_ANSWER, check: nothing },
	'decide-request': { schema: DECIDE_REQUEST, check: nothing, stepUp: always },
	'close-request': { schema: CLOSE_REQUEST, check: nothing },
	'start-bundle': { schema: START_BUNDLE, check: nothing, stepUp: always },
	'cancel-bundle': { schema: CANCEL_BUNDLE, check: nothing },
	'retry-mail': { schema: ONE_MAIL, check: nothing },
	'pass-on-mail': { schema: ONE_MAIL, check: nothing }
} as const satisfies Record<string, AreaCommand>;

export type AreaCommandName = keyof typeof AREA_COMMANDS;
export type AreaInputOf<Name extends AreaCommandName> = z.output<(typeof AREA_COMMANDS)[Name]['schema']>;
export const isAreaCommandName = (name: string): name is AreaCommandName => Object.hasOwn(AREA_COMMANDS, name);

/** The row of the capability table that answers for each. @throws at start when one has none */
const AREA_ROWS = Object.fromEntries(Object.keys(AREA_COMMANDS).map((name) => [name, rowForAct(name)])) as Record<
	AreaCommandName,
	CapabilityName
>;

/** Why this person may not run an area command, or null when they may. */
export const mayRunInArea = (actor: Actor, name: AreaCommandName): Refusal | null =>
	mayAtAll(actor, AREA_ROWS[name]) ? null : refuse('forbidden', 'Your role in this area does not include this');
