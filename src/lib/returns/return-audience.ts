/** Whom an agency's return is for (domain.md 7). */

/** Everybody in the meeting reads both; the second must not reach the person it is about. */
export const RETURN_AUDIENCES = ['STANDARD', 'NOT_FOR_SUBJECT'] as const;
export type ReturnAudience = (typeof RETURN_AUDIENCES)[number];

export const asReturnAudience = (value: string | undefined): ReturnAudience =>
	RETURN_AUDIENCES.find((one) => one === value) ?? 'STANDARD';
/** Whether everybody in the meeting may read it. */
export const isForAll = (_audience: ReturnAudience): boolean => true;
