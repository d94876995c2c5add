/** Tables T1 to T12 of the quarterly pack and the indicators (domain.md 6.2, 6.4), laid out in words. */

import { NON_ATTENDANCE_REASONS } from '../attendance/attendance.ts';
import { findingWord, reasonWord } from '../attendance/attendance-words.ts';
import { DISCLOSURE_OUTCOMES } from '../decisions/decisions.ts';
import { disclosureOutcomeWord } from '../decisions/decisions-words.ts';
import { categoryWord } from '../meeting/meeting-words.ts';
import { FINDINGS, LEVELS } from './count-meetings.ts';
import { AGE_BANDS, CATEGORIES, ETHNIC_GROUPS, LANGUAGES, NEEDS } from './count-register.ts';
import { FEEDBACK_STATUSES, feedbackStatusWord } from './feedback-steps.ts';
import { INDICATORS } from './indicators.ts';
import { countCell, countTable, type PackTable, type Row, shareCell, textCell } from './pack-table.ts';
import type { PublishedPack } from './published-pack.ts';
import { NOT_KNOWN, type Share, type ShownFigures, shareOf } from './shown-figures.ts';
import { SMB_THEMES } from './smb-feedback.ts';
import { smbThemeWord } from './smb-words.ts';
import { SMALL } from './suppression.ts';

export type PackFrame = Pick<PublishedPack, 'agencies' | 'targets'>;
const LEVEL_WORD = { L2: 'Level 2', L3: 'Level 3' } as const;
const levels: readonly Row[] = LEVELS.map((level) => [level, LEVEL_WORD[level]]);
const TOTAL: Row = ['total', 'All'];

const agencyRows = ({ agencies }: PackFrame, all: boolean): readonly Row[] =>
	agencies.filter(({ counts }) => all || counts).map(({ code, name }) => [code, name]);

const yesOrNo = (value: number | null, target: number | undefined): string =>
	target === undefined ? 'No target' : value === null ? NOT_KNOWN : value >= target ? 'Yes' : 'No';
/** No cell is empty: where a share says too little, or is not said, the target cannot be judged. */
const reached = ({ percent, text }: Share, target: number | undefined): string =>
	percent === null && text !== NOT_KNOWN ? 'Too few to say' : yesOrNo(percent, target);

/** The indicators, each with both its numbers and the area's target. */
export const indicatorTable = (shown: ShownFigures, { targets }: PackFrame): PackTable => ({
	id: 'indicators',
	title: 'Indicators',
	note: `A percentage is given where there are ${SMALL} or more to count. Targets are the area’s own settings: check them against current guidance.`,
	head: 'Indicator',
	columns: ['Share', 'Target', 'Target reached'],
	rows: [
		...INDICATORS.map(({ code, title, numerator, denominator }) => {
			const share = shareOf(shown, numerator, denominator);
			const target = targets[code];
			return {
				head: `${code}. ${title}`,
				cells: [
					textCell(share.text),
					textCell(target === undefined ? '' : `${target}%`),
					textCell(reached(share, target))
				]
			};
		}),
		{
			head: 'K12. Lay advisers in post',
			cells: [
				countCell(shown, 'K12.layAdvisers'),
				textCell(String(targets.layAdvisers ?? '')),
				textCell(yesOrNo(shown('K12.layAdvisers') ?? null, targets.layAdvisers))
			]
		}
	]
});

const meetingsHeld = (shown: ShownFigures): readonly PackTable[] => [
	countTable(
		shown,
		{ id: 'T1', title: 'T1. Meetings held', note: '', head: 'Level' },
		levels,
		[
			['INITIAL', 'Initial'],
			['REVIEW', 'Review'],
			['held', 'All']
		],
		(level, column) => `T1.${level}.${column}`
	),
	countTable(
		shown,
		{ id: 'T1-of-these', title: 'T1. Of these', note: '', head: 'Meetings' },
		[
			['T1.held', 'All meetings held'],
			['T1.extraordinary', 'Extraordinary'],
			['T1.shortNotice', 'At short notice'],
			['T1.adjourned', 'Adjourned']
		],
		[['', 'Number']],
		(row) => row
	)
];

const caseload = (shown: ShownFigures): PackTable =>
	countTable(
		shown,
		{
			...{ id: 'T2', title: 'T2. Caseload', head: 'Level' },
			note: 'Open cases at Level 2 and 3 at the end of the quarter by category, and what moved since its beginning.'
		},
		[...levels, TOTAL],
		[
			...CATEGORIES.map((category): Row => [`C${category}`, categoryWord[category]]),
			['end', 'At the end'],
			['start', 'At the beginning'],
			['in', 'Came in'],
			['out', 'Left']
		],
		(level, column) => `T2.${level}.${column}`
	);

