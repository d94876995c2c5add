/**
 * Commands on referrals: the same corridor as in a meeting. Parse, hold the head and fold, may they read it at all, have they
 * seen what stands there now, may they do this now, decide, append with the audit row in one transaction.
 */

import type { Actor, AgencyType } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import {
	acceptedLevel,
	isReferringSide,
	isWithReferrer,
	mayRefer,
	type Referral,
	type ReferralEvent,
	recordsForOthers
} from '#lib/referrals/referral.ts';
import { type CheckContext, checkSection } from '#lib/referrals/referral-checks.ts';
import {
	BEGIN_REFERRAL,
	type DecideReferral,
	decideOnReferral,
	isReferralCommandName,
	mayRunOnReferral,
	REFERRAL_COMMANDS,
	type ReferralCommandName,
	type ReferralInputOf
} from '#lib/referrals/referral-commands.ts';
import { sectionNamed } from '#lib/referrals/referral-sections.ts';
import {
	answerAt,
	type SavedSection,
	type SavedSections,
	type SectionValues,
	sameValues,
	schemaOf
} from '#lib/referrals/referral-values.ts';
import { done, type Problem, type Refusal, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readOwnAgencies } from '../persistence/people.ts';
import {
	appendReferralEvent,
	insertReferral,
	insertSection,
	loadReferral,
	type ReferralHead,
	readReferralHead,
	readSectionsOf,
	readSectionsSent,
	versionOfReferralCommand
} from '../persistence/referral-store.ts';
import { enterAcceptance } from './accepted-referral.ts';
import { isIdentifier } from './load-meeting.ts';
import { matchesIn, mayReadReferral, NO_REFERRAL, readRegister } from './referral-access.ts';
import { readReferralFromMeeting } from './referral-from-meeting.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';
import { tellOfReferral } from './tell-of-referral.ts';

export type ReferralDependencies = { readonly database: Pick<Database, 'withArea'>; readonly now: () => Date };
const COMMAND_ID = /^[\w-]{8,64}$/;
const BAD_ID = refuse('invalid', 'Reload the page and try again.');

/** What the checks need of the area on the day the referral counts from. */
export async function checkContext(tx: Tx, areaId: string, today: string): Promise<CheckContext> {
	const agencies = await readOwnAgencies(tx);
	return {
		today,
		agencies: new Map(
			agencies.map(({ id, type, isResponsibleAuthority }) => [id, { type: type as AgencyType, isResponsibleAuthority }])
		),
		config: await readAreaConfig(tx, areaId)
	};
}

/** Begins a draft for the actor's own agency, or, recorded by the unit, for another. The same command id begins one only. */
export async function beginReferral(
	{ database, now }: ReferralDependencies,
	{ actor, commandId, input }: { actor: Actor; commandId: string; input: unknown }
): Promise<Result<{ readonly id: string }>> {
	if (!COMMAND_ID.test(commandId)) return BAD_ID;
	const parsed = parseInput(BEGIN_REFERRAL, input);
	if (!parsed.ok) return parsed;
	return database.withArea(actor.areaId, async (tx) => {
		if (!mayRefer(actor)) {
			await writeAudit(tx, actor, 'deny-begin-referral', 'area', actor.areaId);
			return refuse(
				'forbidden',
				'Only representatives of an agency refer, and the MAPPA unit records a referral for one'
			);
		}
		const recordedByUnit = recordsForOthers(actor);
		const fromAgencyId = recordedByUnit ? parsed.value.agencyId : actor.agencyId;
		const known = (await readOwnAgencies(tx)).find(({ id, type }) => id === fromAgencyId && type !== 'MAPPA_UNIT');
		if (!fromAgencyId || (recordedByUnit && !known)) {
			const message = 'Choose the agency that refers';
			return refuse('invalid', message, [{ field: 'agencyId', message }]);
		}
		const { meetingId } = parsed.value;
		const from = meetingId === null ? null : await readReferralFromMeeting(tx, actor, meetingId);
		if (meetingId !== null && !from) return NO_REFERRAL;
		const at = now().toISOString();
		const begun = await insertReferral(tx, {
			...{ areaId: actor.areaId, fromAgencyId, begunBy: actor.personId, recordedByUnit, commandId },
			...{ at, on: londonDate(at) }
		});
		if (!begun) return BAD_ID;
		const { id, isNew } = begun;
		if (!isNew) return done({ id });
		for (const [slug, values] of Object.entries(from?.sections ?? {}))
			await insertSection(tx, { areaId: actor.areaId, id }, slug, {
				...{ version: 1, values, savedBy: actor.personId, savedAt: at }
			});
		await writeAudit(tx, actor, 'begin-referral', 'referral', id);
		return done({ id });
	});
}

