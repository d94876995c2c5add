/** Feedback to the Strategic Management Board in words (domain.md 6.4). */
import type { SmbTheme } from './smb-feedback.ts';

export const smbThemeWord: Record<SmbTheme, string> = {
	NON_ATTENDANCE: 'Non-attendance',
	NON_CONTRIBUTION: 'Non-contribution',
	LATE_OR_INADEQUATE_REPORT: 'Late or inadequate report',
	SENIORITY_NOT_MET: 'Not senior enough',
	ACTION_NOT_COMPLETED: 'Action not completed',
	RESOURCE_GAP: 'Gap in resources',
	PROCESS_ISSUE: 'Process issue',
	UNRESOLVED_DISSENT: 'Unresolved disagreement',
	GOOD_PRACTICE: 'Good practice',
	LEARNING: 'Learning',
	NOTHING_TO_REPORT: 'Nothing to report'
};
