import { describe, expect, it } from 'vitest';
import { AREA_CONFIG, areaConfigOn, DEFAULT_AREA_CONFIG, numberInForce } from './area-config.ts';
import { type AreaNumberContext, decideAreaNumber } from './area-number-command.ts';
import { AREA_NUMBERS, areaNumber, fieldName, fieldText, numberInWords, readNumber } from './area-numbers.ts';
import { deadlines } from './meeting-clock.ts';

const row = (key: string, version: number, value: unknown, effectiveFrom: string) => ({
	...{ key, version, value, effectiveFrom },
	...{ source: 'The Board', approvedOn: null, changedBy: 'opal' }
});

describe('which number counts on a day', () => {
	const rows = [
		row('minutesWorkingDays', 1, { L2: 8, L3: 4 }, '2027-01-01'),
		row('inviteWorkingDays', 1, 15, '2026-12-01'),
		row('inviteWorkingDays', 2, 12, '2027-02-01')
	];
	const on = (day: string) => areaConfigOn({ papersWorkingDays: 7 }, rows, day);

	it('TIME-14 a change counts from its day on and moves nothing before it', () => {
		expect(on('2026-11-30')).toEqual({ ...DEFAULT_AREA_CONFIG, papersWorkingDays: 7 });
		expect(on('2026-12-01')).toMatchObject({ inviteWorkingDays: 15, minutesWorkingDays: { L2: 10, L3: 5 } });
		expect(on('2027-01-31')).toMatchObject({ inviteWorkingDays: 15, minutesWorkingDays: { L2: 8, L3: 4 } });
		expect(on('2027-02-01').inviteWorkingDays).toBe(12);
		const meeting = { scheduledStart: '2026-12-17T10:00:00.000Z', level: 2 } as const;
		expect(deadlines(meeting, on('2026-12-17')).minutesDue).toBe('2027-01-05');
	});

	it('TIME-14 a later entry for the same day takes the place of the earlier, and one for an earlier day waits its turn', () => {
		const more = [
			...rows,
			row('inviteWorkingDays', 3, 11, '2027-02-01'),
			row('inviteWorkingDays', 4, 14, '2026-12-20')
		];
		expect(numberInForce(more, 'inviteWorkingDays', '2026-12-19')?.value).toBe(15);
		expect(numberInForce(more, 'inviteWorkingDays', '2026-12-20')?.value).toBe(14);
		expect(numberInForce(more, 'inviteWorkingDays', '2027-03-01')?.value).toBe(11);
		expect(numberInForce(more, 'inviteWorkingDays', '2026-01-01')).toBeNull();
	});

	it('TIME-14 what cannot be read is not used', () => {
		expect(areaConfigOn({}, [row('inviteWorkingDays', 1, 'soon', '2026-01-01')], '2026-12-01')).toEqual(
			DEFAULT_AREA_CONFIG
		);
		expect(areaConfigOn({}, [row('__proto__', 1, { L2: 1 }, '2026-01-01')], '2026-12-01')).toEqual(DEFAULT_AREA_CONFIG);
	});
});

