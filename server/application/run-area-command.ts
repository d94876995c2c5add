/**
 * Commands on an area, outside any meeting: open a case, convene a meeting, add an agency or a person, a new statement.
 * The same corridor as in a meeting: parse, may this actor, check, one transaction with its audit row.
 */

import { and, eq } from 'drizzle-orm';
import { agency, area, statement } from '#drizzle/schema.ts';
import { EMERGENCY_COMMANDS } from '#lib/access/emergency-access.ts';
import type { AuditObject } from '#lib/audit/audit-objects.ts';
import {
	AREA_COMMANDS,
	type AreaCommandName,
	type AreaInputOf,
	isAreaCommandName,
	mayRunInArea
} from '#lib/cases/area-commands.ts';
import { CASE_COMMAND_OBJECT } from '#lib/cases/case-command-table.ts';
import type { Actor } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { PEOPLE_COMMANDS } from '#lib/people/people-admin.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { RETENTION_OBJECT } from '#lib/retention/retention-command-table.ts';
import { readStatement } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { addPerson } from './add-person.ts';
import { distributeMinutes, enterBoardFigure, publishBoardPack, takeFeedbackStep } from './board-work.ts';
import { changeAreaNumber, noteMeetingStep, passOnMail, retryMail, setPersonGrade } from './calendar-work.ts';
import { cancelBundle, startBundle } from './case-bundle.ts';
import { CASE_WORK } from './case-work.ts';
import { conveneMeeting, conveneProfessionals } from './convene-meeting.ts';
import { authoriseDistribution, changeCopyAccess, distributeCopies, noteCopyUse } from './distribute-copies.ts';
import {
	approveEmergencyAccess,
	askEmergencyAccess,
	endEmergencyAccess,
	refuseEmergencyAccess,
	reviewEmergencyAccess
} from './emergency-work.ts';
import {
	amendRequest,
	askOriginator,
	closeRequest,
	decideOnRequest,
	noteOriginatorAnswer,
	openRequest
} from './handle-requests.ts';
import type { Happened } from './leave-closed-case.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { openCase } from './open-case.ts';
import type { PasswordHasher } from './password-hash.ts';
import {
	changePerson,
	disableAccount,
	enableAccount,
	endSessions,
	giveRole,
	resetSecondFactor,
	setVetting,
	takeRole
} from './people-work.ts';
import { markRecord } from './record-marks.ts';
import { approveVersion } from './record-versions.ts';
import {
	endHold,
	holdCase,
	keepCase,
	placeHold,
	proposeDestruction,
	reviewHold,
	withdrawDestruction
} from './retention-work.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';
import { type SignInSetting, setAgencySignIn } from './set-agency-sign-in.ts';
import { acceptShare, declineShare, endShare, shareCase } from './share-case.ts';
import { stepUpOwed } from './sign-in.ts';
import { keepWording } from './wordings.ts';

export type AreaCommandRequest = {
	readonly actor: Actor;
	readonly command: string;
	readonly input: unknown;
	/** when the actor last entered their password, as their session knows it */
	readonly stepUpAt?: Date | null;
};
export type AreaCommandDone = {
	readonly id: string;
	readonly warnings: readonly string[];
	/** what followed at meetings, to be published after COMMIT */
	readonly happened?: readonly Happened[];
};
export type AreaDependencies = {
	readonly database: Database;
	readonly cache: MeetingCache;
	readonly passwords: PasswordHasher;
	readonly now: () => Date;
	/** with what the secret of an agency's sign-in is sealed; without it none can be set */
	readonly agencySignIns?: SignInSetting | undefined;
};
type Work<Name extends AreaCommandName> = (
	tx: Tx,
	actor: Actor,
	input: AreaInputOf<Name>,
	dependencies: AreaDependencies
) => Promise<Result<AreaCommandDone>>;

const made = (id: string, warnings: readonly string[] = []): Result<AreaCommandDone> => done({ id, warnings });
const taken = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);

/**
 * Runs one command. Refusals: missing, forbidden, invalid. A refusal leaves nothing behind.
 * @throws what the database throws; nothing is stored then
 */
export async function runAreaCommand(
	dependencies: AreaDependencies,
	request: AreaCommandRequest
): Promise<Result<AreaCommandDone>> {
	if (!isAreaCommandName(request.command)) return refuse('missing', 'There is no such command. Reload the page.');
	return perform(request.command, dependencies, request);
}

