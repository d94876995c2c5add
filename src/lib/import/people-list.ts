/** A list of people and agencies, as a file has it: each line one person with their agency, or an agency alone. */
import { z } from 'zod';
import { GIVEN_ROLES } from '../access/roles.ts';
import { agencyTypeWord } from '../attendance/attendance-words.ts';
import type { AgencyType, Role } from '../identity.ts';
import { email, line, optionalLine, parseInput } from '../input.ts';
import { roleWord } from '../meeting/meeting-words.ts';
import { type Grade, gradeWord } from '../people/grades.ts';
import { ADD_AGENCY } from '../people/people-commands.ts';
import { type Column, codeOf, type NamedRow, readColumns } from './columns.ts';
import type { FileAnswer, FileRow, LineProblem } from './file-row.ts';

export const PEOPLE_COLUMNS = [
	{ name: 'agencyCode', heading: 'Agency code', needed: true, example: 'EXA' },
	{ name: 'agencyName', heading: 'Agency name', needed: false, example: 'Exampleshire Housing' },
	{ name: 'agencyKind', heading: 'Agency kind', needed: false, example: agencyTypeWord.HOUSING_AUTHORITY },
	{ name: 'authority', heading: 'Responsible Authority', needed: false, example: 'No' },
	{ name: 'name', heading: 'Name', needed: true, example: 'Marigold Example' },
	{ name: 'email', heading: 'E-mail', needed: true, example: 'marigold@housing.example' },
	{ name: 'roleTitle', heading: 'Role in the agency', needed: true, example: 'Housing options manager' },
	{ name: 'roles', heading: 'Does here', needed: false, example: roleWord.AGENCY_REP },
	{ name: 'grade', heading: 'Grade', needed: false, example: gradeWord.MANAGER }
] as const satisfies readonly Column[];
type ColumnName = (typeof PEOPLE_COLUMNS)[number]['name'];
const headingOf = Object.fromEntries(PEOPLE_COLUMNS.map(({ name, heading }) => [name, heading])) as Record<
	ColumnName,
	string
>;

/** What the file says of one agency; null = it says nothing of that. */
export type AgencyLine = {
	readonly line: number;
	readonly code: string;
	readonly name: string | null;
	readonly type: AgencyType | null;
	readonly isResponsibleAuthority: boolean | null;
};
export type PersonLine = {
	readonly line: number;
	readonly agencyCode: string;
	readonly name: string;
	/** lower case */
	readonly email: string;
	readonly roleTitle: string;
	readonly roles: readonly Role[];
	/** null = the file says nothing of it */
	readonly grade: Grade | null;
};
export type PeopleList = { readonly agencies: readonly AgencyLine[]; readonly people: readonly PersonLine[] };

const PERSON = z.strictObject({ name: line('the name'), email: email(), roleTitle: line('the role') });
const CODE = z.strictObject({ agencyCode: ADD_AGENCY.shape.code });
const AGENCY_NAME = z.strictObject({ agencyName: optionalLine('the name of the agency') });

const YES: readonly string[] = ['yes', 'y', 'true', '1', 'x'];
const NO: readonly string[] = ['no', 'n', 'false', '0'];
const listed = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
const IMPORTED_ROLES = GIVEN_ROLES.filter((role) => role !== 'SYSTEM_ADMINISTRATOR');

type Say = (column: ColumnName, message: string) => void;

const readAgency = (row: NamedRow<ColumnName>, say: Say): AgencyLine => {
	const code = parseInput(CODE, { agencyCode: row.cell('agencyCode') });
	if (!code.ok) say('agencyCode', code.message);
	const name = parseInput(AGENCY_NAME, { agencyName: row.cell('agencyName') });
	if (!name.ok) say('agencyName', name.message);
	const kind = row.cell('agencyKind');
	const type = kind === '' ? null : codeOf(agencyTypeWord, kind);
	if (type === undefined) say('agencyKind', `choose one of: ${listed(Object.values(agencyTypeWord))}`);
	const authority = row.cell('authority').toLowerCase();
	if (![...YES, ...NO, ''].includes(authority)) say('authority', 'write Yes or No, or leave it empty');
	return {
		line: row.line,
		code: code.ok ? code.value.agencyCode : '',
		name: name.ok && name.value.agencyName !== '' ? name.value.agencyName : null,
		type: type ?? null,
		isResponsibleAuthority: authority === '' ? null : YES.includes(authority)
	};
};

