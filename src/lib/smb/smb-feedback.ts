/** What the chair tells the Strategic Management Board about this meeting (domain.md 6.4). */
import { never } from '../result.ts';

export const SMB_THEMES = [
	'NON_ATTENDANCE',
	'NON_CONTRIBUTION',
	'LATE_OR_INADEQUATE_REPORT',
	'SENIORITY_NOT_MET',
	'ACTION_NOT_COMPLETED',
	'RESOURCE_GAP',
	'PROCESS_ISSUE',
	'UNRESOLVED_DISSENT',
	'GOOD_PRACTICE',
	'LEARNING',
	'NOTHING_TO_REPORT'
] as const;
export type SmbTheme = (typeof SMB_THEMES)[number];
export type SmbFeedback = {
	readonly id: string;
	readonly theme: SmbTheme;
	readonly agencyId: string | null;
	readonly agencyName: string | null;
	/** no name of the subject (V29) */
	readonly text: string;
	readonly at: string;
	readonly by: string;
};
export type SmbEvent =
	| {
			readonly type: 'smb-feedback-noted';
			readonly id: string;
			readonly theme: SmbTheme;
			readonly agencyId: string | null;
			readonly agencyName: string | null;
			readonly text: string;
	  }
	| { readonly type: 'smb-feedback-withdrawn'; readonly id: string };

export const evolveSmb = (
	list: readonly SmbFeedback[],
	event: SmbEvent,
	at: string,
	by: string
): readonly SmbFeedback[] => {
	switch (event.type) {
		case 'smb-feedback-noted': {
			const { type: _, ...feedback } = event;
			return [...list.filter((other) => other.id !== event.id), { ...feedback, at, by }];
		}
		case 'smb-feedback-withdrawn':
			return list.filter((other) => other.id !== event.id);
		default:
			return never(event);
	}
};
