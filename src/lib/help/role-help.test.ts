import { describe, expect, it } from 'vitest';
import { KEY_PURPOSES, ROOM_KEYS } from '../meeting/room-key-list.ts';
import { HELP_ROLES, isHelpRole, roleHelp } from './role-help.ts';

describe('help by role', () => {
	it('HELP-4 says for each role what to do before, during and after, in whole sentences', () => {
		expect(HELP_ROLES.map((role) => roleHelp[role].title)).toHaveLength(5);
		for (const role of HELP_ROLES) {
			const { about, before, during, after } = roleHelp[role];
			for (const part of [before, during, after]) expect(part.length).toBeGreaterThan(1);
			for (const sentence of [about, ...before, ...during, ...after]) expect(sentence).toMatch(/^[A-Z].{15,200}\.$/);
		}
		expect(isHelpRole('toString')).toBe(false);
	});

	it('HELP-4 shows every key of the room to somebody', () => {
		const shown = new Set(HELP_ROLES.flatMap((role) => roleHelp[role].keys ?? []));
		expect(ROOM_KEYS.filter(({ who }) => !shown.has(who))).toEqual([]);
		expect(KEY_PURPOSES.length).toBeGreaterThan(0);
	});
});
