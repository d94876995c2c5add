import { describe, expect, it } from 'vitest';
import { CASE, given, LIVE } from '../../../tests/support/scenario.ts';
import { namesSubject } from './subject-name.ts';

const noted = {
	type: 'smb-feedback-noted',
	id: 'new-id',
	theme: 'NON_ATTENDANCE',
	agencyId: 'agency-HSG',
	agencyName: 'Saltby Housing Options',
	text: 'No apology and no report'
} as const;
const input = { theme: 'NON_ATTENDANCE', agencyId: 'agency-HSG', text: 'No apology and no report' };

describe('feedback to the Board', () => {
	it('SMB-1 the chair notes feedback on an agency of the area, or on none', () => {
		given(LIVE).when('note-smb-feedback', input).gives([noted]);
		given(LIVE)
			.when('note-smb-feedback', { ...input, agencyId: '' })
			.gives([{ ...noted, agencyId: null, agencyName: null }]);
		given(LIVE)
			.when('note-smb-feedback', { ...input, agencyId: 'agency-XYZ' })
			.refused('invalid', ['agencyId']);
		given(LIVE)
			.when('note-smb-feedback', { ...input, text: '' })
			.refused('invalid', ['text']);
		given(LIVE).when('note-smb-feedback', input, { as: 'minuteTaker' }).refused('forbidden');
	});

	it.each(['About TOBIAH', 'the Wrenfield case', 'Moss was late', 'ask Toby', 'Tobíah'])(
		'SMB-2 feedback that names the person is refused (%s)',
		(text) => {
			given(LIVE)
				.when('note-smb-feedback', { ...input, text })
				.refused('invalid', ['text']);
		}
	);

	it('SMB-2 a name inside another word, or of two letters, is no name', () => {
		expect(namesSubject('Mossy stones and wrens', CASE.subject)).toBe(false);
		expect(namesSubject('Li was there', { name: 'Li Wu', aliases: [] })).toBe(false);
	});

	it('SMB-3 nothing to report is said only while there is nothing, and goes when there is something', () => {
		const nothing = { theme: 'NOTHING_TO_REPORT', agencyId: null, text: '' };
		const entry = {
			...noted,
			id: 'n',
			theme: 'NOTHING_TO_REPORT',
			agencyId: null,
			agencyName: null,
			text: ''
		} as const;
		given(LIVE)
			.when('note-smb-feedback', nothing)
			.gives([{ ...entry, id: 'new-id' }]);
		given([...LIVE, noted])
			.when('note-smb-feedback', nothing)
			.refused('invalid', ['theme']);
		given([...LIVE, entry])
			.when('note-smb-feedback', input)
			.gives([{ type: 'smb-feedback-withdrawn', id: 'n' }, noted]);
	});

	it('SMB-4 an entry can be replaced and withdrawn, one that is not there cannot', () => {
		given([...LIVE, noted])
			.when('note-smb-feedback', { ...input, id: 'new-id', theme: 'LEARNING' })
			.gives([{ ...noted, theme: 'LEARNING' }]);
		given([...LIVE, noted])
			.when('withdraw-smb-feedback', { id: 'new-id' })
			.gives([{ type: 'smb-feedback-withdrawn', id: 'new-id' }]);
		given(LIVE).when('withdraw-smb-feedback', { id: 'new-id' }).refused('missing');
		given(LIVE)
			.when('note-smb-feedback', { ...input, id: 'other' })
			.refused('missing');
	});
});
