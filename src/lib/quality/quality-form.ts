/**
 * What an auditor writes of one meeting: a score for each criterion, with a reason where it is low, what was good and what to
 * improve (domain.md 4.5). The program shows facts beside it and scores nothing.
 */
import { z } from 'zod';
import { mergeNamed, type NamedValues } from '../govuk/merge-values.ts';
import { optionalText, REASON_MAX } from '../input.ts';
import type { Problem } from '../result.ts';

export const CRITERIA = [
	'START',
	'OBJECTIVES',
	'INTRODUCTIONS',
	'STATEMENT',
	'TIME',
	'DIGRESSIONS',
	'EVERYONE',
	'DISSENT',
	'VICTIMS',
	'DIVERSITY',
	'DISCLOSURE',
	'ACTIONS',
	'SUMMARIES',
	'FOLLOW_UP',
	'PAPERS'
] as const;
export type Criterion = (typeof CRITERIA)[number];
/** 4 Excellent, 3 Satisfactory, 2 Unsatisfactory, 1 Poor. */
export const SCORES = [4, 3, 2, 1] as const;
export type Score = (typeof SCORES)[number];
/** What a record alone cannot show: how digressions were met, what was summed up aloud. */
export const NOT_SEEN = 'NOT_SEEN';
const CHOICES = ['', ...SCORES.map(String), NOT_SEEN] as const;

export const scoreField = (criterion: Criterion): string => `scores.${criterion}`;
export const reasonField = (criterion: Criterion): string => `reasons.${criterion}`;
/** Fields that stand for the whole meeting. */
const WHOLE_FIELDS = ['strengths', 'improve', 'overall', 'overallReason'] as const;
const QUALITY_FIELDS: readonly string[] = [
	...CRITERIA.flatMap((one) => [scoreField(one), reasonField(one)]),
	...WHOLE_FIELDS
];

/** By name of field, '' where nothing is written. */
export type QualityForm = NamedValues;
export const NO_FORM: QualityForm = Object.fromEntries(QUALITY_FIELDS.map((name) => [name, '']));

const score = (choices: readonly string[]) =>
	z.preprocess((value) => value ?? '', z.enum(choices, { error: 'Choose a score' }));
const words = (label: string) => optionalText(label, REASON_MAX);
const each = <T extends z.ZodType>(schema: T) =>
	z.strictObject(Object.fromEntries(CRITERIA.map((one) => [one, schema]))).prefault({});
/** The form as it is sent, flattened to the names of its fields. */
export const QUALITY_FORM = z
	.strictObject({
		scores: each(score(CHOICES)),
		reasons: each(words('the reason')),
		strengths: words('what was good'),
		improve: words('what to improve'),
		overall: score(['', ...SCORES.map(String)]),
		overallReason: words('the reason')
	})
	.transform(({ scores, reasons, ...whole }): QualityForm => {
		const under = (name: string, of: object) =>
			Object.entries(of).map(([criterion, value]) => [`${name}.${criterion}`, String(value ?? '')]);
		return { ...NO_FORM, ...Object.fromEntries([...under('scores', scores), ...under('reasons', reasons)]), ...whole };
	});

export const mergeForm = (base: QualityForm, mine: QualityForm, saved: QualityForm) =>
	mergeNamed(QUALITY_FIELDS, base, mine, saved);
export const sameForm = (a: QualityForm, b: QualityForm): boolean =>
	QUALITY_FIELDS.every((name) => (a[name] ?? '') === (b[name] ?? ''));

/** Whether a score must be given its reason: a low one, and one that the record does not let anybody give. */
const needsReason = (value: string): boolean => value === '1' || value === '2' || value === NOT_SEEN;
export const overallIn = (form: QualityForm): Score | null =>
	SCORES.find((one) => String(one) === form.overall) ?? null;
/** Criteria that have an answer, of all. */
export const answeredIn = (form: QualityForm): number => CRITERIA.filter((one) => form[scoreField(one)] !== '').length;

/** What a form still lacks before it can be submitted, each at its field. */
export const submitProblems = (form: QualityForm): readonly Problem[] => {
	const problems: Problem[] = [];
	const add = (field: string, message: string): void => void problems.push({ field, message });
	for (const one of CRITERIA) {
		const value = form[scoreField(one)] ?? '';
		if (value === '') add(scoreField(one), 'Choose a score, or that the record does not show it');
		if (needsReason(value) && !form[reasonField(one)])
			add(
				reasonField(one),
				value === NOT_SEEN ? 'Say why the record does not show it' : 'Give the reason for a low score'
			);
	}
	if (!form.strengths) add('strengths', 'Write what was good, or that nothing was');
	if (!form.improve) add('improve', 'Write what to improve, or that there is nothing');
	if (overallIn(form) === null) add('overall', 'Choose the overall score');
	if (needsReason(form.overall ?? '') && !form.overallReason) add('overallReason', 'Give the reason for a low score');
	return problems;
};