const attendance = (shown: ShownFigures, frame: PackFrame): readonly PackTable[] =>
	LEVELS.map((level): PackTable => {
		const columns: readonly Row[] = [
			['invited', 'Invited'],
			['attended', 'Attended'],
			['late', 'Of these late'],
			['part', 'For a part'],
			['deputy', 'By a deputy'],
			['reportOnly', 'Report only'],
			['none', 'Neither'],
			['seniorityMet', 'Seniority met']
		];
		const table = countTable(
			shown,
			{
				...{ id: `T3-${level}`, title: `T3. Attendance at ${LEVEL_WORD[level]}`, head: 'Agency' },
				note: 'Counted by agency and meeting: an agency attended when one of its people did. Late, part and deputy count as attended.'
			},
			[...agencyRows(frame, false), TOTAL],
			columns,
			(row, column) => `T3.${level}.${row}.${column}`
		);
		const keys = [...agencyRows(frame, false), TOTAL].map(([key]) => `T3.${level}.${key}`);
		return {
			...table,
			columns: [...table.columns, 'Share attended'],
			rows: table.rows.map((row, index) => ({
				...row,
				cells: [...row.cells, shareCell(shown, `${keys[index]}.attended`, `${keys[index]}.invited`)]
			}))
		};
	});

const absences = (shown: ShownFigures): PackTable =>
	countTable(
		shown,
		{ id: 'T4', title: 'T4. Non-attendance', note: 'By reason, and by what the chair found.', head: 'Reason' },
		[...NON_ATTENDANCE_REASONS.map((reason): Row => [reason, reasonWord[reason]]), TOTAL],
		[
			...FINDINGS.map((finding): Row => [finding, finding === 'NONE' ? 'No finding' : findingWord[finding]]),
			['total', 'All']
		],
		(reason, finding) => `T4.${reason}.${finding}`
	);

const actions = (shown: ShownFigures, frame: PackFrame): PackTable => {
	const rows = [...agencyRows(frame, true), TOTAL];
	const table = countTable(
		shown,
		{
			...{ id: 'T5', title: 'T5. Actions', head: 'Agency' },
			note: 'Due in the quarter, as the last meeting recorded them. Withdrawn actions are not counted as due.'
		},
		rows,
		[
			['set', 'Set'],
			['due', 'Due'],
			['onTime', 'On time'],
			['late', 'Late'],
			['overdue', 'Overdue'],
			['reported', 'Reported done, not verified'],
			['notCompleted', 'Not completed'],
			['withdrawn', 'Withdrawn']
		],
		(row, column) => `T5.${row}.${column}`
	);
	return {
		...table,
		columns: [...table.columns, 'Share on time', 'Mean days late'],
		rows: table.rows.map((row, index) => {
			const cell = `T5.${rows[index]?.[0]}`;
			const [late, days] = [shown(`${cell}.late`), shown(`${cell}.daysLate`)];
			const mean = late && days && late >= SMALL ? (days / late).toFixed(1) : '';
			return { ...row, cells: [...row.cells, shareCell(shown, `${cell}.onTime`, `${cell}.due`), textCell(mean)] };
		})
	};
};

const timeliness = (shown: ShownFigures): PackTable => ({
	...{ id: 'T6', title: 'T6. Timeliness', note: 'The last day itself counts as in time.', head: 'Indicator' },
	columns: ['In time', 'Of', 'Share'],
	rows: INDICATORS.filter(({ code }) => ['K1', 'K2', 'K6', 'K7'].includes(code)).map(
		({ code, title, numerator, denominator }) => ({
			head: `${code}. ${title}`,
			cells: [countCell(shown, numerator), countCell(shown, denominator), shareCell(shown, numerator, denominator)]
		})
	)
});

const referrals = (shown: ShownFigures, frame: PackFrame): PackTable =>
	countTable(
		shown,
		{ id: 'T7', title: 'T7. Referrals', note: 'By the agency that referred.', head: 'Agency' },
		[...agencyRows(frame, true), TOTAL],
		[
			['received', 'Received'],
			['acceptedL2', 'Accepted, Level 2'],
			['acceptedL3', 'Accepted, Level 3'],
			['rejected', 'Not accepted'],
			['late', 'Late before release']
		],
		(row, column) => `T7.${row}.${column}`
	);

const disclosures = (shown: ShownFigures): PackTable =>
	countTable(
		shown,
		{ id: 'T8', title: 'T8. Disclosure decisions', note: '', head: 'Decision' },
		[
			...DISCLOSURE_OUTCOMES.map((outcome): Row => [outcome, disclosureOutcomeWord[outcome]]),
			TOTAL,
			['presumptionApplied', 'Of these, the presumption applied']
		],
		[['', 'Number']],
		(row) => `T8.${row}`
	);

