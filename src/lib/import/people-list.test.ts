import { describe, expect, it } from 'vitest';
import { comparePeople, type KnownArea } from './compare-people.ts';
import { type FileRow, problemSentence } from './file-row.ts';
import { PEOPLE_COLUMNS, type PeopleList, readPeopleList } from './people-list.ts';

const HEADINGS = PEOPLE_COLUMNS.map(({ heading }) => heading);
const ASH = [
	'POL',
	'Fernshire Police',
	'Police',
	'Yes',
	'Ash Rivers',
	'ash@police.example',
	'Inspector',
	'',
	'Manager'
];
const file = (...lines: readonly (readonly string[])[]): readonly FileRow[] =>
	[HEADINGS, ...lines].map((cells, index) => ({ line: index + 1, cells }));
const read = (...lines: readonly (readonly string[])[]): PeopleList => {
	const list = readPeopleList(file(...lines));
	if (!list.ok) throw new Error(JSON.stringify(list.problems));
	return list.value;
};
const problems = (rows: readonly FileRow[]): readonly string[] => {
	const list = readPeopleList(rows);
	return list.ok ? [] : list.problems.map(({ line, column }) => `${line} ${column}`);
};
const change = (cells: readonly string[], over: Record<number, string>): string[] =>
	cells.map((cell, index) => over[index] ?? cell);

describe('a list of people and agencies', () => {
	it('IMPORT-5 the columns are known by their headings, in any order and any case', () => {
		const rows = [
			{ line: 1, cells: ['e-mail', 'ROLE in the agency ', 'name', 'Agency Code', ''] },
			{ line: 2, cells: ['A@B.example', 'Officer', '  Oak  Field ', 'pol', ''] }
		];
		const list = readPeopleList(rows);
		expect(list).toMatchObject({
			ok: true,
			value: { people: [{ line: 2, agencyCode: 'POL', email: 'a@b.example', roles: ['AGENCY_REP'], grade: null }] }
		});
	});

	it('IMPORT-5 headings that are missing, unknown or there twice, and cells under none, are named', () => {
		expect(problems([{ line: 1, cells: ['Name', 'Agency code', '__proto__', 'Name', ''] }])).toEqual([
			...['1 Column C', '1 Column D', '1 E-mail', '1 Role in the agency', 'null ']
		]);
		expect(problems([...file(ASH), { line: 3, cells: [...ASH, 'more'] }])).toContain('3 Column J');
	});

	it.each([
		[{ 0: '' }, '2 Agency code'],
		[{ 0: 'PO L' }, '2 Agency code'],
		[{ 2: 'Sheriff' }, '2 Agency kind'],
		[{ 3: 'perhaps' }, '2 Responsible Authority'],
		[{ 4: ' \u200B ' }, '2 Name'],
		[{ 4: 'x'.repeat(201) }, '2 Name'],
		[{ 5: 'ash at police' }, '2 E-mail'],
		[{ 6: '' }, '2 Role in the agency'],
		[{ 7: 'Queen' }, '2 Does here'],
		[{ 8: 'Boss' }, '2 Grade']
	])('IMPORT-3 what is wrong is named by line and column, and never repeated (%#)', (over, where) => {
		const answer = readPeopleList(file(change(ASH, over)));
		expect(problems(file(change(ASH, over)))).toEqual([where]);
		for (const cell of Object.values(over).filter((one) => one.trim() !== ''))
			expect(JSON.stringify(answer)).not.toContain(`: ${cell}`);
	});

	it('IMPORT-6 nobody becomes a system administrator', () => {
		for (const word of ['System administrator', 'SYSTEM_ADMINISTRATOR', 'Agency representative; system ADMINISTRATOR'])
			expect(problems(file(change(ASH, { 7: word }))), word).toEqual(['2 Does here']);
		expect(read(change(ASH, { 7: 'MAPPA co-ordinator, agency representative' })).people[0]?.roles).toEqual([
			...['MAPPA_COORDINATOR', 'AGENCY_REP']
		]);
	});

	it('IMPORT-7 an address twice, and an agency said two ways, are named with both lines', () => {
		const rows = file(
			ASH,
			change(ASH, { 1: '', 2: '', 3: '', 5: 'ASH@police.example ' }),
			change(ASH, { 1: 'Other', 5: 'b@police.example' })
		);
		const list = readPeopleList(rows);
		expect(list.ok ? [] : list.problems.map(problemSentence)).toEqual([
			'Line 3, E-mail: this address stands on line 2 already',
			'Line 4, Agency name: line 2 says something else of this agency'
		]);
	});

	it('IMPORT-5 D-5 an agency may stand alone, and a formula is a name like any other', () => {
		const alone = ['HSG', '=1+1', 'Housing authority', '', '', '', '', '', ''];
		expect(read(alone)).toMatchObject({ people: [], agencies: [{ code: 'HSG', name: '=1+1' }] });
	});
});

