/**
 * Commands on one audited meeting: the same corridor as in a meeting. Parse, hold and fold, may they know of it, may they do
 * this now, decide, append with the audit row, tell.
 */
import { meeting } from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { type AuditEvent, type AuditStep, foldAudit } from '#lib/quality/quality-audit.ts';
import {
	AUDIT_SCHEMAS,
	type AuditCommandName,
	type AuditInputOf,
	decideOnAudit,
	isAuditCommandName,
	mayRunOnAudit
} from '#lib/quality/quality-commands.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readAreaConfig, readStatementVersion } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import {
	type AuditHead,
	appendAuditStep,
	hadNoPartIn,
	hasAuditCommand,
	readAuditHead,
	readAuditors,
	readAuditSteps
} from '../persistence/quality-audits.ts';
import { closedPeople, openToPerson } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';
import { NO_AUDIT, standingAt } from './quality-access.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';
import { tell } from './tell.ts';

export type AuditDependencies = { readonly database: Pick<Database, 'withArea'>; readonly now: () => Date };
export type AuditRequest = {
	readonly actor: Actor;
	readonly auditId: string;
	readonly command: string;
	/** chosen by the browser, the same on a resend */
	readonly commandId: string;
	readonly input: unknown;
};
const COMMAND_ID = /^[\w-]{8,64}$/;
const BAD_ID = refuse('invalid', 'Reload the page and try again.');

/** Refusals: missing, forbidden, invalid, not-now, not-ready, changed-meanwhile. A refusal leaves nothing but its audit row. */
export async function runAuditCommand(
	dependencies: AuditDependencies,
	{ command, ...request }: AuditRequest
): Promise<Result<null>> {
	if (!isAuditCommandName(command)) return refuse('missing', 'There is no such command. Reload the page.');
	if (!COMMAND_ID.test(request.commandId)) return BAD_ID;
	if (!isIdentifier(request.auditId)) return NO_AUDIT;
	return dependencies.database
		.withArea(request.actor.areaId, async (tx) => {
			const answer = await perform(tx, dependencies, command, request);
			if (!answer.ok && answer.kind !== 'forbidden') throw new RolledBack(answer);
			return answer;
		})
		.catch(refusalOf);
}

async function perform<Name extends AuditCommandName>(
	tx: Tx,
	{ now }: AuditDependencies,
	name: Name,
	{ actor, auditId, commandId, input }: Omit<AuditRequest, 'command'>
): Promise<Result<null>> {
	const moment = now();
	const head = await readAuditHead(tx, auditId, true);
	if (!head) return NO_AUDIT;
	const steps = (await readAuditSteps(tx, [auditId])).get(auditId) ?? [];
	const audit = foldAudit(steps);
	const standing = await standingAt(tx, actor, head, audit, moment);
	if (!standing) return NO_AUDIT;
	if (await hasAuditCommand(tx, auditId, commandId)) return done(null);
	const barred = mayRunOnAudit(audit, standing.place, name);
	if (barred?.kind === 'forbidden') {
		await writeAudit(tx, actor, `deny-${name}`, 'quality-audit', auditId, head.meetingId);
		return standing.isOutOfTime
			? refuse('forbidden', 'Your licence to view this meeting has ended. Nothing was saved: copy what you wrote')
			: barred;
	}
	// Each name's schema makes that name's input; the table loses the pairing, so it is restated here once.
	const schema = AUDIT_SCHEMAS[name] as unknown as Parameters<typeof parseInput<AuditInputOf<Name>>>[0];
	const parsed = parseInput(schema, input);
	if (!parsed.ok) return parsed;
	if (barred) return barred;
	const today = londonDate(moment.toISOString());
	const possible = await possibleAuditors(tx, actor, head, parsed.value);
	const decided = decideOnAudit(name, audit, parsed.value, {
		limits: { today, most: (await readAreaConfig(tx, actor.areaId, today)).auditLicenceWorkingDays },
		isPossibleAuditor: (personId) => possible.includes(personId),
		statement: await readStatementVersion(tx)
	});
	if (!decided.ok || decided.value === null) return decided.ok ? done(null) : decided;
	const step: AuditStep = {
		...{ version: audit.version + 1, at: moment.toISOString(), by: actor.personId },
		event: decided.value
	};
	await appendAuditStep(tx, { areaId: actor.areaId, auditId, commandId }, step, foldAudit([...steps, step]));
	await writeAudit(tx, actor, name, 'quality-audit', auditId, head.meetingId);
	await tellOfStep(tx, actor, head, decided.value, today);
	return done(null);
}

/** The one who is asked for, when the licence may be theirs: an auditor without a part in the meeting, its case open to them. */
async function possibleAuditors(tx: Tx, actor: Actor, head: AuditHead, input: object): Promise<readonly string[]> {
	const asked = 'auditorId' in input && typeof input.auditorId === 'string' ? input.auditorId : '';
	if (!isIdentifier(asked) || asked === actor.personId) return [];
	if (!(await readAuditors(tx)).some(({ personId }) => personId === asked)) return [];
	return (await hadNoPartIn(tx, head.meetingId, asked, openToPerson(asked, meeting.caseId))) ? [asked] : [];
}

/** Whom a step concerns, unless the case is closed to them. No message says what it was about. */
async function tellOfStep(
	tx: Tx,
	actor: Actor,
	{ id, caseId, chairId, auditorId }: AuditHead,
	event: AuditEvent,
	today: string
): Promise<void> {
	const { areaId } = actor;
	const path = `/audits/${id}`;
	const say = async (personId: string | null, kind: 'audit-licence' | 'audit-submitted' | 'audit-answered') => {
		if (personId === null || personId === actor.personId) return;
		if (!(await closedPeople(tx, caseId, [personId])).has(personId)) await tell(tx, { areaId, personId, kind, path });
	};
	if (event.type === 'licence-given') await say(event.auditorId, 'audit-licence');
	if (event.type === 'audit-answered') await say(auditorId, 'audit-answered');
	if (event.type === 'audit-form-submitted' && (await readAreaConfig(tx, areaId, today)).auditToChair === 'YES')
		await say(chairId, 'audit-submitted');
}
