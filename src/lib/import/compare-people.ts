/** A list against the area as it is: what would be added, what changed, what left as it is, and what to look at twice. */
import type { AgencyType, Role } from '../identity.ts';
import type { Grade } from '../people/grades.ts';
import type { LineProblem } from './file-row.ts';
import type { AgencyLine, PeopleList, PersonLine } from './people-list.ts';

export type KnownAgency = {
	readonly id: string;
	readonly code: string;
	readonly name: string;
	readonly type: AgencyType;
	readonly isResponsibleAuthority: boolean;
};
export type KnownPerson = {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly roleTitle: string;
	readonly agencyId: string;
	readonly grade: Grade | null;
	readonly roles: readonly Role[];
};
export type KnownArea = {
	readonly agencies: readonly KnownAgency[];
	readonly people: readonly KnownPerson[];
};

export type AgencyValues = Omit<KnownAgency, 'id'>;
export type PersonValues = {
	readonly name: string;
	readonly roleTitle: string;
	readonly agencyCode: string;
	readonly grade: Grade | null;
};
export type NewPerson = PersonValues & { readonly email: string; readonly roles: readonly Role[] };
export type Changed<Values> = {
	readonly id: string;
	readonly line: number;
	readonly before: Values;
	readonly after: Values;
};
export type PeopleChanges = {
	readonly agenciesAdded: readonly (AgencyValues & { readonly line: number })[];
	readonly agenciesChanged: readonly Changed<AgencyValues>[];
	readonly peopleAdded: readonly (NewPerson & { readonly line: number })[];
	readonly peopleChanged: readonly (Changed<PersonValues> & { readonly email: string })[];
	/** already as the list has them */
	readonly agenciesLeft: number;
	readonly peopleLeft: number;
	/** people whose roles here are other than the list says: an import does not change what somebody may do */
	readonly rolesLeft: readonly { readonly line: number; readonly name: string }[];
	/** somebody of the same name in the same agency, under another address */
	readonly lookTwice: readonly { readonly line: number; readonly name: string }[];
};

const AUTHORITIES: readonly AgencyType[] = ['POLICE', 'PROBATION', 'PRISON'];
const alike = (name: string, agencyCode: string): string =>
	`${agencyCode}\n${name.toLocaleLowerCase('en-GB').replace(/[^\p{L}\p{N}]/gu, '')}`;
const sameRoles = (a: readonly Role[], b: readonly Role[]): boolean =>
	[...a].sort().join() ===
	[...b]
		.filter((role) => role !== 'SYSTEM_ADMINISTRATOR')
		.sort()
		.join();

const compareAgencies = (lines: readonly AgencyLine[], known: readonly KnownAgency[], problems: LineProblem[]) => {
	const byCode = new Map(known.map((one) => [one.code, one]));
	const added: PeopleChanges['agenciesAdded'][number][] = [];
	const changed: Changed<AgencyValues>[] = [];
	for (const { line, code, name, type, isResponsibleAuthority } of lines) {
		const before = byCode.get(code);
		if (!before) {
			const missing = (column: string) =>
				problems.push({ line, column, message: 'this agency is new here: fill in this cell' });
			if (name === null) missing('Agency name');
			if (type === null) missing('Agency kind');
			if (name !== null && type !== null)
				added.push({
					...{ line, code, name, type },
					isResponsibleAuthority: isResponsibleAuthority ?? AUTHORITIES.includes(type)
				});
			continue;
		}
		const { id, ...was } = before;
		const after = {
			code,
			name: name ?? was.name,
			type: type ?? was.type,
			isResponsibleAuthority: isResponsibleAuthority ?? was.isResponsibleAuthority
		};
		if (
			after.name !== was.name ||
			after.type !== was.type ||
			after.isResponsibleAuthority !== was.isResponsibleAuthority
		)
			changed.push({ id, line, before: was, after });
	}
	return { added, changed };
};

const valuesOf = ({ name, roleTitle, agencyCode, grade }: PersonLine, was: PersonValues | null): PersonValues => ({
	...{ name, roleTitle, agencyCode },
	grade: grade ?? was?.grade ?? null
});

/** Nothing is decided by a name: whoever has the address is the person. */
export const comparePeople = (
	list: PeopleList,
	known: KnownArea
): { readonly problems: readonly LineProblem[]; readonly changes: PeopleChanges } => {
	const problems: LineProblem[] = [];
	const agencies = compareAgencies(list.agencies, known.agencies, problems);
	const codeOf = new Map(known.agencies.map(({ id, code }) => [id, code]));
	const byEmail = new Map(known.people.filter(({ email }) => email !== '').map((one) => [one.email, one]));
	const names = new Map(
		known.people.map(({ name, agencyId, email }) => [alike(name, codeOf.get(agencyId) ?? ''), email])
	);
	const added: PeopleChanges['peopleAdded'][number][] = [];
	const changed: PeopleChanges['peopleChanged'][number][] = [];
	const rolesLeft: { line: number; name: string }[] = [];
	const lookTwice: { line: number; name: string }[] = [];
	for (const one of list.people) {
		const { line, name, email, agencyCode, roles } = one;
		const before = byEmail.get(email);
		const sameName = names.get(alike(name, agencyCode));
		if (sameName !== undefined && sameName !== email) lookTwice.push({ line, name });
		else names.set(alike(name, agencyCode), email);
		if (!before) {
			added.push({ ...valuesOf(one, null), line, email, roles });
			continue;
		}
		const was: PersonValues = {
			...{ name: before.name, roleTitle: before.roleTitle, grade: before.grade },
			agencyCode: codeOf.get(before.agencyId) ?? ''
		};
		const after = valuesOf(one, was);
		if (!sameRoles(roles, before.roles)) rolesLeft.push({ line, name });
		if ((Object.keys(after) as (keyof PersonValues)[]).some((key) => after[key] !== was[key]))
			changed.push({ id: before.id, line, email, before: was, after });
	}
	return {
		problems,
		changes: {
			agenciesAdded: agencies.added,
			agenciesChanged: agencies.changed,
			peopleAdded: added,
			peopleChanged: changed,
			agenciesLeft: list.agencies.length - agencies.added.length - agencies.changed.length,
			peopleLeft: list.people.length - added.length - changed.length,
			rolesLeft,
			lookTwice
		}
	};
};

/** Whether carrying it out would change anything. */
export const changesSomething = (changes: PeopleChanges): boolean =>
	[changes.agenciesAdded, changes.agenciesChanged, changes.peopleAdded, changes.peopleChanged].some(
		(part) => part.length > 0
	);
