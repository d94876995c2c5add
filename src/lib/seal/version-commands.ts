/** What is done about versions of a locked record: marking its sentences, and the chair's approval of a summary. */
import { z } from 'zod';
import { agencyId, listOf, maybe, oneOf, rowId, yesNo } from '../input.ts';
import { type Refusal, refuse } from '../result.ts';
import { MARK_KINDS } from './marks.ts';

/** More at once is a mistake, or more than a form may send. */
const MOST_SENTENCES = 500;

/** A sentence as a form names it: "/items/3/notes#2", the parts of a text counted from 0. */
export const sentenceName = (path: string, part: number): string => `${path}#${part}`;
export const sentenceNamed = (name: string): { readonly path: string; readonly part: number } | null => {
	const found = /^(\/[^#]{1,200})#(0|[1-9]\d{0,4})$/.exec(name);
	return found ? { path: found[1] ?? '', part: Number(found[2]) } : null;
};

export const MARK_RECORD = z.strictObject({
	meetingId: rowId('the meeting'),
	sentences: listOf(
		z.string().refine((name) => sentenceNamed(name) !== null, 'Choose sentences of the record'),
		'at least one sentence',
		{ min: 1, max: MOST_SENTENCES }
	),
	kind: oneOf(MARK_KINDS, 'what kind of thing it is'),
	/** whose information it is, of another agency's */
	agencyId: maybe(agencyId()),
	/** no: a proposal that is none, or a mark taken back */
	leavesOut: yesNo('whether it is left out')
});
export type MarkRecord = z.infer<typeof MARK_RECORD>;

export const checkMarkRecord = ({ kind, agencyId: of, leavesOut }: MarkRecord): Refusal | null => {
	if (!leavesOut || (kind === 'OTHER_AGENCY') === (of !== null)) return null;
	const message =
		of === null ? 'Choose whose information it is' : 'Choose an agency only for information of another agency';
	return refuse('invalid', message, [{ field: 'agencyId', message }]);
};

export const APPROVE_VERSION = z.strictObject({
	meetingId: rowId('the meeting'),
	profile: oneOf(['EXECUTIVE_SUMMARY', 'SUBJECT_ACCESS'], 'a version'),
	/** of what was on the page: what was marked since has not been approved */
	digest: z.string().regex(/^[0-9a-f]{64}$/, 'Reload the page and try again')
});
export type ApproveVersion = z.infer<typeof APPROVE_VERSION>;
