import { expect, test } from 'vitest';
import type { Role } from '#lib/identity.ts';
import { SESSION_KINDS, sessionKindOf } from './session-kinds.ts';

test('SIGNIN-1 sessions last as promised for each kind', () => {
	expect(SESSION_KINDS).toEqual({
		STAFF: { idleMinutes: 15, absoluteHours: 12, atOnce: 2, stepUpMinutes: 5 },
		GUEST: { idleMinutes: 15, absoluteHours: 4, atOnce: 1, stepUpMinutes: null },
		ADMIN: { idleMinutes: 10, absoluteHours: 8, atOnce: 1, stepUpMinutes: 5 },
		BOARD: { idleMinutes: 15, absoluteHours: 8, atOnce: 1, stepUpMinutes: 5 }
	});
});

test.each<[readonly Role[], string]>([
	[['AGENCY_REP'], 'STAFF'],
	[['MAPPA_COORDINATOR', 'SYSTEM_ADMINISTRATOR'], 'STAFF'],
	[['AGENCY_REP', 'SMB_MEMBER'], 'STAFF'],
	[['SYSTEM_ADMINISTRATOR'], 'ADMIN'],
	[['AUDITOR'], 'ADMIN'],
	[['AUDITOR', 'LAY_ADVISER'], 'ADMIN'],
	[['SMB_MEMBER'], 'BOARD'],
	[['LAY_ADVISER', 'SMB_CHAIR'], 'BOARD'],
	[[], 'STAFF']
])('SIGNIN-2 who works on cases has a session for that, whatever else they do: %j', (roles, kind) => {
	expect(sessionKindOf(roles)).toBe(kind);
});
