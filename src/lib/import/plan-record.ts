/** A plan from our own record of a locked meeting (record.json): its words are turned back into codes. */
import { z } from 'zod';
import { cleanLine, cleanText } from '../input.ts';
import type { Action, Risk } from '../rmp/rmp.ts';
import { actionStatusWord, controlTypeWord, orientationWord, pillarWord, riskStatusWord } from '../rmp/rmp-words.ts';
import { addDays, isDate, longDate } from '../time.ts';
import { codeOf } from './columns.ts';
import { type FileAnswer, wholeFile } from './file-row.ts';
import {
	actionTexts,
	BEFORE,
	type FindOwner,
	highestOf,
	type ImportedPlan,
	PLAN_LIMIT,
	riskTexts
} from './imported-plan.ts';

const words = z.string().max(20_000).default('');
/** Absent in records of before. */
const codes = z
	.array(z.string().regex(/^[A-Z][A-Za-z0-9-]{0,7}$/))
	.max(50)
	.default([]);
const person = z.object({ name: z.string().max(400), agency: z.string().max(400) });
const RECORD = z.object({
	schema: z.string().regex(/^mapp-meeting-final-minutes\/\d{1,3}$/),
	reference: z.string().max(80),
	lockedAt: z.iso.datetime(),
	meeting: z.array(z.tuple([z.string(), z.string()])).max(60),
	subject: z.array(z.tuple([z.string(), z.string()])).max(60),
	risks: z
		.array(
			z.object({
				key: z.string().regex(/^R[1-9]\d{0,3}$/),
				...{ title: words, status: words, pillar: words, orientation: words, controlType: words, risk: words },
				...{ evidence: words, responseSoFar: words, contingency: words, positiveIndicators: words },
				...{ negativeIndicators: words, leastRestrictiveReason: words, evidenceBasis: words, victims: codes }
			})
		)
		.max(PLAN_LIMIT.risks),
	actions: z
		.array(
			z.object({
				number: z.string().regex(/^A[1-9]\d{0,3}$/),
				risks: z.array(z.string().regex(/^R[1-9]\d{0,3}$/)).max(60),
				...{ text: words, completionEvidence: words, by: words, pillar: words, orientation: words, status: words },
				...{ evidence: words, controlType: words, victims: codes },
				owner: person.nullable(),
				supporters: z.array(person).max(60)
			})
		)
		.max(PLAN_LIMIT.actions),
	/** every number ever given counts, also of actions that are done */
	previousActions: z
		.array(z.object({ number: z.string().regex(/^A[1-9]\d{0,3}$/) }))
		.max(2_000)
		.default([]),
	removed: z
		.array(z.object({ row: z.string() }))
		.max(2_000)
		.default([])
});

export type RecordFile = {
	readonly plan: ImportedPlan;
	/** date of the meeting, YYYY-MM-DD; '' when the record does not say it as a date */
	readonly adoptedOn: string;
	/** the person it is about, as printed: compared with the case */
	readonly subject: readonly (readonly [label: string, value: string])[];
	/** owners who are nobody of this area that may work on the case: left open */
	readonly unknownOwners: readonly string[];
};

/** "Friday 18 December 2026" back to 2026-12-18; '' for anything else. */
export const dateOfWords = (said: string): string => {
	const [, day = '', month = '', year = ''] = /(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/.exec(said.trim()) ?? [];
	const first = `${year}-01-01`;
	if (!isDate(first)) return '';
	const all = Array.from({ length: 366 }, (_, n) => addDays(first, n));
	return all.find((one) => longDate(one).endsWith(` ${day} ${month} ${year}`)) ?? '';
};

const standingOf = (by: string): Action['standing'] => {
	const [, frequency = '', next = ''] = /^Standing: (.+), next check (.+)$/.exec(by) ?? [];
	const nextCheck = dateOfWords(next);
	return nextCheck === '' ? null : { frequency: cleanLine(frequency).slice(0, 200), nextCheck };
};

/** Reads a record; refused as a whole when it is none. */
export const readPlanRecord = (text: string, findOwner: FindOwner): FileAnswer<RecordFile> => {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return wholeFile(415, 'This is not a JSON file. Choose the record.json of a locked meeting.');
	}
	const parsed = RECORD.safeParse(json);
	if (!parsed.success)
		return wholeFile(422, 'This is not the record of a locked meeting. Choose a record.json as it was taken out.');
	const { reference, meeting, subject, risks, actions, previousActions, removed } = parsed.data;
	const unknownOwners: string[] = [];
	const ref = ({ name, agency }: z.infer<typeof person>) => findOwner({ email: '', name, agency });
	const plan: ImportedPlan = {
		source: 'record',
		reference: cleanLine(reference),
		risks: risks.map(
			(row): Risk => ({
				key: row.key,
				pillar: codeOf(pillarWord, row.pillar) ?? null,
				orientation: codeOf(orientationWord, row.orientation) ?? null,
				controlType: codeOf(controlTypeWord, row.controlType) ?? null,
				status: codeOf(riskStatusWord, row.status) ?? 'OPEN',
				...{ victims: row.victims, trend: [], sinceMeeting: BEFORE, reviewed: true, removed: null }
			})
		),
		actions: actions.map((row): Action => {
			const owner = row.owner && ref(row.owner);
			if (row.owner && !owner) unknownOwners.push(row.number);
			const standing = standingOf(row.by);
			return {
				number: row.number,
				riskKeys: row.risks.filter((key) => risks.some((one) => one.key === key)),
				owner,
				supporters: row.supporters.flatMap((one) => ref(one) ?? []),
				due: standing ? null : dateOfWords(row.by) || null,
				standing,
				pillar: codeOf(pillarWord, row.pillar) ?? null,
				orientation: codeOf(orientationWord, row.orientation) ?? null,
				controlType: codeOf(controlTypeWord, row.controlType) ?? null,
				victims: row.victims,
				status: codeOf(actionStatusWord, row.status) ?? 'NOT_STARTED',
				evidence: cleanText(row.evidence).slice(0, 2_000),
				...{ ownerAccepted: false, sinceMeeting: BEFORE, outcome: null, removed: null }
			};
		}),
		texts: Object.fromEntries([
			...risks.flatMap((row) => riskTexts(row.key, row)),
			...actions.flatMap((row) => actionTexts(row.number, row))
		]),
		highest: highestOf(
			[...risks, ...gone(removed, 'R').map((key) => ({ key }))],
			[...actions, ...previousActions, ...gone(removed, 'A').map((number) => ({ number }))]
		)
	};
	if (
		new Set(risks.map(({ key }) => key)).size < risks.length ||
		new Set(actions.map(({ number }) => number)).size < actions.length
	)
		return wholeFile(422, 'A number stands twice in this record. Choose a record.json as it was taken out.');
	const adoptedOn = dateOfWords(meeting.find(([label]) => label === 'Date')?.[1] ?? '');
	return { ok: true, value: { plan, adoptedOn, subject, unknownOwners } };
};

const gone = (removed: readonly { readonly row: string }[], kind: 'R' | 'A'): readonly string[] =>
	removed.map(({ row }) => row.split(' ')[0] ?? '').filter((key) => new RegExp(`^${kind}[1-9]\\d{0,3}$`).test(key));
