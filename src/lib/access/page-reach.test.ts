import { describe, expect, it } from 'vitest';
import { homeOf, isTheirPage, seesFewPages } from './page-reach.ts';
import type { Role } from './roles.ts';

const reached = (roles: readonly Role[], paths: readonly string[]) =>
	paths.filter((path) => isTheirPage({ roles }, path));
const CASE_PAGES = [
	'/',
	'/cases',
	'/cases/1',
	'/actions',
	'/meetings/1',
	'/join/1',
	'/referrals',
	'/requests',
	'/reviews',
	'/outbox'
];

describe('pages of those who see few', () => {
	it('ACCESS-1 the Board, auditors and system administrators see the pages of their roles and no page of any case', () => {
		for (const roles of [['SMB_MEMBER'], ['LAY_ADVISER'], ['AUDITOR'], ['SYSTEM_ADMINISTRATOR']] as const) {
			expect(seesFewPages({ roles })).toBe(true);
			expect(reached(roles, CASE_PAGES), roles[0]).toEqual([]);
			expect(reached(roles, ['/access', '/account', '/sign-out'])).toHaveLength(3);
		}
		expect(reached(['SMB_MEMBER'], ['/smb', '/smb/2026-Q4', '/absences', '/settings', '/audits'])).toEqual([
			...['/smb', '/smb/2026-Q4', '/absences']
		]);
		expect(reached(['AUDITOR'], ['/smb', '/audits/1', '/audit', '/settings'])).toEqual(['/audits/1', '/audit']);
		expect(reached(['SYSTEM_ADMINISTRATOR'], ['/settings/people', '/audit', '/smb', '/audits', '/settingsx'])).toEqual([
			...['/settings/people', '/audit']
		]);
		expect(homeOf({ roles: ['SYSTEM_ADMINISTRATOR'] })).toBe('/settings');
		expect(homeOf({ roles: ['AUDITOR', 'SMB_MEMBER'] })).toBe('/smb');
	});

	it('ACCESS-2 a system administrator sees few pages whatever else they are; people who work on cases see all', () => {
		expect(seesFewPages({ roles: ['SYSTEM_ADMINISTRATOR', 'MAPPA_COORDINATOR'] })).toBe(true);
		for (const role of ['MAPPA_COORDINATOR', 'MAPPA_ADMINISTRATOR', 'AGENCY_REP'] as const)
			expect(seesFewPages({ roles: [role] })).toBe(false);
		expect(seesFewPages({ roles: [] })).toBe(false);
	});
});
