/** What a section of the referral form is made of: its fields as data, read by the pages, the checks and the answers list. */

type Option = { readonly value: string; readonly text: string; readonly hint?: string };
type Common = {
	readonly name: string;
	readonly label: string;
	readonly hint?: string;
	/** said when it is left empty; without it the field may be empty */
	readonly needed?: string;
	/** asked only when another answer of the same section is this one */
	readonly when?: { readonly field: string; readonly is: string };
	/** a hint is shown where this seems to hold a person's name: victims are written by code only */
	readonly noNames?: boolean;
};
export type SimpleField = Common &
	(
		| { readonly kind: 'line'; readonly width?: 5 | 10 | 20 }
		| { readonly kind: 'text'; readonly rows?: number /** words; more are warned of */; readonly words?: number }
		| { readonly kind: 'date' }
		| { readonly kind: 'choice'; readonly options: readonly Option[] }
		/** one of the area's agencies */
		| { readonly kind: 'agency' }
	);
/** The same few questions again and again: one row for each assessment, victim, agency. */
export type RowsField = {
	readonly kind: 'rows';
	readonly name: string;
	readonly label: string;
	readonly hint?: string;
	/** "Assessment": the word before a row's number */
	readonly one: string;
	readonly fields: readonly SimpleField[];
	/** said when there is no row */
	readonly needed?: string;
	readonly when?: { readonly field: string; readonly is: string };
};
export type Heading = { readonly kind: 'heading'; readonly label: string; readonly hint?: string };
export type FormField = SimpleField | RowsField | Heading;
export type Question = SimpleField | RowsField;

export type Section = {
	/** in addresses: /referrals/.../conviction */
	readonly slug: string;
	readonly title: string;
	readonly lead?: string;
	readonly fields: readonly FormField[];
};

/** Characters of one answer, and rows of one list. */
export const ANSWER_MAX = 4_000;
export const ROWS_MAX = 20;

export const isQuestion = (field: FormField): field is Question => field.kind !== 'heading';
export const questionsOf = (section: Section): readonly Question[] => section.fields.filter(isQuestion);
