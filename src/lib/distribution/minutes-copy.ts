/**
 * A numbered copy of a meeting's final minutes: for one person, in one version, until one day (domain.md 4.8, 7). The unit, the
 * chair and the minute taker read the whole; everybody else reads their own copy and nothing else.
 */
import type { Profile } from '../seal/profiles.ts';

/** What may be distributed. The version for the person themself is given on a request alone. */
export const COPY_PROFILES = ['FULL', 'AGENCY', 'EXECUTIVE_SUMMARY'] as const satisfies readonly Profile[];
export type CopyProfile = (typeof COPY_PROFILES)[number];
export const asCopyProfile = (text: string): CopyProfile | null => COPY_PROFILES.find((one) => one === text) ?? null;

/** `UNDERTAKEN`: accepted how the minutes are to be handled, who had not done so in the meeting. */
export const COPY_USES = ['UNDERTAKEN', 'OPENED', 'DOWNLOADED', 'CONFIRMED'] as const;
export type CopyUse = (typeof COPY_USES)[number];

/** Until when it may be read; dates YYYY-MM-DD, the last day included. */
export type CopyAccess = { readonly version: number; readonly until: string; readonly ended: boolean };

export type MinutesCopy = {
	readonly number: number;
	/** copies there were when this one went out */
	readonly total: number;
	readonly profile: CopyProfile;
	readonly mayDownload: boolean;
	readonly access: CopyAccess;
};

/** @param today in London, YYYY-MM-DD */
export const mayReadCopy = ({ ended, until }: Pick<CopyAccess, 'ended' | 'until'>, today: string): boolean =>
	!ended && today <= until;

/** "copy 7 of 12" */
export const copyNumber = ({ number, total }: Pick<MinutesCopy, 'number' | 'total'>): string =>
	`copy ${number} of ${total}`;
/** "NMS-2026-014/2 copy 7 of 12" */
export const copyTitle = (reference: string, copy: Pick<MinutesCopy, 'number' | 'total'>): string =>
	`${reference} ${copyNumber(copy)}`;

/** What somebody did with a copy, from all that was noted of it. Moments in ISO 8601, UTC. */
export type CopyReading = {
	readonly firstOpened: string | null;
	readonly lastOpened: string | null;
	readonly downloads: number;
	readonly undertaken: string | null;
	readonly confirmed: string | null;
};
export const readingOf = (uses: readonly { readonly use: CopyUse; readonly at: string }[]): CopyReading => {
	const of = (use: CopyUse) =>
		uses
			.filter((one) => one.use === use)
			.map(({ at }) => at)
			.sort();
	const opened = of('OPENED');
	return {
		firstOpened: opened[0] ?? null,
		lastOpened: opened.at(-1) ?? null,
		downloads: of('DOWNLOADED').length,
		undertaken: of('UNDERTAKEN')[0] ?? null,
		confirmed: of('CONFIRMED')[0] ?? null
	};
};
