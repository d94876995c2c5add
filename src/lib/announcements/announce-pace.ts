/** How much a person wants to hear of what others change: their own choice, kept in their own browser as one code. */

export const ANNOUNCE_PACES = [
	'EVERY_CHANGE',
	'SUMMARY_10',
	'SUMMARY_30',
	'SUMMARY_60',
	'MY_AGENCY',
	'NOTHING'
] as const;
export type AnnouncePace = (typeof ANNOUNCE_PACES)[number];
export const FIRST_PACE: AnnouncePace = 'SUMMARY_10';

export const announcePaceWord: Record<AnnouncePace, string> = {
	EVERY_CHANGE: 'Every change',
	SUMMARY_10: 'A summary every 10 seconds',
	SUMMARY_30: 'A summary every 30 seconds',
	SUMMARY_60: 'A summary every minute',
	MY_AGENCY: 'Only what concerns my agency',
	NOTHING: 'Nothing'
};

/** No sentence comes sooner than this after the one before, milliseconds. */
export const CALM_PACE_MS = 5_000;
export const announcePaceMs: Record<AnnouncePace, number> = {
	EVERY_CHANGE: CALM_PACE_MS,
	SUMMARY_10: 10_000,
	SUMMARY_30: 30_000,
	SUMMARY_60: 60_000,
	MY_AGENCY: CALM_PACE_MS,
	NOTHING: CALM_PACE_MS
};

/** What was kept, whatever stands there. */
export const paceFrom = (kept: string | null): AnnouncePace => ANNOUNCE_PACES.find((one) => one === kept) ?? FIRST_PACE;
