/**
 * The plan of a running case that comes into this service: looked at, then kept as the case's last plan. The first meeting here
 * begins with it, at once when that meeting is convened already. Never into a meeting that has begun.
 */
import { eq } from 'drizzle-orm';
import { account, mappCase } from '#drizzle/schema.ts';
import type { PersonRef } from '#lib/attendance/attendance.ts';
import type { Subject } from '#lib/cases/case.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { type FileAnswer, type FileRefusal, wholeFile } from '#lib/import/file-row.ts';
import type { FindOwner, ImportedPlan } from '#lib/import/imported-plan.ts';
import { readPlanRecord } from '#lib/import/plan-record.ts';
import type { Meeting, Stamped } from '#lib/meeting/meeting.ts';
import { type Refusal, refuse } from '#lib/result.ts';
import { isDate, londonDate, longMoment } from '#lib/time.ts';
import { readCsv, readText } from '../import/read-csv.ts';
import { readList } from '../import/read-list.ts';
import { ofTheRecord } from '../of-the-record.ts';
import { writeAudit } from '../persistence/audit.ts';
import { latestMeeting } from '../persistence/case-register.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { insertImportedPlan, readImportedPlan, readLatestPlan } from '../persistence/imported-plans.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { carryImported } from './carry-over.ts';
import { mayKnowCase, NO_CASE, readInvitableTo } from './case-access.ts';
import { fileFingerprint } from './import-people.ts';
import { isIdentifier, loadMeeting } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';

export type PlanFile = { readonly bytes: Uint8Array; readonly isRecord: boolean; readonly adoptedOn: string };
export type PlanPreview = {
	readonly plan: ImportedPlan;
	readonly adoptedOn: string;
	readonly sha256: string;
	/** numbers of actions whose owner is to be chosen at the meeting */
	readonly withoutOwner: readonly string[];
	/** what to look at before confirming */
	readonly warnings: readonly string[];
	/** said instead of asking */
	readonly nothing: string;
};
export type PlanCase = {
	readonly ref: string;
	readonly name: string;
	/** why no plan can be imported for it; '' = one can */
	readonly closed: string;
	/** the newest import */
	readonly before: { readonly by: string; readonly at: string; readonly adoptedOn: string } | null;
};

const BEGUN =
	'This case has had a meeting here. Its plan is carried over from that one, so none can be imported any more.';

async function readCase(tx: Tx, actor: Actor, caseId: string): Promise<(PlanCase & { dateOfBirth: string }) | null> {
	if (!isMappaUnit(actor) || !(await mayKnowCase(tx, actor, caseId))) return null;
	const [row] = await tx.select().from(mappCase).where(eq(mappCase.id, caseId));
	if (!row) return null;
	const last = await latestMeeting(tx, caseId);
	const { name, dateOfBirth } = row.subject as Subject;
	const before = await readLatestPlan(tx, caseId);
	const isCarried = last !== null && before !== null;
	return {
		...{ ref: row.ref, name, dateOfBirth },
		closed:
			row.status === 'CLOSED'
				? 'This case is closed. Open it again before you import a plan.'
				: last && last.phase !== 'CONVENED'
					? BEGUN
					: isCarried
						? 'A plan was imported and its meeting is convened. Change the plan at that meeting.'
						: '',
		before: before && { by: before.mark.by, at: before.mark.at, adoptedOn: before.mark.adoptedOn }
	};
}

/** What the page of an import says before a file is chosen; missing where one may not know of the case. */
export const readPlanCase = (database: Database, actor: Actor, caseId: string): Promise<PlanCase | null> =>
	database.withArea(actor.areaId, (tx) => readCase(tx, actor, caseId));

async function ownersOf(tx: Tx, caseId: string): Promise<FindOwner> {
	const people = await readInvitableTo(tx, caseId);
	const accounts = await tx.select({ personId: account.personId, email: account.email }).from(account);
	const byId = new Map(people.map((one) => [one.personId, one]));
	const byEmail = new Map(accounts.map(({ personId, email }) => [email, byId.get(personId)]));
	const byName = new Map<string, PersonRef | null>();
	for (const one of people) {
		const key = `${one.name}\n${one.agencyName}`;
		// Two of one name in one agency: nobody can say which.
		byName.set(key, byName.has(key) ? null : one);
	}
	return ({ email, name, agency }) => (email === '' ? byName.get(`${name}\n${agency}`) : byEmail.get(email)) ?? null;
}

