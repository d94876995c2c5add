/**
 * Steps of an action between two meetings: the same corridor as in a meeting. Parse, hold and fold, may they know of it, may
 * they do this, have they seen what stands there now, decide, append with the audit row, tell.
 */
import { type ActionStepEvent, foldAction } from '#lib/actions/action-history.ts';
import {
	ACTION_STEP_SCHEMAS,
	type ActionStepInput,
	type ActionStepName,
	decideStep,
	isActionStepName,
	mayTakeStep
} from '#lib/actions/action-steps.ts';
import type { Actor } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import type { MailKind } from '#lib/mail/mail-kinds.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { addWorkingDays, londonDate } from '#lib/time.ts';
import { readAgencyContacts } from '../persistence/absences.ts';
import {
	type ActionHead,
	appendActionStep,
	hasActionCommand,
	nameOf,
	readActionHead,
	readActionSteps
} from '../persistence/action-register.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import { latestMeeting } from '../persistence/case-register.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { mayKnowAction, NO_ACTION, openAction, placeOf } from './action-access.ts';
import { closedPeople } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';
import { tell } from './tell.ts';

export type ActionStepParts = { readonly database: Pick<Database, 'withArea'>; readonly now: () => Date };
export type ActionStepRequest = {
	readonly actor: Actor;
	readonly actionId: string;
	readonly command: string;
	/** chosen by the browser, the same on a resend */
	readonly commandId: string;
	readonly input: unknown;
};
const COMMAND_ID = /^[\w-]{8,64}$/;
const MEANWHILE =
	'Somebody else wrote about this action meanwhile. Read below what they said; what you typed is still in the form.';
const CHANGED = refuse('changed-meanwhile', MEANWHILE, [{ field: 'version', message: MEANWHILE, href: '#history' }]);

/** Refusals: missing, forbidden, invalid, not-now, changed-meanwhile. A refusal leaves nothing behind but its audit row. */
export async function runActionStep(
	{ database, now }: ActionStepParts,
	{ actor, actionId, command, commandId, input }: ActionStepRequest
): Promise<Result<null>> {
	if (!isActionStepName(command)) return refuse('missing', 'There is no such command. Reload the page.');
	if (!COMMAND_ID.test(commandId)) return refuse('invalid', 'Reload the page and try again.');
	if (!isIdentifier(actionId)) return NO_ACTION;
	const typed = typeof input === 'object' && input !== null ? { ...input, actionId } : input;
	return database
		.withArea(actor.areaId, async (tx) => {
			const answer = await perform(tx, now(), command, { actor, actionId, commandId, input: typed });
			if (!answer.ok && answer.kind !== 'forbidden') throw new RolledBack(answer);
			return answer;
		})
		.catch(refusalOf);
}

async function perform<Name extends ActionStepName>(
	tx: Tx,
	now: Date,
	name: Name,
	{ actor, actionId, commandId, input }: Omit<ActionStepRequest, 'command'>
): Promise<Result<null>> {
	const head = await readActionHead(tx, actionId, openAction(actor.personId), true);
	if (!head) return NO_ACTION;
	const place = await placeOf(tx, actor, actionId);
	if (!mayKnowAction(actor, place, head)) return NO_ACTION;
	if (await hasActionCommand(tx, head, commandId)) return done(null);
	const steps = (await readActionSteps(tx, [head])).get(nameOf(head)) ?? [];
	const standing = { steps, progress: foldAction(steps) };
	const at = now.toISOString();
	const today = londonDate(at);
	const barred = mayTakeStep(standing, actor, place, name, today);
	if (barred?.kind === 'forbidden') {
		await writeAudit(tx, actor, `deny-${name}`, 'action', actionId, head.meetingId);
		return barred;
	}
	// Each name's schema makes that name's input; the table loses the pairing, so it is restated here once.
	const schema = ACTION_STEP_SCHEMAS[name] as unknown as Parameters<typeof parseInput<ActionStepInput<Name>>>[0];
	const parsed = parseInput(schema, input);
	if (!parsed.ok) return parsed;
	if (parsed.value.version !== standing.progress.version) return CHANGED;
	if (barred) return barred;
	const managers = name === 'raise-action' ? await lineManagers(tx, head) : [];
	const isContact = (personId: string): boolean => managers.includes(personId);
	const context = { actor, place, today, isStanding: head.standing !== null && head.due === null, isContact };
	const decided = decideStep(name, standing, parsed.value, context);
	if (!decided.ok) return decided;
	const version = standing.progress.version + 1;
	const step = { version, at, by: actor.personId, agencyId: actor.agencyId, event: decided.value };
	await appendActionStep(tx, head, steps, step, commandId);
	await writeAudit(tx, actor, name, 'action', actionId, head.meetingId);
	await tellOfStep(tx, actor, head, decided.value, today);
	return done(null);
}

async function lineManagers(tx: Tx, { ownerAgencyId }: ActionHead): Promise<readonly string[]> {
	const contacts = await readAgencyContacts(tx, [ownerAgencyId]);
	return contacts.flatMap(({ role, personId }) => (role === 'LINE_MANAGER' && personId !== null ? [personId] : []));
}

type Telling = {
	readonly kind: MailKind;
	readonly people: readonly string[];
	readonly path: string;
	readonly by?: string;
};

/** Whom a step concerns, unless the case is closed to them. No message says what the step was about. */
async function tellOfStep(
	tx: Tx,
	actor: Actor,
	{ id, areaId, caseId, meetingId, ownerId }: ActionHead,
	event: ActionStepEvent,
	today: string
): Promise<void> {
	const path = `/actions/${id}`;
	const telling = async (): Promise<Telling | null> => {
		switch (event.type) {
			case 'action-reported': {
				if (event.status !== 'NO_LONGER_NEEDED' && event.proposedOn === null) return null;
				const chair = (await latestMeeting(tx, caseId))?.chairId;
				return { kind: 'action-to-decide', people: chair ? [chair] : [], path };
			}
			case 'new-date-decided':
			case 'no-need-decided':
				return { kind: 'action-decided', people: [ownerId], path };
			case 'action-raised': {
				const { absenceManagerWorkingDays: days } = await readAreaConfig(tx, areaId, today);
				const people = event.to === null ? [] : [event.to];
				return { kind: 'action-raised', people, path: '/actions/agency', by: addWorkingDays(today, days) };
			}
			default:
				return null;
		}
	};
	const told = await telling();
	if (!told) return;
	const people = told.people.filter((one) => one !== actor.personId);
	const closed = await closedPeople(tx, caseId, people);
	for (const personId of people.filter((one) => !closed.has(one))) {
		const { kind, path: place, by } = told;
		// With the meeting that set it only where a day is told: it carries the day.
		await tell(tx, { areaId, personId, kind, path: place, ...(by ? { by, meetingId } : {}) });
	}
}
