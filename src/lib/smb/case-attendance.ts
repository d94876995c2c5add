/** Which agencies came to the meetings about one case, meeting by meeting: for those who look after the case. */
import { type AgencyAtMeeting, agenciesAt, type CountedAgencies } from './attendance-counting.ts';
import { type BarChart, shareOfLongest } from './bar-chart.ts';
import type { SeatFacts } from './meeting-facts.ts';
import { type PackTable, textCell } from './pack-table.ts';

/** `on` YYYY-MM-DD */
export type AttendedMeeting = { readonly seq: number; readonly on: string; readonly seats: readonly SeatFacts[] };
export type CaseAttendance = {
	readonly meetings: readonly { readonly seq: number; readonly on: string }[];
	readonly agencies: readonly {
		readonly name: string;
		/** at each meeting in turn; null = it was not asked to come */
		readonly came: readonly (AgencyAtMeeting | null)[];
	}[];
};

/** @param meetings oldest first  @param names of agencies by id, in the order they are shown */
export const caseAttendance = (
	meetings: readonly AttendedMeeting[],
	counted: CountedAgencies,
	names: ReadonlyMap<string, string>
): CaseAttendance => {
	const at = meetings.map(({ seats }) => new Map(agenciesAt(seats, counted).map((one) => [one.agencyId, one])));
	return {
		meetings: meetings.map(({ seq, on }) => ({ seq, on })),
		agencies: [...names]
			.filter(([id]) => at.some((one) => one.has(id)))
			.map(([id, name]) => ({ name, came: at.map((one) => one.get(id) ?? null) }))
	};
};

const TITLE = 'Meetings each agency came to, of those it was asked to';
const CAME = { IN_TIME: 'Came', LATE: 'Came late', PART: 'Came for part', DEPUTY: 'Sent a deputy' } as const;
const word = (one: AgencyAtMeeting | null): string =>
	one === null ? 'Not asked' : one.came === null ? (one.hasReport ? 'Report only' : 'Did not come') : CAME[one.came];

export const caseAttendanceChart = ({ agencies }: CaseAttendance): BarChart => ({
	title: TITLE,
	series: ['Meetings it came to'],
	target: null,
	rows: agencies.map(({ name, came }) => {
		const asked = came.filter((one) => one !== null);
		const there = asked.filter((one) => one.came !== null).length;
		return {
			head: name,
			bars: [{ percent: shareOfLongest(there, asked.length), text: `${there} of ${asked.length}` }]
		};
	})
});

export const caseAttendanceTable = ({ meetings, agencies }: CaseAttendance): PackTable => ({
	...{ id: 'case-attendance', title: 'Attendance by agency, meeting by meeting', head: 'Agency' },
	note: 'Locked meetings. Late, part and a deputy count as attended; a report alone does not.',
	columns: meetings.map(({ seq }) => `Meeting ${seq}`),
	rows: agencies.map(({ name, came }) => ({ head: name, cells: came.map((one) => textCell(word(one))) }))
});