async function perform<Name extends AreaCommandName>(
	name: Name,
	dependencies: AreaDependencies,
	{ actor, input: typed, stepUpAt = null }: AreaCommandRequest
): Promise<Result<AreaCommandDone>> {
	const barred = mayRunInArea(actor, name);
	if (barred) {
		await dependencies.database.withArea(actor.areaId, (tx) =>
			writeAudit(tx, actor, `deny-${name}`, 'area', actor.areaId)
		);
		return barred;
	}
	// Each name's schema makes that name's input; the table loses the pairing, so it is restated here once.
	const { schema, check, stepUp } = AREA_COMMANDS[name] as unknown as {
		schema: Parameters<typeof parseInput<AreaInputOf<Name>>>[0];
		check: (input: AreaInputOf<Name>, actor: Actor) => Refusal | null;
		stepUp?: (input: AreaInputOf<Name>) => boolean;
	};
	const input = parseInput(schema, typed);
	if (!input.ok) return input;
	const refused = check(input.value, actor);
	if (refused) return refused;
	if (stepUp?.(input.value) && stepUpOwed(stepUpAt, dependencies.now()))
		return refuse('step-up', 'Enter your password again first.');
	return dependencies.database
		.withArea(actor.areaId, async (tx) => {
			const answer = await WORK[name](tx, actor, input.value, dependencies);
			if (!answer.ok) throw new RolledBack(answer);
			await writeAudit(tx, actor, name, OBJECT[name], answer.value.id);
			return answer;
		})
		.catch(refusalOf);
}

const ofEach = <Name extends string, Kind extends AuditObject>(commands: Record<Name, unknown>, object: Kind) =>
	Object.fromEntries(Object.keys(commands).map((name) => [name, object])) as Record<Name, Kind>;

const OBJECT: Record<AreaCommandName, AuditObject> = {
	'open-case': 'case',
	'convene-meeting': 'meeting',
	'convene-professionals-meeting': 'meeting',
	...CASE_COMMAND_OBJECT,
	'share-case': 'case',
	'accept-share': 'case-share',
	'decline-share': 'case-share',
	'end-share': 'case-share',
	...ofEach(PEOPLE_COMMANDS, 'person'),
	...ofEach(EMERGENCY_COMMANDS, 'emergency-access'),
	...RETENTION_OBJECT,
	'add-agency': 'agency',
	'add-person': 'person',
	'set-statement-text': 'statement',
	'set-agency-sign-in': 'agency-sign-in',
	'set-area-number': 'area-number',
	'keep-wording': 'wording',
	'set-person-grade': 'person',
	'note-meeting-step': 'meeting',
	'distribute-minutes': 'meeting',
	'take-feedback-step': 'smb-feedback',
	'enter-board-figure': 'board-figure',
	'publish-board-pack': 'board-pack',
	'authorise-distribution': 'meeting',
	'distribute-copies': 'meeting',
	'change-copy-access': 'minutes-copy',
	'note-copy-use': 'minutes-copy',
	'mark-record': 'final-minutes',
	'approve-version': 'final-minutes',
	'open-request': 'information-request',
	'amend-request': 'information-request',
	'ask-originator': 'information-request',
	'note-originator-answer': 'information-request',
	'decide-request': 'information-request',
	'close-request': 'information-request',
	'start-bundle': 'case-bundle',
	'cancel-bundle': 'case-bundle',
	'retry-mail': 'mail',
	'pass-on-mail': 'mail'
};

const addAgency: Work<'add-agency'> = async (tx, actor, input) => {
	const [row] = await tx
		.insert(agency)
		.values({ ...input, areaId: actor.areaId, countsForAttendance: input.type !== 'MAPPA_UNIT' })
		.onConflictDoNothing({ target: [agency.areaId, agency.code] })
		.returning({ id: agency.id });
	return row ? made(row.id) : taken('code', 'There is an agency with this code already');
};

/** A new version in one language takes the other languages' texts along, so that every version is whole. */
const setStatementText: Work<'set-statement-text'> = async (tx, actor, { language, text }) => {
	// The area's row is held so that two versions cannot get the same number.
	await tx.select({ id: area.id }).from(area).where(eq(area.id, actor.areaId)).for('update');
	const current = await readStatement(tx);
	const version = 1 + Math.max(0, ...current.map((one) => one.version));
	const others = current.filter((one) => one.language !== language);
	const texts = [...others, { language, text }];
	await tx
		.insert(statement)
		.values(texts.map((one) => ({ areaId: actor.areaId, version, language: one.language, text: one.text })));
	const [row] = await tx
		.select({ id: statement.id })
		.from(statement)
		.where(and(eq(statement.version, version), eq(statement.language, language)));
	return made(row?.id ?? actor.areaId);
};

const nowOf = ({ cache, now }: AreaDependencies) => ({ cache, now: now() });

