/** Orders and dates of a case as the register keeps them (domain.md 1.5, 3.2 section 4): kinds, their order in time, what ends soon. */
import type { Problem } from '../result.ts';
import { addWeeks, daysBetween } from '../time.ts';
import { ownDateName } from './referral-date-names.ts';

export const ORDER_KINDS = [
	'SHPO',
	'SOPO',
	'FTO',
	'SEXUAL_RISK',
	'NOTIFICATION',
	'NOTIFICATION_REQUIREMENTS',
	'VIOLENT_OFFENDER',
	'TERRORISM_NOTIFICATION',
	'TERRORISM_FOREIGN_TRAVEL',
	'TPIM',
	'SERIOUS_CRIME_PREVENTION',
	'DOMESTIC_ABUSE_PROTECTION',
	'STALKING_PROTECTION',
	'RESTRAINING',
	'NON_MOLESTATION',
	'CBO',
	'OTHER'
] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];
export const orderKindWord: Record<OrderKind, string> = {
	SHPO: 'Sexual Harm Prevention Order (SHPO)',
	SOPO: 'Sexual Offences Prevention Order (SOPO)',
	FTO: 'Foreign Travel Order',
	SEXUAL_RISK: 'Sexual Risk Order',
	NOTIFICATION: 'Notification order (conviction abroad)',
	NOTIFICATION_REQUIREMENTS: 'Notification requirements (Sexual Offences Act 2003)',
	VIOLENT_OFFENDER: 'Violent Offender Order',
	TERRORISM_NOTIFICATION: 'Terrorism notification requirements',
	TERRORISM_FOREIGN_TRAVEL: 'Terrorism foreign travel restriction order',
	TPIM: 'Terrorism prevention and investigation measures (TPIM)',
	SERIOUS_CRIME_PREVENTION: 'Serious Crime Prevention Order',
	DOMESTIC_ABUSE_PROTECTION: 'Domestic Abuse Protection Order',
	STALKING_PROTECTION: 'Stalking Protection Order',
	RESTRAINING: 'Restraining order',
	NON_MOLESTATION: 'Non-molestation order',
	CBO: 'Criminal Behaviour Order (CBO)',
	OTHER: 'Another order'
};

/** `kind` is missing in what was recorded before kinds were kept; `type` is in the words of whoever sent it. */
export type CaseOrder = {
	readonly kind?: OrderKind | null;
	readonly type: string;
	readonly court?: string;
	/** YYYY-MM-DD or '' */
	readonly made: string;
	readonly expires: string;
	/** it has no end: then `expires` is '' */
	readonly indefinite?: boolean;
	readonly terms: string;
};

/** What an order is called, by its kind in the language of who reads or of the record; what was typed as it is. */
export const orderName = ({ kind, type }: Pick<CaseOrder, 'kind' | 'type'>): string =>
	kind && kind !== 'OTHER' ? orderKindWord[kind] : type;

export const DATE_KINDS = [
	'SENTENCED',
	'HDCED',
	'PED',
	'TED',
	'CRD',
	'LED',
	'SED',
	'PAROLE',
	'ROTL',
	'SUPERVISION_END',
	'NOTIFICATION_END',
	'OTHER'
] as const;
export type DateKind = (typeof DATE_KINDS)[number];
export const dateKindWord: Record<DateKind, string> = {
	SENTENCED: 'Sentenced',
	HDCED: 'Home detention curfew eligibility',
	PED: 'Parole eligibility',
	TED: 'Tariff expiry',
	CRD: 'Conditional release',
	LED: 'Licence expiry',
	SED: 'Sentence expiry',
	PAROLE: 'Parole hearing',
	ROTL: 'Release on temporary licence',
	SUPERVISION_END: 'End of supervision',
	NOTIFICATION_END: 'End of notification',
	OTHER: 'Another date'
};
export type CaseDate = {
	readonly kind?: DateKind | null;
	readonly label: string;
	/** YYYY-MM-DD */
	readonly on: string;
};

/** What a date is called, as an order is. */
export const dateName = ({ kind, label }: Pick<CaseDate, 'kind' | 'label'>): string =>
	kind && kind !== 'OTHER' ? dateKindWord[kind] : ownDateName(label);

/** What cannot come before what. */
const IN_TIME: readonly (readonly [earlier: DateKind, later: DateKind])[] = [
	['SENTENCED', 'HDCED'],
	['SENTENCED', 'PED'],
	['SENTENCED', 'TED'],
	['SENTENCED', 'CRD'],
	['SENTENCED', 'LED'],
	['SENTENCED', 'SED'],
	['HDCED', 'CRD'],
	['PED', 'CRD'],
	['CRD', 'LED'],
	['CRD', 'SED'],
	['LED', 'SED']
];

/** @returns one problem for each date that stands before one it has to follow; fields as `0.on` */
export function checkDateOrder(dates: readonly CaseDate[]): readonly Problem[] {
	const numbers = dates.map((date, number) => ({ ...date, number }));
	return numbers.flatMap((late) => {
		const wrong = IN_TIME.filter(([, later]) => later === late.kind)
			.flatMap(([earlier]) => numbers.filter(({ kind }) => kind === earlier))
			.find((early) => late.on < early.on);
		if (!wrong) return [];
		const message = `${late.label} cannot be before ${wrong.label.charAt(0).toLowerCase()}${wrong.label.slice(1)}`;
		return [{ field: `${late.number}.on`, message }];
	});
}

/** @returns what is wrong with an order's own dates; fields as `0.expires` */
export const checkOrders = (orders: readonly CaseOrder[]): readonly Problem[] =>
	orders.flatMap(({ made, expires, indefinite }, number): Problem[] => {
		const field = `${number}.expires`;
		if (indefinite && expires !== '')
			return [{ field, message: 'Leave the end empty, or take off that the order has none' }];
		if (!indefinite && expires === '')
			return [{ field, message: 'Enter when the order ends, or say that it has no end' }];
		if (made !== '' && expires !== '' && expires < made)
			return [{ field, message: 'The order cannot end before it was made' }];
		return [];
	});

export type Coming = {
	readonly what: string;
	/** YYYY-MM-DD */
	readonly on: string;
	/** days from today; negative = over */
	readonly days: number;
};
const TO_COME: readonly (DateKind | null | undefined)[] = DATE_KINDS.filter((kind) => kind !== 'SENTENCED');

/**
 * What ends or happens soon, so that somebody has to prepare for it, and orders that have ended but stand in the list.
 * Nearest first. @param weeks how far ahead is soon, one of the area's numbers
 */
export function comingUp(
	{ orders, dates }: { readonly orders: readonly CaseOrder[]; readonly dates: readonly CaseDate[] },
	today: string,
	weeks: number
): readonly Coming[] {
	const last = addWeeks(today, weeks);
	const ends = orders.filter(({ expires }) => isDay(expires) && expires <= last);
	const near = dates.filter(
		({ kind, label, on }) =>
			on >= today && on <= last && (TO_COME.includes(kind) || (!kind && label !== dateKindWord.SENTENCED))
	);
	return [
		...ends.map((order) => {
			const name = orderName(order);
			return { what: order.expires < today ? `${name} ended` : `${name} ends`, on: order.expires };
		}),
		...near.map((date) => ({ what: dateName(date), on: date.on }))
	]
		.map(({ what, on }) => ({ what, on, days: daysBetween(today, on) }))
		.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);
