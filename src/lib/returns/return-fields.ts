/** The texts of an agency's return: named texts of a document of its own, one for each agency of a meeting (R5). */
import type { DocumentName } from '../wire.ts';

/** Actions an agency may propose in one return. */
export const MOST_PROPOSALS = 6;
export const PROPOSALS: readonly number[] = Array.from({ length: MOST_PROPOSALS }, (_, n) => n + 1);

/** What the agency knows, what it means for the risk, and the actions it proposes, each as a text. */
export type ReturnPart = 'known' | 'relevance' | `proposal${number}`;
export const proposalPart = (proposal: number): ReturnPart => `proposal${proposal}`;
export const RETURN_PARTS: readonly ReturnPart[] = ['known', 'relevance', ...PROPOSALS.map(proposalPart)];

/** The name of a text: with a dot, so that none is ever a property of an object. */
export const returnField = (part: ReturnPart): string => `return.${part}`;
/** The key of its help (help/field-help.ts). */
export const returnHelpKey = (part: ReturnPart): string =>
	part === 'known' || part === 'relevance' ? `return.${part}` : 'return.proposal';
/** Where the chair and the minute taker say what they would change: nobody edits another agency's words (domain.md 8.4). */
export const SUGGESTIONS = 'return.suggestions';

const FIELDS: ReadonlySet<string> = new Set(RETURN_PARTS.map(returnField));
/** Whether a name is one the agency writes in its return. */
export const isReturnField = (name: string): boolean => FIELDS.has(name);
/** The document of an agency's return. */
export const returnDocument = (agencyId: string): DocumentName => `return.${agencyId}`;

/** What is written, by part; a part without words is left out. */
export type ReturnTexts = Readonly<Partial<Record<ReturnPart, string>>>;
/** The texts of a return as they stand in its document. */
export const returnTexts = (fields: Readonly<Record<string, string>>): ReturnTexts =>
	Object.fromEntries(
		RETURN_PARTS.flatMap((part) => {
			const text = fields[returnField(part)]?.trim() ?? '';
			return text === '' ? [] : [[part, text]];
		})
	);
