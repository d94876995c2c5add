import { describe, expect, it } from 'vitest';
import { sampleRecord } from '../../../tests/support/sample-record.ts';
import type { PersonRef } from '../attendance/attendance.ts';
import { longDate } from '../time.ts';
import { dateOfWords } from './date-of-words.ts';
import type { FileRow } from './file-row.ts';
import type { FindOwner } from './imported-plan.ts';
import { PLAN_COLUMNS, readDate, readPlanList } from './plan-list.ts';
import { readPlanRecord } from './plan-record.ts';

const OWNER: PersonRef = {
	...{ personId: 'p1', name: 'Ash Rivers', roleTitle: 'Inspector' },
	...{ agencyId: 'a1', agencyCode: 'POL', agencyName: 'Fernshire Police' }
};
const findOwner: FindOwner = ({ email, name }) =>
	email === 'ash@police.example' || name === OWNER.name ? OWNER : null;
const SAMPLE_RECORD = sampleRecord();
type Name = (typeof PLAN_COLUMNS)[number]['name'];
type Cells = Partial<Record<Name, string>>;
const RISK: Cells = { number: 'R1', risk: 'Threatens V1', pillar: 'Supervision', status: 'reduced' };
const ACTION: Cells = {
	number: 'a3',
	risks: 'R1',
	text: 'Visit weekly',
	due: '18/12/2026',
	ownerEmail: 'Ash@police.example'
};
const file = (...rows: readonly Cells[]): readonly FileRow[] =>
	[
		PLAN_COLUMNS.map(({ heading }) => heading),
		...rows.map((row) => PLAN_COLUMNS.map(({ name }) => row[name as Name] ?? ''))
	].map((cells, index) => ({ line: index + 1, cells }));
const wrong = (...rows: readonly Cells[]): readonly string[] => {
	const read = readPlanList(file(...rows), findOwner);
	return read.ok ? [] : read.problems.map(({ line, column }) => `${line} ${column}`);
};

describe('a plan as a list', () => {
	it('IMPORT-14 rows and words are as a meeting here would have left them', () => {
		const read = readPlanList(file(RISK, ACTION), findOwner);
		expect(read).toMatchObject({
			ok: true,
			value: {
				source: 'csv',
				risks: [{ key: 'R1', pillar: 'SUPERVISION', status: 'REDUCED', sinceMeeting: 0 }],
				actions: [{ number: 'A3', riskKeys: ['R1'], due: '2026-12-18', owner: OWNER, status: 'NOT_STARTED' }],
				texts: { 'R1.risk': 'Threatens V1', 'A3.text': 'Visit weekly' },
				highest: { R: 1, A: 3 }
			}
		});
	});

	it.each<[readonly Cells[], readonly string[]]>([
		[[{ ...RISK, number: 'X1' }], ['2 Number']],
		[[RISK, { ...RISK }], ['3 Number']],
		[[{ ...RISK, risk: '' }], ['2 Risk']],
		[[{ ...RISK, text: 'Visit' }], ['2 Action']],
		[[RISK, { ...ACTION, risks: 'R9' }], ['3 For risks']],
		[[RISK, { ...ACTION, risks: '' }], ['3 For risks']],
		[[RISK, { ...ACTION, due: '31/02/2027' }], ['3 Due']],
		[[RISK, { ...ACTION, due: '', frequency: 'weekly' }], ['3 Next check']],
		[[RISK, { ...ACTION, ownerEmail: 'nobody@x.example' }], ['3 Owner’s e-mail']],
		[[RISK, { ...ACTION, contingency: 'Recall' }], ['3 Contingency']],
		[[{ ...RISK, status: 'fine' }], ['2 Status']]
	])('IMPORT-14 what is wrong in it is named by line and column (%#)', (rows, expected) => {
		expect(wrong(...rows)).toEqual(expected);
	});

	it('IMPORT-14 the template’s own lines are read, once their owner is somebody of the area', () => {
		const rows = [
			PLAN_COLUMNS.map(({ heading }) => heading),
			PLAN_COLUMNS.map(({ example }) => example),
			PLAN_COLUMNS.map(({ action }) => action)
		];
		const read = readPlanList(
			rows.map((cells, index) => ({ line: index + 1, cells })),
			() => OWNER
		);
		expect(read).toMatchObject({
			ok: true,
			value: { risks: [{ key: 'R1' }], actions: [{ number: 'A1', owner: OWNER }] }
		});
	});

	it('IMPORT-14 dates are read as people here write them', () => {
		expect(['', '2026-12-18', '18/12/2026', '8.1.2027'].map(readDate)).toEqual([
			...['', '2026-12-18', '2026-12-18', '2027-01-08']
		]);
		expect(['12/18/2026', '18-12-2026', '46009'].map(readDate)).toEqual([null, null, null]);
		for (const date of ['2026-12-18', '2027-01-08', '2024-02-29']) expect(dateOfWords(longDate(date))).toBe(date);
		expect(dateOfWords('next week')).toBe('');
	});
});

describe('a plan from a record', () => {
	it('IMPORT-14 its words become codes again, and every number ever given counts', () => {
		const read = readPlanRecord(JSON.stringify(SAMPLE_RECORD), findOwner);
		if (!read.ok) throw new Error(JSON.stringify(read.problems));
		const { plan } = read.value;
		expect(plan.risks.map(({ key }) => key)).toEqual(SAMPLE_RECORD.risks.map(({ key }) => key));
		expect(plan.actions.map(({ number }) => number)).toEqual(SAMPLE_RECORD.actions.map(({ number }) => number));
		for (const [index, action] of plan.actions.entries()) {
			const said = SAMPLE_RECORD.actions[index];
			expect(action.pillar === null, action.number).toBe(said?.pillar === '');
			expect(action.due === null && action.standing === null, action.number).toBe(said?.by === '');
		}
		const all = [...SAMPLE_RECORD.actions, ...SAMPLE_RECORD.previousActions].map(({ number }) =>
			Number(number.slice(1))
		);
		const gone = SAMPLE_RECORD.removed.map(({ row }) => Number(/^A(\d+)/.exec(row)?.[1] ?? 0));
		expect(plan.highest.A).toBe(Math.max(...all, ...gone));
		expect(plan.texts[`${plan.risks[0]?.key}.risk`]).toBe(SAMPLE_RECORD.risks[0]?.risk.trim());
	});

	it('IMPORT-14 what is no record is refused as a whole', () => {
		for (const text of [
			'',
			'{',
			'null',
			'[]',
			'{"schema":"x"}',
			JSON.stringify({ ...SAMPLE_RECORD, schema: 'other/1' })
		])
			expect(readPlanRecord(text, findOwner).ok, text.slice(0, 40)).toBe(false);
		const [first] = SAMPLE_RECORD.risks;
		const twice = { ...SAMPLE_RECORD, risks: [first, first] };
		expect(readPlanRecord(JSON.stringify(twice), findOwner)).toMatchObject({ ok: false, status: 422 });
	});
});
