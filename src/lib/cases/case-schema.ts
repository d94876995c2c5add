/** What may be written about the person and the case, however it comes in: opened, amended or imported. */
import { z } from 'zod';
import {
	dateOrBlank,
	isoDate,
	line,
	lines,
	listOf,
	maybeOneOf,
	oneOf,
	optionalLine,
	optionalText,
	REASON_MAX,
	wholeNumber,
	yesNo
} from '../input.ts';
import { ROSH_GROUPS, ROSH_LEVELS, type RoshGroup, type RoshLevel } from './case.ts';
import { cleanIdentifier, IDENTIFIERS, type Identifier, SAID_OF_IDENTIFIERS } from './identifiers.ts';
import { DATE_KINDS, dateName, ORDER_KINDS, orderName } from './orders.ts';

/** A number from a list, as a form sends it. */
export const typedNumber = <const T extends readonly [number, ...number[]]>(values: T, label: string) =>
	wholeNumber(label, values[0], values[values.length - 1]!).transform((value) => value as T[number]);
export const CATEGORY = typedNumber([1, 2, 3, 4], 'the category');
export const LEVEL = typedNumber([1, 2, 3], 'the level');

const words = (label: string) => optionalText(label, REASON_MAX);
const identifier = (name: Identifier, label: string) =>
	optionalLine(label, 40).transform((typed) => cleanIdentifier(name, typed));

export const SUBJECT = z.strictObject({
	name: line('the name of the person'),
	aliases: lines('an alias', 20),
	dateOfBirth: isoDate('the date of birth'),
	ethnicity: optionalLine('the ethnicity'),
	firstLanguage: optionalLine('the first language'),
	accessibility: optionalText('what the person needs', REASON_MAX),
	identifiers: z
		.strictObject({
			crn: identifier('crn', 'the CRN'),
			prisonNumber: identifier('prisonNumber', 'the prison number'),
			pncId: identifier('pncId', 'the PNC ID'),
			visorOrMappsRef: identifier('visorOrMappsRef', 'the ViSOR or MAPPS reference'),
			nhsNumber: identifier('nhsNumber', 'the NHS number')
		} satisfies Record<Identifier, z.ZodType>)
		.partial()
		.default({})
		.transform((all) => Object.fromEntries(IDENTIFIERS.flatMap((name) => (all[name] ? [[name, all[name]]] : []))))
});
export const IDENTIFIERS_ARE = listOf(oneOf(SAID_OF_IDENTIFIERS, 'what is so'), 'what is so of the numbers').default(
	[]
);

const order = z
	.strictObject({
		kind: maybeOneOf(ORDER_KINDS, 'the kind of order').default(null),
		type: optionalLine('what the order is called'),
		court: optionalLine('the court'),
		made: dateOrBlank('the date it was made'),
		expires: dateOrBlank('the date it ends'),
		indefinite: yesNo('whether it has no end'),
		terms: words('the terms')
	})
	.transform((one, context) => {
		const type = orderName(one);
		if (type === '') {
			const [path, message] = one.kind
				? ['type', 'Enter what the order is called']
				: ['kind', 'Choose the kind of order'];
			context.addIssue({ code: 'custom', path: [path], message });
		}
		return { ...one, type };
	});

const date = z
	.strictObject({
		kind: maybeOneOf(DATE_KINDS, 'what the date is').default(null),
		label: optionalLine('what the date is'),
		on: isoDate('the date')
	})
	.transform((one, context) => {
		const label = dateName(one);
		if (label === '')
			context.addIssue({ code: 'custom', path: [one.kind ? 'label' : 'kind'], message: 'Enter what the date is' });
		return { ...one, label };
	});

const rosh = z
	.partialRecord(z.enum(ROSH_GROUPS), maybeOneOf(ROSH_LEVELS, 'the risk of serious harm'))
	.transform((levels) => {
		const known: Partial<Record<RoshGroup, RoshLevel>> = {};
		for (const group of ROSH_GROUPS) {
			const level = levels[group];
			if (level) known[group] = level;
		}
		return known;
	});

const offence = {
	indexOffence: words('the index offence'),
	sentence: words('the sentence'),
	dates: listOf(date, 'the dates', { max: 30 }),
	notification: words('the notification'),
	s327aApplies: yesNo('whether section 327A applies')
};
const orders = { orders: listOf(order, 'the orders', { max: 30 }) };
const risk = {
	rosh: rosh.default({}),
	tools: listOf(
		z.strictObject({
			name: line('the name of the tool'),
			result: line('the result'),
			on: isoDate('the date of the assessment')
		}),
		'the assessments',
		{ max: 30 }
	),
	victims: listOf(
		z.strictObject({
			code: z
				.string({ error: 'Enter a code like V1' })
				.trim()
				.regex(/^V[1-9]\d{0,2}$/, 'Enter a code like V1, never a name'),
			contact: optionalLine('the contact with the scheme'),
			views: words('the views')
		}),
		'the victims',
		{ max: 50 }
	),
	protectiveFactors: lines('a protective factor', 30)
};

/** Parts of the facts that are amended each by itself, and all of them. */
export const OFFENCE = z.strictObject(offence);
export const ORDERS = z.strictObject(orders);
export const RISK = z.strictObject(risk);
export const FACTS = z.strictObject({ ...offence, ...orders, ...risk });