describe('the settings page of the numbers', () => {
	it('CONF-1 shows every number the area works by, with a unit, the origin of its default and a field for every part', () => {
		const keys = Object.keys(AREA_CONFIG.shape).filter((key) => !['source', 'effectiveFrom'].includes(key));
		expect(AREA_NUMBERS.map(({ key }) => key as string).sort()).toEqual(keys.sort());
		for (const one of AREA_NUMBERS) {
			expect(one.origin.length, one.key).toBeGreaterThan(10);
			for (const field of one.fields)
				expect(fieldText(DEFAULT_AREA_CONFIG[one.key], field), `${one.key} ${fieldName(field)}`).not.toBe('');
		}
	});

	it('CONF-1 says a number in words', () => {
		const words = (key: keyof typeof DEFAULT_AREA_CONFIG) => numberInWords(areaNumber(key)!, DEFAULT_AREA_CONFIG[key]);
		expect(words('inviteWorkingDays')).toEqual(['10 working days']);
		expect(words('briefWorkingDays')).toEqual(['1 working day']);
		expect(words('reviewWeeks')).toEqual(['Level 2: 8 to 12 weeks', 'Level 3: 4 to 6 weeks']);
		expect(words('attendanceTargetPct')).toEqual(['Level 2: 75%', 'Level 3: 90%']);
		expect(words('chairGrade')).toEqual(['Level 2: Manager', 'Level 3: Senior manager']);
	});

	it('CONF-2 what is typed in every field comes back as the value that is stored', () => {
		for (const one of AREA_NUMBERS) {
			const value = DEFAULT_AREA_CONFIG[one.key];
			expect(readNumber(one, value, value), one.key).toEqual({ ok: true, value });
			expect(AREA_CONFIG.shape[one.key].safeParse(value).success, one.key).toBe(true);
		}
	});

	it('CONF-2 a bad number is answered at its field, all of them at once', () => {
		const minutes = areaNumber('minutesWorkingDays')!;
		const wrong = (typed: unknown) => {
			const read = readNumber(minutes, typed, DEFAULT_AREA_CONFIG.minutesWorkingDays);
			return read.ok ? null : read.problems?.map(({ field }) => field);
		};
		expect(wrong({ L2: '10', L3: '5' })).toBeNull();
		expect(wrong({ L2: '261', L3: '5' })).toEqual(['value.L2']);
		for (const bad of ['', ' ', '-1', '1.5', '1e2', '0x10', 'ten', '5 days', '٣', '99999', '\0'])
			expect(wrong({ L2: bad, L3: bad }), bad).toEqual(['value.L2', 'value.L3']);
		for (const shape of [null, undefined, [], '10', 10, { L2: ['10'] }, { l2: '10' }])
			expect(wrong(shape)).toEqual(['value.L2', 'value.L3']);
		const grade = readNumber(areaNumber('chairGrade')!, { L2: 'KING', L3: 'MANAGER' }, DEFAULT_AREA_CONFIG.chairGrade);
		expect(grade).toMatchObject({ ok: false, problems: [{ field: 'value.L2' }] });
	});
});

describe('changing a number', () => {
	const context: AreaNumberContext = { today: '2026-12-01', personId: 'opal', begun: {}, rows: [] };
	const input = {
		...{ key: 'inviteWorkingDays', version: 0, value: '12', effectiveFrom: '2027-01-04' },
		...{ source: 'Board minute 7', approvedOn: '2026-11-30' }
	};
	const fields = (over: object, there: Partial<AreaNumberContext> = {}) => {
		const decided = decideAreaNumber({ ...input, ...over }, { ...context, ...there });
		return decided.ok ? decided.value : (decided.problems?.map(({ field }) => field) ?? decided.kind);
	};

	it('CONF-3 a change begins today or later, and is approved at the latest today', () => {
		expect(fields({})).toEqual({ key: 'inviteWorkingDays', version: 1, value: 12 });
		expect(fields({ effectiveFrom: '2026-12-01', approvedOn: null })).toMatchObject({ version: 1 });
		expect(fields({ effectiveFrom: '2026-11-30', approvedOn: '2026-12-02', value: 'x' })).toEqual([
			'value',
			'effectiveFrom',
			'approvedOn'
		]);
		expect(fields({ key: 'constructor' })).toBe('missing');
	});

	it('CONF-3 numbers that do not go together are refused at their field', () => {
		const weeks = (L2: [string, string], L3: [string, string]) => ({ key: 'reviewWeeks', value: { L2, L3 } });
		expect(fields(weeks(['8', '12'], ['4', '6']))).toMatchObject({ version: 1 });
		expect(fields(weeks(['13', '12'], ['4', '9']))).toEqual(['value.L2.1', 'value.L3.1']);
		expect(fields({ key: 'kpiReviewWeeks', value: { L2: '11', L3: '8' } })).toEqual(['value.L2']);
		expect(fields({ key: 'emergencyMeetingWorkingDays', value: '21' })).toEqual(['value']);
		expect(fields({ key: 'initialMeetingWorkingDays', value: '4' })).toEqual(['value']);
	});

	it('CONF-4 whoever read an older number is told, and a second click changes nothing', () => {
		const theirs = { ...row('inviteWorkingDays', 1, 15, '2027-01-04'), changedBy: 'fern' };
		expect(fields({}, { rows: [theirs] })).toBe('changed-meanwhile');
		expect(fields({ version: 1 }, { rows: [theirs] })).toMatchObject({ version: 2, value: 12 });
		const mine = {
			...row('inviteWorkingDays', 1, 12, '2027-01-04'),
			source: 'Board minute 7',
			approvedOn: '2026-11-30'
		};
		expect(fields({}, { rows: [mine] })).toBeNull();
		expect(fields({}, { rows: [{ ...mine, changedBy: 'fern' }] })).toBe('changed-meanwhile');
		expect(fields({}, { rows: [theirs, { ...mine, key: 'papersWorkingDays' }] })).toBe('changed-meanwhile');
	});
});