describe('a list against the area', () => {
	const area: KnownArea = {
		agencies: [
			{ id: 'a1', code: 'POL', name: 'Fernshire Police', type: 'POLICE', isResponsibleAuthority: true },
			{ id: 'a2', code: 'PRB', name: 'Probation', type: 'PROBATION', isResponsibleAuthority: true }
		],
		people: [
			{
				...{ id: 'p1', name: 'Ash Rivers', email: 'ash@police.example', roleTitle: 'Inspector', agencyId: 'a1' },
				...{ grade: 'MANAGER', roles: ['AGENCY_REP', 'SYSTEM_ADMINISTRATOR'] }
			}
		]
	};

	it('IMPORT-8 who has the address is the person: left when the same, changed when not, added when unknown', () => {
		expect(comparePeople(read(ASH), area)).toMatchObject({
			problems: [],
			changes: { peopleLeft: 1, agenciesLeft: 1, peopleAdded: [], peopleChanged: [], rolesLeft: [] }
		});
		const moved = read(
			change(ASH, { 0: 'PRB', 1: '', 2: '', 3: '', 6: 'Head', 8: '' }),
			change(ASH, { 1: '', 4: 'Elm', 5: 'elm@police.example' })
		);
		expect(comparePeople(moved, area).changes).toMatchObject({
			peopleChanged: [
				{ id: 'p1', before: { agencyCode: 'POL' }, after: { agencyCode: 'PRB', roleTitle: 'Head', grade: 'MANAGER' } }
			],
			peopleAdded: [{ line: 3, name: 'Elm', agencyCode: 'POL' }]
		});
	});

	it('IMPORT-8 an agency that is new says its name and kind; one that is known is changed by what the list says of it', () => {
		const lines = read(
			['NEW', '', '', '', '', '', '', '', ''],
			['POL', 'Police of Fernshire', '', '', '', '', '', '', ''],
			['PRI', 'HMP Fern', 'Prison', '', '', '', '', '', '']
		);
		const { problems: wrong, changes } = comparePeople(lines, area);
		expect(wrong.map(({ line, column }) => `${line} ${column}`)).toEqual(['2 Agency name', '2 Agency kind']);
		expect(changes.agenciesChanged).toMatchObject([
			{ id: 'a1', after: { name: 'Police of Fernshire', type: 'POLICE' } }
		]);
		expect(changes.agenciesAdded).toMatchObject([{ code: 'PRI', isResponsibleAuthority: true }]);
	});

	it('IMPORT-8 a name that is there under another address is looked at twice', () => {
		const list = read(change(ASH, { 5: 'another@x.example' }));
		const { problems: wrong, changes } = comparePeople(list, area);
		expect(wrong).toEqual([]);
		expect(changes.lookTwice).toEqual([{ line: 2, name: 'Ash Rivers' }]);
	});

	it('IMPORT-6 what somebody may do here is left as it is', () => {
		const list = read(change(ASH, { 7: 'MAPPA administrator' }));
		expect(comparePeople(list, area).changes).toMatchObject({
			peopleChanged: [],
			rolesLeft: [{ line: 2, name: 'Ash Rivers' }]
		});
	});
});
