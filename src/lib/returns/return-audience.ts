/** Whom an agency's return is for (domain.md 7): everybody in the meeting, or an audience narrower than it. */
import { AUDIENCE_KINDS, isInAudience, type Reader } from '../restricted/audiences.ts';
import { namedIn, type ReturnValues } from './return-values.ts';

/** Everybody in the meeting reads the first two; the second must not reach the person it is about. */
export const RETURN_AUDIENCES = ['STANDARD', 'NOT_FOR_SUBJECT', ...AUDIENCE_KINDS] as const;
export type ReturnAudience = (typeof RETURN_AUDIENCES)[number];

export const audienceIn = (values: ReturnValues): ReturnAudience =>
	RETURN_AUDIENCES.find((one) => one === values.audience) ?? 'STANDARD';
/** Whether everybody in the meeting may read it. */
export const isForAll = (audience: ReturnAudience): boolean =>
	audience === 'STANDARD' || audience === 'NOT_FOR_SUBJECT';

/** Whether a return with these choices is for this person, of another agency than the one whose it is. */
export const isReturnFor = (values: ReturnValues, reader: Reader): boolean => {
	const audience = audienceIn(values);
	if (audience === 'STANDARD' || audience === 'NOT_FOR_SUBJECT') return true;
	return isInAudience({ kind: audience, named: namedIn(values), leftOut: [] }, reader, null);
};
