import { describe, expect, it } from 'vitest';
import { whatYouMayDo, wholeTable } from './access-words.ts';
import {
	CAPABILITY_NAMES,
	type CapabilityName,
	COLUMNS,
	type Column,
	capability,
	HEADINGS,
	mayAtAll,
	mayByRole,
	rolesFor
} from './capability-table.ts';
import { ROLES, type Role } from './roles.ts';

const ofColumn = (column: Column): readonly CapabilityName[] =>
	CAPABILITY_NAMES.filter((name) => capability(name).cells[column] !== undefined);

describe('who may do what', () => {
	it('ACCESS-7 it has the nineteen headings, ten roles and relations, the Board’s chair and the guest, and every heading has a row', () => {
		expect(HEADINGS).toHaveLength(19);
		expect(COLUMNS).toHaveLength(12);
		for (const heading of HEADINGS)
			expect(
				CAPABILITY_NAMES.some((name) => capability(name).heading === heading),
				heading
			).toBe(true);
	});

	it('ACCESS-8 only the chair adopts, decides, finds and locks; only the co-ordinator accepts referrals and approves emergencies', () => {
		const cells = (name: CapabilityName) => Object.keys(capability(name).cells);
		for (const name of [
			'adopt',
			'decide-disclosure',
			'find',
			'lock-minutes',
			'verify-action',
			'decide-addendum'
		] as const)
			expect(cells(name), name).toEqual(['chair']);
		for (const name of ['accept-referral', 'approve-emergency-access', 'publish-board-pack', 'give-licence'] as const)
			expect(cells(name), name).toEqual(['coordinator']);
		expect(cells('know-cases').sort()).toEqual(['administrator', 'coordinator', 'manager']);
		expect(cells('ask-emergency-access').sort()).toEqual(['chair', 'manager']);
	});

	it('ACCESS-9 system administrators, lay advisers and the Board have nothing of any case; a guest no more than an invited person', () => {
		const OF_NO_CASE = ['settings', 'technical', 'numbers', 'own'];
		for (const column of ['system', 'layAdviser', 'board', 'boardChair'] as const)
			for (const name of ofColumn(column)) {
				const scope = capability(name).cells[column] ?? '';
				// An agency's member of the Board answers for its absences: no case is named there.
				if (!name.endsWith('-absence')) expect(OF_NO_CASE, `${column} ${name}`).toContain(scope);
			}
		const own = ['keep-account', 'come-in-as-guest'];
		expect(
			ofColumn('guest').filter((name) => !own.includes(name) && capability(name).cells.invited === undefined)
		).toEqual([]);
		for (const name of ['distribute', 'read-own-copy', 'archive-case', 'know-cases', 'ask-for-information'] as const)
			expect(ofColumn('guest')).not.toContain(name);
	});

	it('ACCESS-10 what has no cell is refused: nobody without a role may anything, and every role stands in the table', () => {
		for (const name of CAPABILITY_NAMES) {
			expect(mayAtAll({ roles: [] }, name), name).toBe(false);
			expect(mayByRole({ roles: [] }, name), name).toBe(false);
		}
		const named = new Set<Role>(CAPABILITY_NAMES.flatMap(rolesFor));
		expect(ROLES.filter((role) => !named.has(role))).toEqual([]);
		expect(mayByRole({ roles: ['AGENCY_REP'] }, 'know-cases')).toBe(false);
		expect(mayAtAll({ roles: ['AGENCY_REP'] }, 'know-cases')).toBe(true);
		expect(mayAtAll({ roles: ['SYSTEM_ADMINISTRATOR'] }, 'read-papers')).toBe(false);
	});

	it('ACCESS-11 the page prints the whole table and nothing else, and first of all what is one’s own', () => {
		const rows = wholeTable();
		expect(rows).toHaveLength(CAPABILITY_NAMES.length);
		for (const { cells } of rows) expect(cells.some((cell) => cell !== '')).toBe(true);
		expect(new Set(rows.map(({ may }) => may)).size).toBe(rows.length);
		const system = whatYouMayDo({ roles: ['SYSTEM_ADMINISTRATOR'] });
		expect(system.map(({ heading }) => heading)).toEqual(expect.arrayContaining(['Manage users and settings']));
		expect(JSON.stringify(system)).not.toMatch(/papers|minutes|plan/);
		const rep = whatYouMayDo({ roles: ['AGENCY_REP'] });
		expect(JSON.stringify(rep)).toContain('as chair: at meetings you chair or record');
	});
});