type Read = { readonly plan: ImportedPlan; readonly adoptedOn: string; readonly warnings: readonly string[] };
async function readFile(
	{ bytes, isRecord, adoptedOn }: PlanFile,
	findOwner: FindOwner,
	about: PlanCase & { dateOfBirth: string }
): Promise<FileAnswer<Read>> {
	if (!isRecord) {
		const rows = await readCsv(bytes);
		if (!rows.ok) return rows;
		const plan = readList((lists) => lists.readPlanList(rows.value, findOwner));
		return plan.ok ? { ok: true, value: { plan: plan.value, adoptedOn, warnings: [] } } : plan;
	}
	const text = readText(bytes);
	if (!text.ok) return text;
	const record = readPlanRecord(text.value, findOwner, (language, words) => ofTheRecord(language).recordCodes(words));
	if (!record.ok) return record;
	const { name, bornOn } = record.value.subject;
	const isSame = name === about.name || (bornOn !== '' && bornOn === about.dateOfBirth);
	if (!isSame)
		return wholeFile(422, 'This record is about somebody else: neither name nor date of birth is that of the case.');
	const { plan, unknownOwners } = record.value;
	const warnings = [
		plan.reference.startsWith(`${about.ref}/`) ? '' : 'The record has another case reference than this case.',
		unknownOwners.length > 0
			? `Owners who are nobody of this area, or may not work on this case: ${unknownOwners.join(', ')}.`
			: ''
	].filter((one) => one !== '');
	return { ok: true, value: { plan, adoptedOn: record.value.adoptedOn || adoptedOn, warnings } };
}

async function look(
	tx: Tx,
	actor: Actor,
	caseId: string,
	file: PlanFile,
	today: string
): Promise<Refusal | FileRefusal | { readonly ok: true; readonly value: PlanPreview }> {
	const about = await readCase(tx, actor, caseId);
	if (!about) return NO_CASE;
	if (about.closed !== '') return refuse('not-now', about.closed);
	const read = await readFile(file, await ownersOf(tx, caseId), about);
	if (!read.ok) return read;
	const { plan, adoptedOn, warnings } = read.value;
	if (!isDate(adoptedOn) || adoptedOn > today)
		return wholeFile(422, 'Enter the date of the meeting that adopted the plan, as a date that has come.');
	if (plan.risks.length + plan.actions.length === 0)
		return wholeFile(422, 'There is no risk and no action in this file.');
	const sha256 = fileFingerprint(file.bytes);
	const before = await readLatestPlan(tx, caseId);
	return {
		ok: true,
		value: {
			...{ plan, adoptedOn, sha256, warnings },
			withoutOwner: plan.actions.filter(({ owner }) => owner === null).map(({ number }) => number),
			nothing:
				before?.mark.sha256 === sha256
					? `This file was imported already: by ${before.mark.by}, on ${longMoment(before.mark.at)}.`
					: ''
		}
	};
}

/** What the file holds. Nothing is stored. */
export const previewPlan = (
	{ database, now }: { readonly database: Database; readonly now: Date },
	actor: Actor,
	caseId: string,
	file: PlanFile
) => database.withArea(actor.areaId, (tx) => look(tx, actor, caseId, file, londonDate(now.toISOString())));

export type PlanTaken = { readonly happened: { readonly events: readonly Stamped[]; readonly after: Meeting } | null };

/** Keeps the plan, and brings it into the first meeting when that is convened already: all of it or nothing. */
export const importPlan = (
	{ database, cache, now }: { readonly database: Database; readonly cache: MeetingCache; readonly now: Date },
	actor: Actor,
	caseId: string,
	file: PlanFile
): Promise<Refusal | FileAnswer<PlanTaken>> =>
	database
		.withArea(actor.areaId, async (tx): Promise<Refusal | FileAnswer<PlanTaken>> => {
			if (!isIdentifier(caseId)) return NO_CASE;
			// Held as for convening: a plan and a first meeting that come at once find each other.
			await tx.select({ id: mappCase.id }).from(mappCase).where(eq(mappCase.id, caseId)).for('update');
			const seen = await look(tx, actor, caseId, file, londonDate(now.toISOString()));
			if (!seen.ok) return seen;
			const { plan, adoptedOn, sha256, nothing } = seen.value;
			if (nothing !== '') return wholeFile(422, nothing);
			const { areaId, personId } = actor;
			const id = await insertImportedPlan(tx, {
				...{ areaId, caseId, plan, adoptedOn, sha256 },
				...{ importedBy: personId, importedAt: now }
			});
			await writeAudit(tx, actor, 'import-plan', 'case', caseId);
			const last = await latestMeeting(tx, caseId);
			const head = last && (await readHead(tx, last.id, true));
			if (!head) return { ok: true, value: { happened: null } };
			// It may have begun since it was looked at.
			if (head.phase !== 'CONVENED') throw new RolledBack(refuse('not-now', BEGUN));
			const stored = await readImportedPlan(tx, id);
			if (!stored) throw new Error('the plan was not stored');
			const row = { areaId, meetingId: head.id };
			const before = await loadMeeting(tx, cache, head);
			return {
				ok: true,
				value: { happened: await carryImported(tx, row, before, stored, actor, now.toISOString()) }
			};
		})
		.catch(refusalOf);
