/** Tables 2, 7 and 11 and K11: cases and referrals (domain.md 6.2, 6.4). */
import { REFERRAL_OUTCOMES } from '../referrals/referral.ts';
import { addDays, isDate } from '../time.ts';
import type { FigureBook } from './board-figures.ts';
import { caseOn } from './case-then.ts';
import { LEVELS, levelCode } from './count-meetings.ts';
import type { Span } from './count-timeliness.ts';
import type { BoardCase, ReportSources } from './report-sources.ts';

export const CATEGORIES = [1, 2, 3, 4] as const;
export const REFERRAL_MEASURES = ['received', 'acceptedL2', 'acceptedL3', 'rejected', 'late'] as const;

/** Groups of the equality profile. What was typed in words is put into the nearest of the census's five groups. */
export const ETHNIC_GROUPS = ['WHITE', 'MIXED', 'ASIAN', 'BLACK', 'OTHER', 'NOT_RECORDED'] as const;
export const AGE_BANDS = ['UNDER_21', '21_29', '30_49', '50_69', '70_OVER', 'NOT_RECORDED'] as const;
export const LANGUAGES = ['ENGLISH', 'WELSH', 'OTHER', 'NOT_RECORDED'] as const;
export const NEEDS = ['RECORDED', 'NONE_RECORDED'] as const;

const IN_WORDS: readonly (readonly [RegExp, (typeof ETHNIC_GROUPS)[number]])[] = [
	[/mixed|multiple|white and (black|asian)/i, 'MIXED'],
	[/black|african|caribbean/i, 'BLACK'],
	[/asian|indian|pakistani|bangladeshi|chinese/i, 'ASIAN'],
	[/white|british|irish|welsh|scottish|gypsy|roma|traveller/i, 'WHITE']
];
export const ethnicGroup = (words: string): (typeof ETHNIC_GROUPS)[number] => {
	if (words.trim() === '' || /not (stated|known|recorded)|unknown|refused|declined/i.test(words)) return 'NOT_RECORDED';
	return IN_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? 'OTHER';
};
export const ageBand = (dateOfBirth: string, on: string): (typeof AGE_BANDS)[number] => {
	if (!isDate(dateOfBirth)) return 'NOT_RECORDED';
	const years = Number(on.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
	const age = on.slice(5) < dateOfBirth.slice(5) ? years - 1 : years;
	return age < 21 ? 'UNDER_21' : age < 30 ? '21_29' : age < 50 ? '30_49' : age < 70 ? '50_69' : '70_OVER';
};
const language = (words: string): (typeof LANGUAGES)[number] => {
	if (words.trim() === '') return 'NOT_RECORDED';
	return /english/i.test(words) ? 'ENGLISH' : /welsh|cymraeg/i.test(words) ? 'WELSH' : 'OTHER';
};

export const countCases = (book: FigureBook, { cases }: ReportSources, { from, to, asAt }: Span): void => {
	const until = to < asAt ? to : asAt;
	const levelOn = (one: BoardCase, on: string): 2 | 3 | null => {
		const { isOpen, level } = caseOn(one, on);
		return isOpen && (level === 2 || level === 3) ? level : null;
	};
	for (const one of cases) {
		const before = levelOn(one, addDays(from, -1));
		const now = levelOn(one, until);
		if (before !== null) book.add(`T2.${levelCode(before)}.start`);
		if (before !== null && before !== now) book.add(`T2.${levelCode(before)}.out`);
		if (now === null) continue;
		if (before !== now) book.add(`T2.${levelCode(now)}.in`);
		book.add(`T2.${levelCode(now)}.C${caseOn(one, until).category}`);
		book.add(`T11.ethnicity.${ethnicGroup(one.ethnicity)}`);
		book.add(`T11.age.${ageBand(one.dateOfBirth, until)}`);
		book.add(`T11.language.${language(one.firstLanguage)}`);
		book.add(`T11.needs.${one.hasNeeds ? 'RECORDED' : 'NONE_RECORDED'}`);
	}
	for (const level of LEVELS) {
		const cell = `T2.${level}`;
		book.total(
			`${cell}.end`,
			CATEGORIES.map((category) => `${cell}.C${category}`)
		);
		book.equal([`${cell}.start`, `${cell}.in`], [`${cell}.end`, `${cell}.out`]);
	}
	for (const column of [...CATEGORIES.map((category) => `C${category}`), 'start', 'in', 'out', 'end'])
		book.total(
			`T2.total.${column}`,
			LEVELS.map((level) => `T2.${level}.${column}`)
		);
	const profile = { ethnicity: ETHNIC_GROUPS, age: AGE_BANDS, language: LANGUAGES, needs: NEEDS };
	for (const [name, groups] of Object.entries(profile))
		book.equal(
			['T2.total.end'],
			groups.map((group) => `T11.${name}.${group}`)
		);
};

const REJECTED: readonly string[] = REFERRAL_OUTCOMES.filter((outcome) => !outcome.startsWith('Accepted'));

export const countReferrals = (
	book: FigureBook,
	{ referrals, agencies }: ReportSources,
	{ from, to, asAt }: Span
): void => {
	const until = to < asAt ? to : asAt;
	const codes = new Map(agencies.map(({ id, code }) => [id, code]));
	const isIn = (on: string | null): boolean => on !== null && on >= from && on <= until;
	for (const one of referrals) {
		const cell = `T7.${codes.get(one.agencyId) ?? ''}`;
		if (isIn(one.receivedOn)) book.add(`${cell}.received`);
		if (!isIn(one.decidedOn)) continue;
		if (one.state === 'Accepted - level 2') book.add(`${cell}.acceptedL2`);
		if (one.state === 'Accepted - level 3') book.add(`${cell}.acceptedL3`);
		if (REJECTED.includes(one.state)) book.add(`${cell}.rejected`);
		if (one.isBeforeRelease) book.add(`${cell}.${one.isLate ? 'late' : 'onTime'}`);
	}
	const own = agencies.map(({ code }) => code);
	for (const code of own) book.total(`T7.${code}.beforeRelease`, [`T7.${code}.late`, `T7.${code}.onTime`]);
	for (const measure of [...REFERRAL_MEASURES, 'onTime', 'beforeRelease'])
		book.total(
			`T7.total.${measure}`,
			own.map((code) => `T7.${code}.${measure}`)
		);
	book.equal(['T7.total.beforeRelease'], ['T7.total.late', 'T7.total.onTime']);
	// Only the totals of these two stand in a table (K11).
	for (const code of own) {
		book.hide(`T7.${code}.beforeRelease`);
		book.hide(`T7.${code}.onTime`);
	}
};
