/** A plan from our own record of a locked meeting (record.json): its words are turned back into codes. */
import { z } from 'zod';
import { cleanLine, cleanText } from '../input.ts';
import { type RecordCodes, type RecordInWords, recordCodes } from '../minutes/record-codes.ts';
import type { Action, Risk } from '../rmp/rmp.ts';
import { asLanguage, type Language } from '../welsh/language.ts';
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
	language: z.string().max(10).default('en'),
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
	/** the person it is about: compared with the case */
	readonly subject: RecordCodes['subject'];
	/** owners who are nobody of this area that may work on the case: left open */
	readonly unknownOwners: readonly string[];
};

const NO_KIND = { pillar: null, orientation: null, controlType: null, status: null };

/** Reads back the words of a record in a language; null = of none that this service writes. */
export type CodesIn = (language: Language | null, record: RecordInWords) => RecordCodes;

/** Reads a record; refused as a whole when it is none. @param codesIn reads its words; those of this build when absent */
export const readPlanRecord = (
	text: string,
	findOwner: FindOwner,
	codesIn: CodesIn = (_language, record) => recordCodes(record)
): FileAnswer<RecordFile> => {
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
	const codes = codesIn(asLanguage(parsed.data.language), { meeting, subject, risks, actions });
	const unknownOwners: string[] = [];
	const ref = ({ name, agency }: z.infer<typeof person>) => findOwner({ email: '', name, agency });
	const plan: ImportedPlan = {
		source: 'record',
		reference: cleanLine(reference),
		risks: risks.map((row): Risk => {
			const { status = null, ...kind } = codes.risks[row.key] ?? NO_KIND;
			return {
				key: row.key,
				...kind,
				status: status ?? 'OPEN',
				...{ victims: row.victims, trend: [], sinceMeeting: BEFORE, reviewed: true, removed: null }
			};
		}),
		actions: actions.map((row): Action => {
			const owner = row.owner && ref(row.owner);
			if (row.owner && !owner) unknownOwners.push(row.number);
			const {
				status = null,
				due,
				standing,
				...kind
			} = codes.actions[row.number] ?? { ...NO_KIND, due: null, standing: null };
			return {
				number: row.number,
				riskKeys: row.risks.filter((key) => risks.some((one) => one.key === key)),
				owner,
				supporters: row.supporters.flatMap((one) => ref(one) ?? []),
				due,
				standing: standing && { ...standing, frequency: cleanLine(standing.frequency).slice(0, 200) },
				victims: row.victims,
				...kind,
				status: status ?? 'NOT_STARTED',
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
	return { ok: true, value: { plan, adoptedOn: codes.on, subject: codes.subject, unknownOwners } };
};

const gone = (removed: readonly { readonly row: string }[], kind: 'R' | 'A'): readonly string[] =>
	removed.map(({ row }) => row.split(' ')[0] ?? '').filter((key) => new RegExp(`^${kind}[1-9]\\d{0,3}$`).test(key));
