/**
 * A year of fictional cases and meetings, made from a seed alone: who is referred, when each case is met about, at which level
 * and until when. What happens inside a meeting is drawn when it is played (year-meeting.ts), from the meeting's own seed.
 *
 * The year ends before the quarter in which the story's first meeting was held. Nothing of it falls due after its last day:
 * no review, no minutes and no action. So the figures of the story's own quarter are those of its two meetings alone.
 */
import { daysOf, fourQuarters, later, type Quarter, quarterOf } from '#lib/smb/quarter.ts';
import { addDays, addWeeks, addWorkingDays, isWorkingDay } from '#lib/time.ts';
import { type SeededChance, seededChance, spread } from '../seeded-chance.ts';

export const YEAR_SEED = 2026;
/** Cases that are accepted, and referrals that are not. */
export const YEAR_SIZE = { accepted: 24, rejected: 4 } as const;
export type YearSize = { readonly accepted: number; readonly rejected: number };
/** A review that falls due within 16 weeks after this day falls due after the quarter that follows. */
const OPEN_BEFORE_END = { first: 19, last: 17 } as const;

export type YearCase = {
	readonly number: number;
	readonly ref: string;
	readonly name: string;
	readonly dateOfBirth: string;
	readonly ethnicity: string;
	readonly firstLanguage: string;
	readonly needs: string;
	readonly crn: string;
	readonly category: 1 | 2 | 3;
	readonly level: 2 | 3;
	readonly leadAgency: 'PRB' | 'POL';
	/** index of one of two */
	readonly manager: 0 | 1;
	readonly referredBy: string;
	readonly receivedOn: string;
	readonly decidedOn: string;
	/** months until the release that is named; null = in the community */
	readonly releaseMonths: number | null;
	/** rejected ones have no meetings */
	readonly isAccepted: boolean;
};
export type YearMeeting = {
	/** number of its case */
	readonly of: number;
	readonly seq: number;
	readonly level: 2 | 3;
	/** YYYY-MM-DD */
	readonly on: string;
	readonly outcome: 'RETAIN_LEVEL' | 'MOVE_TO_LEVEL_1' | 'MOVE_TO_LEVEL_2' | 'MOVE_TO_LEVEL_3' | 'EXIT_MAPPA';
	/** the next one was planned for this day when this one was held; null = none */
	readonly nextOn: string | null;
	/** nothing is decided on after it within the year */
	readonly isLast: boolean;
	readonly shortNotice: boolean;
	readonly seed: number;
};
export type YearPlan = {
	readonly seed: number;
	readonly from: string;
	readonly to: string;
	readonly quarters: readonly Quarter[];
	readonly cases: readonly YearCase[];
	/** in the order held */
	readonly meetings: readonly YearMeeting[];
};

const FIRST = [
	...['Corwin', 'Merrin', 'Aldous', 'Perrin', 'Garrick', 'Hadrian', 'Lorcan', 'Osric', 'Tamsin', 'Wystan', 'Evander'],
	...['Branoc', 'Caspian', 'Doran', 'Emeric', 'Florian', 'Godwin', 'Jorah', 'Kester', 'Leofric', 'Mordaunt', 'Neville'],
	...['Orlando', 'Piran', 'Quentin', 'Roderick', 'Selwyn', 'Torin', 'Ulric', 'Vernon', 'Wilfred', 'Ysolde']
] as const;
const LAST = [
	...['Ashgrove-Pell', 'Stoneacre', 'Millrace', 'Fernhollow', 'Greywether', 'Quarrington', 'Saltwick', 'Thornapple'],
	...['Underbarrow', 'Vellacre', 'Wintermere', 'Yewdale-Marsh', 'Brackenrigg', 'Coldbrook', 'Dunmarsh', 'Emberleigh'],
	...['Foxholes', 'Gallowglass', 'Hobbleton', 'Inkberrow-Lane', 'Jackstraw', 'Kettlewick', 'Lambsear', 'Mossgate'],
	...['Nightingarth', 'Oxbridle', 'Pebblecombe', 'Rookhope', 'Sedgeborough', 'Tarnwick', 'Umberslade', 'Witherslack']
] as const;
const ETHNICITIES = [
	...[
		'White British',
		'White British',
		'White British',
		'White British',
		'White Irish',
		'Black British',
		'Asian British'
	],
	...['Mixed', 'Not stated', 'White British']
] as const;
const LANGUAGES = ['English', 'English', 'English', 'English', 'English', 'English', 'Welsh', 'Polish'] as const;
const NEEDS = ['', '', '', 'Dyslexia: reads with help', 'Hard of hearing', 'Autism: plain and exact words'] as const;

/** The day itself, or the working day after it. */
export const workingDay = (on: string): string => (isWorkingDay(on) ? on : addWorkingDays(on, 1));

/** Four whole quarters before the one in which a day lies. @param on YYYY-MM-DD: of the story's first meeting */
const yearBefore = (
	on: string
): { readonly quarters: readonly Quarter[]; readonly from: string; readonly to: string } => {
	const quarters = fourQuarters(later(quarterOf(on), -1));
	const [first, last] = [quarters[0], quarters.at(-1)];
	if (!first || !last) throw new Error('a year has quarters');
	return { quarters, from: daysOf(first).from, to: daysOf(last).to };
};

