import { describe, expect, test } from 'vitest';
import { AGENCY_TYPES, type AgencyType } from '../identity.ts';
import { AUDIENCE_KINDS, isInAudience, isToldOf } from './audiences.ts';

const reader = (agencyType: AgencyType | null, grants: readonly string[] = [], personId = 'p1') => ({
	...{ personId, agencyType, grants }
});
const of = (kind: (typeof AUDIENCE_KINDS)[number], over = {}) => ({
	kind,
	named: [],
	leftOut: [],
	isHidden: false,
	...over
});

describe('audiences', () => {
	test('REST-3 each audience has the agencies of domain.md 7 and nobody of another', () => {
		const inside = Object.fromEntries(
			AUDIENCE_KINDS.map((kind) => [
				kind,
				AGENCY_TYPES.filter((type) => isInAudience(of(kind), reader(type), 'somebody else'))
			])
		);
		expect(inside).toEqual({
			VICTIM_SENSITIVE: ['POLICE', 'PROBATION', 'CHILDRENS_SERVICES'],
			POLICE_INTELLIGENCE: ['POLICE'],
			HEALTH_SENSITIVE: ['NHS_TRUST', 'ICB', 'LOCAL_HEALTH_BOARD'],
			NAMED_ONLY: []
		});
	});

	test('REST-3 a grant brings somebody into the audience of that name and into no other, never into one of people named', () => {
		const granted = reader('HOUSING_AUTHORITY', ['VICTIM_SENSITIVE', 'NAMED_ONLY', 'CAT4_CLEARED']);
		expect(AUDIENCE_KINDS.filter((kind) => isInAudience(of(kind), granted, null))).toEqual(['VICTIM_SENSITIVE']);
	});

	test('REST-3 naming brings in, leaving out takes out, and whoever made it always stays', () => {
		const named = of('NAMED_ONLY', { named: ['p1'] });
		expect(isInAudience(named, reader('HOUSING_AUTHORITY'), null)).toBe(true);
		expect(isInAudience(named, reader('POLICE', [], 'p2'), null)).toBe(false);
		const without = of('POLICE_INTELLIGENCE', { named: ['p1'], leftOut: ['p1'] });
		expect(isInAudience(without, reader('POLICE', ['POLICE_INTELLIGENCE']), null)).toBe(false);
		expect(isInAudience(without, reader('POLICE'), 'p1')).toBe(true);
		expect(isInAudience(of('VICTIM_SENSITIVE'), reader(null), null)).toBe(false);
	});

	test('REST-4 of people named alone, and of what is hidden, nobody else is told that it is there', () => {
		expect(AUDIENCE_KINDS.filter((kind) => isToldOf(of(kind)))).toEqual([
			...['VICTIM_SENSITIVE', 'POLICE_INTELLIGENCE', 'HEALTH_SENSITIVE']
		]);
		expect(AUDIENCE_KINDS.filter((kind) => isToldOf(of(kind, { isHidden: true })))).toEqual([]);
	});
});
