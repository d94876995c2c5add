/** The Board's indicators K1 to K12 (domain.md 6.2): of what each is a share, and the area's target for it. */
import type { AreaConfig } from '../cases/area-config.ts';
import type { FigureId } from './board-figures.ts';
import type { PublishedPack } from './published-pack.ts';

export type Indicator = {
	readonly code: `K${number}`;
	readonly title: string;
	readonly numerator: FigureId;
	readonly denominator: FigureId;
	/** what the two numbers are, in words */
	readonly formula: string;
};
/** K12 is two numbers of the Board itself and stands apart. */
export const INDICATORS: readonly Indicator[] = [
	{
		...{ code: 'K1', title: 'Level 3 cases reviewed in time', numerator: 'K1.inTime', denominator: 'K1.of' },
		formula: 'Level 3 reviews held by the counted limit, of those held or due'
	},
	{
		...{ code: 'K2', title: 'Level 2 cases reviewed in time', numerator: 'K2.inTime', denominator: 'K2.of' },
		formula: 'Level 2 reviews held by the counted limit, of those held or due'
	},
	{
		...{ code: 'K3', title: 'Attendance at Level 3' },
		...{ numerator: 'T3.L3.total.attended', denominator: 'T3.L3.total.invited' },
		formula: 'Agencies that attended Level 3 meetings, of those invited'
	},
	{
		...{ code: 'K4', title: 'Attendance at Level 2' },
		...{ numerator: 'T3.L2.total.attended', denominator: 'T3.L2.total.invited' },
		formula: 'Agencies that attended Level 2 meetings, of those invited'
	},
	{
		...{ code: 'K5', title: 'Disclosure considered and recorded', numerator: 'K5.recorded', denominator: 'T1.held' },
		formula: 'Meetings with a disclosure decision, of those held'
	},
	{
		...{ code: 'K6', title: 'Minutes on time', numerator: 'K6.inTime', denominator: 'K6.of' },
		formula: 'Minutes sent out by their day, of those due'
	},
	{
		...{ code: 'K7', title: 'First meeting on time', numerator: 'K7.inTime', denominator: 'K7.of' },
		formula: 'First meetings held by their day, of those held or due'
	},
	{
		...{ code: 'K8', title: 'Actions completed by their deadline' },
		...{ numerator: 'T5.total.onTime', denominator: 'T5.total.due' },
		formula: 'Actions completed on time, of those due'
	},
	{
		...{ code: 'K9', title: 'Seniority met at Level 3' },
		...{ numerator: 'T3.L3.total.seniorityMet', denominator: 'T3.L3.total.attended' },
		formula: 'Agencies represented at the grade required, of those that attended Level 3 meetings'
	},
	{
		...{ code: 'K10', title: 'Reports from absent agencies', numerator: 'K10.adequate', denominator: 'T4.total.total' },
		formula: 'Absences with an adequate report, of all absences'
	},
	{
		...{ code: 'K11', title: 'Referrals in good time before release' },
		...{ numerator: 'T7.total.onTime', denominator: 'T7.total.beforeRelease' },
		formula: 'Referrals that were not late, of those decided before a release'
	}
];

/** In per cent, by indicator; of lay advisers their number. */
export const indicatorTargets = (config: AreaConfig): PublishedPack['targets'] => ({
	...config.indicatorTargetPct,
	K3: config.attendanceTargetPct.L3,
	K4: config.attendanceTargetPct.L2,
	layAdvisers: config.layAdvisers
});