const feedback = (shown: ShownFigures): PackTable =>
	countTable(
		shown,
		{
			id: 'T9',
			title: 'T9. Feedback to the Board',
			note: 'Raised at the quarter’s meetings, by how it stands now.',
			head: 'Theme'
		},
		[...SMB_THEMES.map((theme): Row => [theme, smbThemeWord[theme]]), TOTAL],
		[...FEEDBACK_STATUSES.map((status): Row => [status, feedbackStatusWord[status]]), ['total', 'All']],
		(theme, status) => `T9.${theme}.${status}`
	);

const audits = (shown: ShownFigures): PackTable =>
	countTable(
		shown,
		{
			id: 'T10',
			title: 'T10. Audit scores',
			note: 'Audits submitted in the quarter, by overall score; before this service, as entered.',
			head: 'Score'
		},
		[...[1, 2, 3, 4].map((score): Row => [`T10.audits-${score}`, String(score)]), ['T10.total', 'All']],
		[['', 'Meetings audited']],
		(row) => row
	);

const ETHNIC_WORD: Record<(typeof ETHNIC_GROUPS)[number], string> = {
	...{ WHITE: 'White', MIXED: 'Mixed or multiple', ASIAN: 'Asian', BLACK: 'Black' },
	...{ OTHER: 'Another group', NOT_RECORDED: 'Not recorded' }
};
const AGE_WORD: Record<(typeof AGE_BANDS)[number], string> = {
	...{ UNDER_21: 'Under 21', '21_29': '21 to 29', '30_49': '30 to 49', '50_69': '50 to 69' },
	...{ '70_OVER': '70 and over', NOT_RECORDED: 'Not recorded' }
};
const LANGUAGE_WORD: Record<(typeof LANGUAGES)[number], string> = {
	...{ ENGLISH: 'English', WELSH: 'Welsh', OTHER: 'Another language', NOT_RECORDED: 'Not recorded' }
};
const NEEDS_WORD: Record<(typeof NEEDS)[number], string> = {
	RECORDED: 'Needs recorded',
	NONE_RECORDED: 'None recorded'
};
/** Small numbers are withheld for everybody here (domain.md 6.4): the caller hands in published figures. */
const equality = (shown: ShownFigures): PackTable =>
	countTable(
		shown,
		{
			...{ id: 'T11', title: 'T11. Equality profile of the cases', head: 'Group' },
			note: 'Open cases at Level 2 and 3 at the end of the quarter. Small numbers are withheld for every reader.'
		},
		[
			...ETHNIC_GROUPS.map((group): Row => [`ethnicity.${group}`, `Ethnicity: ${ETHNIC_WORD[group]}`]),
			...AGE_BANDS.map((band): Row => [`age.${band}`, `Age: ${AGE_WORD[band]}`]),
			...LANGUAGES.map((one): Row => [`language.${one}`, `First language: ${LANGUAGE_WORD[one]}`]),
			...NEEDS.map((one): Row => [`needs.${one}`, `Disability and accessibility: ${NEEDS_WORD[one]}`])
		],
		[['', 'Cases']],
		(row) => `T11.${row}`
	);

const goodPractice = (shown: ShownFigures, frame: PackFrame): PackTable =>
	countTable(
		shown,
		{
			id: 'T12',
			title: 'T12. Good practice',
			note: 'Entries of good practice, by the agency they are about.',
			head: 'Agency'
		},
		[...agencyRows(frame, true), ['NO_AGENCY', 'No single agency']],
		[['', 'Entries']],
		(row) => `T12.${row}`
	);

const board = (shown: ShownFigures, frame: PackFrame): PackTable => ({
	...{ id: 'K12', title: 'K12. Attendance at the Board', note: 'Entered by the MAPPA unit.', head: 'Agency' },
	columns: ['Meetings attended', 'Of', 'Target'],
	rows: agencyRows(frame, false).map(([code, head]) => ({
		head,
		cells: [countCell(shown, `K12.${code}`), countCell(shown, 'K12.meetings'), textCell(`${frame.targets.K12 ?? ''}%`)]
	}))
});

/** Every table in its order. @param profile small numbers withheld, whoever reads */
export const packTables = (shown: ShownFigures, frame: PackFrame, profile: ShownFigures): readonly PackTable[] => [
	indicatorTable(shown, frame),
	...meetingsHeld(shown),
	caseload(shown),
	...attendance(shown, frame),
	absences(shown),
	actions(shown, frame),
	timeliness(shown),
	referrals(shown, frame),
	disclosures(shown),
	feedback(shown),
	audits(shown),
	equality(profile),
	goodPractice(shown, frame),
	board(shown, frame)
];