const WORK: { readonly [Name in AreaCommandName]: Work<Name> } = {
	'open-case': openCase,
	'convene-meeting': conveneMeeting,
	'convene-professionals-meeting': conveneProfessionals,
	...CASE_WORK,
	'share-case': (tx, actor, input, parts) => shareCase(tx, actor, input, nowOf(parts)),
	'accept-share': (tx, actor, input, parts) => acceptShare(tx, actor, input, nowOf(parts)),
	'decline-share': (tx, actor, input, parts) => declineShare(tx, actor, input, nowOf(parts)),
	'end-share': (tx, actor, input, parts) => endShare(tx, actor, input, nowOf(parts)),
	'change-person': changePerson,
	'give-role': giveRole,
	'take-role': takeRole,
	'set-vetting': setVetting,
	'disable-account': (tx, actor, input, { now }) => disableAccount(tx, actor, input, now()),
	'enable-account': enableAccount,
	'end-sessions': endSessions,
	'reset-second-factor': resetSecondFactor,
	'ask-emergency-access': (tx, actor, input, { now }) => askEmergencyAccess(tx, actor, input, now()),
	'approve-emergency-access': approveEmergencyAccess,
	'refuse-emergency-access': refuseEmergencyAccess,
	'end-emergency-access': endEmergencyAccess,
	'review-emergency-access': reviewEmergencyAccess,
	'hold-case': (tx, actor, input, { now }) => holdCase(tx, actor, input, now()),
	'hold-area': (tx, actor, input, { now }) => placeHold(tx, actor, { ...input, caseId: '' }, now()),
	'review-case-hold': (tx, actor, input, { now }) => reviewHold(tx, actor, 'case', input, now()),
	'review-area-hold': (tx, actor, input, { now }) => reviewHold(tx, actor, 'area', input, now()),
	'end-case-hold': (tx, actor, input, { now }) => endHold(tx, actor, 'case', input, now()),
	'end-area-hold': (tx, actor, input, { now }) => endHold(tx, actor, 'area', input, now()),
	'keep-case': (tx, actor, input, { now }) => keepCase(tx, actor, input, now()),
	'propose-destruction': (tx, actor, input, { now }) => proposeDestruction(tx, actor, input, now()),
	'withdraw-destruction': (tx, actor, input, { now }) => withdrawDestruction(tx, actor, input, now()),
	'add-agency': addAgency,
	'add-person': (tx, actor, input, { passwords }) => addPerson(tx, actor, input, { passwords }),
	'set-statement-text': setStatementText,
	'set-agency-sign-in': async (tx, actor, input, { agencySignIns }) => {
		if (!agencySignIns) return refuse('not-now', 'This service has no key to seal a secret with.');
		const kept = await setAgencySignIn(tx, actor, input, agencySignIns);
		return kept.ok ? made(kept.value) : kept;
	},
	'set-area-number': (tx, actor, input, { now }) => changeAreaNumber(tx, actor, input, now()),
	'keep-wording': (tx, actor, input, { now }) => keepWording(tx, actor, input, now()),
	'set-person-grade': setPersonGrade,
	'note-meeting-step': (tx, actor, input, { now }) => noteMeetingStep(tx, actor, input, now()),
	'distribute-minutes': (tx, actor, input, { now }) => distributeMinutes(tx, actor, input, now()),
	'take-feedback-step': (tx, actor, input, { now }) => takeFeedbackStep(tx, actor, input, now()),
	'enter-board-figure': (tx, actor, input, { now }) => enterBoardFigure(tx, actor, input, now()),
	'publish-board-pack': (tx, actor, input, { cache, now }) => publishBoardPack(tx, actor, input, { cache, now: now() }),
	'authorise-distribution': (tx, actor, input, parts) => authoriseDistribution(tx, actor, input, nowOf(parts)),
	'distribute-copies': (tx, actor, input, parts) => distributeCopies(tx, actor, input, nowOf(parts)),
	'change-copy-access': (tx, actor, input, parts) => changeCopyAccess(tx, actor, input, nowOf(parts)),
	'note-copy-use': (tx, actor, input, parts) => noteCopyUse(tx, actor, input, nowOf(parts)),
	'mark-record': (tx, actor, input, parts) => markRecord(tx, actor, input, nowOf(parts)),
	'approve-version': (tx, actor, input, parts) => approveVersion(tx, actor, input, nowOf(parts)),
	'open-request': (tx, actor, input, { now }) => openRequest(tx, actor, input, now()),
	'amend-request': (tx, actor, input, { now }) => amendRequest(tx, actor, input, now()),
	'ask-originator': (tx, actor, input, { now }) => askOriginator(tx, actor, input, now()),
	'note-originator-answer': (tx, actor, input, { now }) => noteOriginatorAnswer(tx, actor, input, now()),
	'decide-request': (tx, actor, input, { now }) => decideOnRequest(tx, actor, input, now()),
	'close-request': (tx, actor, input, { now }) => closeRequest(tx, actor, input, now()),
	'start-bundle': (tx, actor, input, { now }) => startBundle(tx, actor, input, now()),
	'cancel-bundle': cancelBundle,
	'retry-mail': retryMail,
	'pass-on-mail': (tx, actor, input, { now }) => passOnMail(tx, actor, input, now())
};
