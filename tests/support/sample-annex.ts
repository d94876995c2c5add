import type { RecordAnnex } from '#lib/minutes/final-record.ts';
import { sampleDisclosures, sampleLevel } from './sample-decisions.ts';
import { sampleAttendance, sampleItems } from './sample-meeting.ts';
import { samplePeople as people } from './sample-people.ts';

const DAY = '17 December 2026';
const named = ({ name, agency }: { readonly name: string; readonly agency: string }) => ({ person: name, agency });

/** Where the worked case's record comes from. */
export const sampleAnnex: RecordAnnex = {
	written: sampleItems.flatMap((item, n) => [
		{
			text: `Notes: ${item.title}`,
			...named(people.minuteTaker),
			when: `${DAY}, 10:0${n % 10} to 11:30`,
			changes: 40 + n
		},
		...(n % 3 === 0
			? [{ text: `Notes: ${item.title}`, ...named(people.chair), when: `${DAY}, 11:1${n % 10}`, changes: 1 }]
			: [])
	]),
	recorded: [
		{ fact: 'Item opened', ...named(people.chair), when: `${DAY}, 10:00 to 11:20`, times: 17 },
		{ fact: 'Attendance recorded', ...named(people.minuteTaker), when: `${DAY}, 10:04 to 11:36`, times: 15 }
	],
	connected: sampleAttendance
		.filter(({ connected }) => connected.length > 0)
		.map((seat) => ({ ...named(seat), stretches: seat.connected })),
	decisions: [...sampleDisclosures, ...(sampleLevel ? [sampleLevel] : [])].map(({ title, decidedAt }) => ({
		title,
		...named(people.chair),
		at: decidedAt
	})),
	logs: [
		{ log: 'Facts of the meeting', entries: 214, sha256: 'a1'.repeat(32) },
		{ log: 'Notes', entries: 5122, sha256: 'b2'.repeat(32) },
		{ log: 'Risk management plan', entries: 3807, sha256: 'c3'.repeat(32) }
	]
};