export type SectionRequest = {
	readonly actor: Actor;
	readonly referralId: string;
	readonly slug: string;
	/** the version the page showed; 0 = nothing saved yet */
	readonly version: number;
	readonly values: unknown;
};
export type SectionAnswer =
	| { readonly kind: 'saved'; readonly saved: SavedSection; readonly problems: readonly Problem[] }
	/** somebody else saved it meanwhile: nothing was stored, both texts are there */
	| { readonly kind: 'changed-meanwhile'; readonly theirs: SavedSection }
	| { readonly kind: 'refused'; readonly refusal: Refusal };

/** Saves a section as typed, complete or not. */
export async function saveReferralSection(
	{ database, now }: ReferralDependencies,
	{ actor, referralId, slug, version, values }: SectionRequest
): Promise<SectionAnswer> {
	const refused = (refusal: Refusal): SectionAnswer => ({ kind: 'refused', refusal });
	const section = sectionNamed(slug);
	if (!isIdentifier(referralId) || !section) return refused(NO_REFERRAL);
	return database.withArea(actor.areaId, async (tx): Promise<SectionAnswer> => {
		const found = await readHeld(tx, actor, referralId);
		if (!found) return refused(NO_REFERRAL);
		const { referral, sections } = found;
		if (!isReferringSide(referral, actor)) {
			await writeAudit(tx, actor, 'deny-save-referral-section', 'referral', referralId);
			return refused(refuse('forbidden', 'Only the agency that refers can change it'));
		}
		const parsed = parseInput(schemaOf(section), values);
		if (!parsed.ok) return refused(parsed);
		if (!isWithReferrer(referral.state))
			return refused(
				refuse('not-now', 'This referral has been submitted. It cannot be changed unless the co-ordinator asks')
			);
		const before = Object.hasOwn(sections, slug) ? sections[slug] : undefined;
		const at = now().toISOString();
		const context = await checkContext(tx, actor.areaId, londonDate(at));
		const answer = (saved: SavedSection): SectionAnswer => ({
			...{ kind: 'saved', saved },
			problems: checkSection(section, saved.values, context)
		});
		if (before && sameValues(before.values, parsed.value)) return answer(before);
		if ((before?.version ?? 0) !== version && before) return { kind: 'changed-meanwhile', theirs: before };
		const saved = {
			version: (before?.version ?? 0) + 1,
			values: parsed.value as SectionValues,
			savedBy: actor.personId,
			savedAt: at
		};
		await insertSection(tx, { areaId: actor.areaId, id: referralId }, slug, saved);
		await writeAudit(tx, actor, 'save-referral-section', 'referral', referralId);
		return answer(saved);
	});
}

type Held = { readonly head: ReferralHead; readonly referral: Referral; readonly sections: SavedSections };
/** The referral, held until the end of the transaction; null when it is not for this person to know of. */
async function readHeld(tx: Tx, actor: Actor, id: string): Promise<Held | null> {
	const head = await readReferralHead(tx, id, true);
	if (!head) return null;
	const referral = await loadReferral(tx, id);
	const sections = await sectionsFor(tx, actor, referral);
	return (await mayReadReferral(tx, actor, head, referral, sections)) ? { head, referral, sections } : null;
}
/** The referring side works on the newest words; everybody else reads what was sent. */
export async function sectionsFor(tx: Tx, actor: Actor, referral: Referral): Promise<SavedSections> {
	const sent = referral.submissions.at(-1);
	if (!sent || (isReferringSide(referral, actor) && isWithReferrer(referral.state)))
		return readSectionsOf(tx, referral.id);
	return (await readSectionsSent(tx, new Map([[referral.id, sent.sections]]))).get(referral.id) ?? {};
}

export type ReferralRequest = {
	readonly actor: Actor;
	readonly referralId: string;
	readonly command: string;
	readonly commandId: string;
	/** without the referral's id */
	readonly input: unknown;
};
export type ReferralDone = { readonly id: string; readonly version: number; readonly caseId: string | null };