const readRoles = (cell: string, say: Say): readonly Role[] => {
	const words = cell
		.split(/[,;|\n]/)
		.map((word) => word.trim())
		.filter((word) => word !== '');
	if (words.length === 0) return ['AGENCY_REP'];
	const roles = new Set<Role>();
	for (const word of words) {
		const role = codeOf(roleWord, word);
		if (role === 'VISITING_REP') say('roles', 'nobody comes from another area by an import');
		else if (role === 'SYSTEM_ADMINISTRATOR') say('roles', 'nobody becomes a system administrator by an import');
		else if (role) roles.add(role);
		else say('roles', `choose from: ${listed(IMPORTED_ROLES.map((one) => roleWord[one]))}`);
	}
	return [...roles];
};

const COLUMN_OF: Readonly<Record<string, ColumnName>> = { name: 'name', email: 'email', roleTitle: 'roleTitle' };
const isAgencyAlone = (row: NamedRow<ColumnName>): boolean =>
	(['name', 'email', 'roleTitle', 'roles', 'grade'] as const).every((name) => row.cell(name) === '');

const readPerson = (row: NamedRow<ColumnName>, agencyCode: string, say: Say): PersonLine | null => {
	const input = { name: row.cell('name'), email: row.cell('email'), roleTitle: row.cell('roleTitle') };
	const person = parseInput(PERSON, input);
	if (!person.ok) for (const { field, message } of person.problems ?? []) say(COLUMN_OF[field] ?? 'name', message);
	const roles = readRoles(row.cell('roles'), say);
	const graded = row.cell('grade');
	const grade = graded === '' ? null : codeOf(gradeWord, graded);
	if (grade === undefined) say('grade', `choose one of: ${listed(Object.values(gradeWord))}, or leave it empty`);
	return person.ok ? { line: row.line, agencyCode, ...person.value, roles, grade: grade ?? null } : null;
};

/** Lines about one agency must not say different things of it. */
const joinAgencies = (lines: readonly AgencyLine[], problems: LineProblem[]): readonly AgencyLine[] => {
	const joined = new Map<string, AgencyLine>();
	for (const one of lines) {
		const first = joined.get(one.code);
		if (!first) {
			joined.set(one.code, one);
			continue;
		}
		const differs = (a: unknown, b: unknown): boolean => a !== null && b !== null && a !== b;
		const say = (column: ColumnName): void => {
			const message = `line ${first.line} says something else of this agency`;
			problems.push({ line: one.line, column: headingOf[column], message });
		};
		if (differs(first.name, one.name)) say('agencyName');
		if (differs(first.type, one.type)) say('agencyKind');
		if (differs(first.isResponsibleAuthority, one.isResponsibleAuthority)) say('authority');
		joined.set(one.code, {
			...first,
			name: first.name ?? one.name,
			type: first.type ?? one.type,
			isResponsibleAuthority: first.isResponsibleAuthority ?? one.isResponsibleAuthority
		});
	}
	return [...joined.values()];
};

/** Reads a list; every line that is wrong is named, and then nothing of it counts. */
export const readPeopleList = (rows: readonly FileRow[]): FileAnswer<PeopleList> => {
	const named = readColumns(rows, PEOPLE_COLUMNS);
	if (!named.ok) return named;
	const problems: LineProblem[] = [];
	const agencies: AgencyLine[] = [];
	const people: PersonLine[] = [];
	const lineOf = new Map<string, number>();
	for (const row of named.value) {
		const say: Say = (column, message) => problems.push({ line: row.line, column: headingOf[column], message });
		const agency = readAgency(row, say);
		if (agency.code !== '') agencies.push(agency);
		const person = isAgencyAlone(row) ? null : readPerson(row, agency.code, say);
		if (!person) continue;
		const before = lineOf.get(person.email);
		if (before !== undefined) say('email', `this address stands on line ${before} already`);
		else lineOf.set(person.email, row.line);
		people.push(person);
	}
	const joined = joinAgencies(agencies, problems);
	return problems.length > 0 ? { ok: false, status: 422, problems } : { ok: true, value: { agencies: joined, people } };
};