/** @param firstMeetingOn YYYY-MM-DD: of the story */
export function planYear(seed: number, firstMeetingOn: string, size: YearSize = YEAR_SIZE): YearPlan {
	const { quarters, from, to } = yearBefore(firstMeetingOn);
	const chance = seededChance(spread(seed));
	const names = { first: chance.shuffled(FIRST), last: chance.shuffled(LAST) };
	const cases = Array.from({ length: size.accepted + size.rejected }, (_, n): YearCase => {
		const isAccepted = n < size.accepted;
		// A third come in the first weeks, as when an area begins to use the service.
		const day = n < size.accepted / 3 ? chance.between(2, 24) : chance.between(20, 285);
		const receivedOn = workingDay(addDays(from, day));
		const category = ([1, 1, 1, 2, 2, 2, 3] as const)[chance.below(7)] ?? 1;
		const leadAgency = category === 3 || chance.in(5) ? 'POL' : 'PRB';
		return {
			...{ number: n + 1, ref: `NMS-${from.slice(0, 4)}-${String(101 + n)}`, isAccepted, category, leadAgency },
			name: `${names.first[n]} ${names.last[n]}`,
			dateOfBirth: `${chance.between(1950, 2004)}-0${chance.between(1, 9)}-${chance.between(10, 28)}`,
			...{ ethnicity: chance.pick(ETHNICITIES), firstLanguage: chance.pick(LANGUAGES), needs: chance.pick(NEEDS) },
			crn: `X91${String(1000 + n)}`,
			level: category !== 3 && chance.in(6) ? 3 : 2,
			manager: chance.in(2) ? 0 : 1,
			referredBy: leadAgency === 'POL' ? 'POL' : chance.pick(['PRB', 'PRB', 'PRB', 'PRI', 'POL']),
			receivedOn,
			decidedOn: addWorkingDays(receivedOn, chance.between(1, 4)),
			releaseMonths: category === 3 || chance.in(3) ? null : chance.in(3) ? chance.between(2, 5) : chance.between(7, 10)
		};
	});
	const meetings = cases.filter(({ isAccepted }) => isAccepted).flatMap((one) => meetingsOf(one, to, chance));
	const byDay = meetings.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.of - b.of));
	return { seed, from, to, quarters, cases, meetings: byDay.map((one, n) => ({ ...one, seed: spread(seed + n + 1) })) };
}

const REVIEW_DAYS = {
	/** within the normal interval; after it; after the counted limit */
	2: { usual: [56, 84], late: [88, 108], missed: [114, 124] },
	3: { usual: [28, 41], late: [44, 54], missed: [58, 66] }
} as const;

function meetingsOf(one: YearCase, to: string, chance: SeededChance): YearMeeting[] {
	const until = addDays(to, -OPEN_BEFORE_END.last);
	const many = chance.between(2, 5);
	const staysOpen = chance.in(3);
	const found: YearMeeting[] = [];
	let level: 2 | 3 = one.level;
	let on = addWorkingDays(one.decidedOn, chance.in(7) ? chance.between(22, 28) : chance.between(12, 19));
	for (let seq = 1; on <= until; seq += 1) {
		const steps: YearMeeting['outcome'] | null =
			level === 3 && seq >= 2
				? 'MOVE_TO_LEVEL_2'
				: level === 2 && seq === 1 && chance.in(12)
					? 'MOVE_TO_LEVEL_3'
					: null;
		const nextLevel: 2 | 3 = steps === 'MOVE_TO_LEVEL_2' ? 2 : steps === 'MOVE_TO_LEVEL_3' ? 3 : level;
		const days = REVIEW_DAYS[nextLevel];
		const [least, most] = chance.in(8) ? days.late : chance.in(9) ? days.missed : days.usual;
		const shortNotice = seq > 1 && chance.in(16);
		const wanted = workingDay(addDays(on, chance.between(least, most)));
		const next = seq >= many && !staysOpen ? null : nextWithin(wanted, on, to, staysOpen && nextLevel === 2);
		const isOpenAtEnd = staysOpen && level === 2 && on >= addDays(to, -OPEN_BEFORE_END.first);
		const goesOn = next !== null || isOpenAtEnd;
		found.push({
			...{ of: one.number, seq, level, on, isLast: !goesOn, shortNotice, seed: 0 },
			outcome: goesOn
				? next === null
					? 'RETAIN_LEVEL'
					: (steps ?? 'RETAIN_LEVEL')
				: one.category === 3
					? 'EXIT_MAPPA'
					: 'MOVE_TO_LEVEL_1',
			nextOn: next ?? (isOpenAtEnd ? workingDay(addWeeks(on, 10)) : null)
		});
		if (next === null) break;
		[level, on] = [nextLevel, next];
	}
	return found;
}

/** The day wanted, or where it is too late one of the few on which a case may be met about and stay open; null = none. */
function nextWithin(wanted: string, after: string, to: string, mayStayOpen: boolean): string | null {
	if (wanted < addDays(to, -OPEN_BEFORE_END.first)) return wanted;
	if (!mayStayOpen) return null;
	for (let days: number = OPEN_BEFORE_END.first; days >= OPEN_BEFORE_END.last; days -= 1) {
		const day = addDays(to, -days);
		if (isWorkingDay(day) && day > addWeeks(after, 5)) return day;
	}
	return null;
}

/** The last day by which something set at this meeting can fall due, so that the next one, or the year's end, can look at it. */
export const dueBy = ({ meeting, plan }: { readonly meeting: YearMeeting; readonly plan: YearPlan }): string => {
	const before = meeting.nextOn === null ? plan.to : addWorkingDays(meeting.nextOn, -1);
	return before < plan.to ? before : addWorkingDays(plan.to, -1);
};
