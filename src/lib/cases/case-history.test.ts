import { describe, expect, it } from 'vitest';
import { CASE } from '../../../tests/support/scenario.ts';
import { changesOf } from './case-history.ts';

describe('a change in words', () => {
	it('CASE-12 only what reads otherwise is said, with what it said before', () => {
		const after = { ...CASE.subject, name: 'Quillon Harrow', aliases: [] };
		expect(changesOf('PERSON', CASE.subject, after)).toEqual([
			{ label: 'Name', before: CASE.subject.name, after: 'Quillon Harrow' },
			{ label: 'Also known as', before: CASE.subject.aliases.join(', '), after: '' }
		]);
		expect(changesOf('PERSON', CASE.subject, CASE.subject)).toEqual([]);
	});

	it('CASE-12 what is new has no words before, what is gone none after', () => {
		const excluded = { person: 'Campion Ashmarsh', reason: 'RELATED', from: '2026-12-17', until: null } as const;
		expect(changesOf('EXCLUSION', null, excluded)[0]).toMatchObject({
			before: '',
			after: expect.stringContaining('Campion')
		});
		expect(changesOf('EXCLUSION', excluded, null)[0]).toMatchObject({
			before: expect.stringContaining('Campion'),
			after: ''
		});
		expect(
			changesOf('STATUS', { status: 'ACTIVE' }, { status: 'CLOSED', endReason: 'DIED' }).map(({ label }) => label)
		).toEqual(['Status', 'Why closed']);
	});
});