/** Runs one command. A command id that was carried out already answers what it reached and changes nothing. */
export async function runReferralCommand(
	dependencies: ReferralDependencies,
	{ actor, referralId, command, commandId, input }: ReferralRequest
): Promise<Result<ReferralDone>> {
	if (!isReferralCommandName(command)) return refuse('missing', 'There is no such command. Reload the page.');
	if (!COMMAND_ID.test(commandId)) return BAD_ID;
	if (!isIdentifier(referralId)) return NO_REFERRAL;
	const typed = typeof input === 'object' && input !== null ? { ...input, referralId } : input;
	return dependencies.database
		.withArea(actor.areaId, async (tx) => {
			const answer = await perform(tx, dependencies, command, { actor, referralId, commandId, input: typed });
			if (!answer.ok && answer.kind !== 'forbidden') throw new RolledBack(answer);
			return answer;
		})
		.catch(refusalOf);
}

const CHANGED = refuse(
	'changed-meanwhile',
	'Somebody else has dealt with this referral meanwhile. Read below what has happened; nothing of yours was done.'
);

async function perform<Name extends ReferralCommandName>(
	tx: Tx,
	{ now }: ReferralDependencies,
	name: Name,
	{ actor, referralId, commandId, input }: Omit<ReferralRequest, 'command'>
): Promise<Result<ReferralDone>> {
	const held = await readHeld(tx, actor, referralId);
	if (!held) return NO_REFERRAL;
	const { head, referral, sections } = held;
	const earlier = await versionOfReferralCommand(tx, referralId, commandId);
	if (earlier !== null) return done({ id: referralId, version: earlier, caseId: head.caseId });
	const barred = mayRunOnReferral(referral, actor, name);
	if (barred?.kind === 'forbidden') {
		await writeAudit(tx, actor, `deny-${name}`, 'referral', referralId);
		return barred;
	}
	// Each name's schema makes that name's input; the table loses the pairing, so it is restated here once.
	const schema = REFERRAL_COMMANDS[name].schema as unknown as Parameters<typeof parseInput<ReferralInputOf<Name>>>[0];
	const parsed = parseInput(schema, input);
	if (!parsed.ok) return parsed;
	if (parsed.value.version !== referral.version) return CHANGED;
	if (barred) return barred;

	const at = now().toISOString();
	const matches = name === 'decide-referral' ? matchesIn(await readRegister(tx, actor), sections) : [];
	const wanted = name === 'decide-referral' ? (parsed.value as DecideReferral).caseId : '';
	const decided = decideOnReferral(name, referral, parsed.value, {
		...{ actor, now: at, sections },
		checks: await checkContext(tx, actor.areaId, londonDate(at)),
		config: await readAreaConfig(tx, actor.areaId),
		chosenCase: matches.find(({ id, isOpen }) => id === wanted && isOpen) ?? null,
		sameIdentifier: matches.some(
			({ isOpen, matchedBy, status }) => isOpen && matchedBy === 'identifier' && status === 'ACTIVE'
		)
	});
	if (!decided.ok) return decided;
	const event = await entered(tx, actor, head, sections, decided.value, parsed.value as DecideReferral);
	if (!event.ok) return event;
	const stored = { areaId: actor.areaId, id: referralId };
	const after = await appendReferralEvent(tx, stored, referral, event.value, { at, by: actor.personId, commandId });
	await writeAudit(tx, actor, name, 'referral', referralId);
	const category = Number(answerAt(sections, 'category', 'category'));
	await tellOfReferral(tx, stored, after, event.value, category);
	const caseId = event.value.type === 'referral-decided' ? event.value.caseId : head.caseId;
	return done({ id: referralId, version: after.version, caseId });
}

/** An acceptance is entered into the case register in the same transaction, and names the case it became. */
async function entered(
	tx: Tx,
	actor: Actor,
	head: ReferralHead,
	sections: SavedSections,
	event: ReferralEvent,
	input: DecideReferral
): Promise<Result<ReferralEvent>> {
	if (event.type !== 'referral-decided') return done(event);
	const level = acceptedLevel(event.outcome);
	if (level === null || event.acceptedOn === null) return done(event);
	const { caseId, acceptedOn: on } = event;
	const opened = await enterAcceptance(tx, actor, { referralRef: head.ref, level, input, sections, caseId, on });
	if (!opened.ok) return opened;
	await writeAudit(tx, actor, caseId ? 'change-level' : 'open-case', 'case', opened.value);
	return done({ ...event, caseId: opened.value });
}
