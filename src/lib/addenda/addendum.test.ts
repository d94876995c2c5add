import { describe, expect, it } from 'vitest';
import { type AddendumRecord, addendumIn } from './addendum.ts';
import { layOutAddendum } from './lay-out-addendum.ts';

const person = { name: 'Clover Winterbourne', agency: 'Children’s Services', role: 'Team manager' };
const ADDENDUM: AddendumRecord = {
	...{
		schema: 'mapp-meeting-addendum/1',
		marking: 'OFFICIAL-SENSITIVE',
		handling: 'h',
		language: 'en',
		area: 'Fernshire'
	},
	...{
		title: 'Addendum 2',
		reference: 'FNS-2026-014/1',
		meetingId: 'm',
		number: 2,
		sealedAt: '2026-11-05T10:00:00.000Z'
	},
	...{ recordSha256: 'ab'.repeat(32), previousSha256: 'cd'.repeat(32), kind: 'Correction', sensitivity: 'VICTIM' },
	...{
		author: person,
		askedAt: '2026-11-05T09:00:00.000Z',
		about: 'Risk R1',
		says: 'She lives there',
		text: 'She moved'
	},
	...{ reason: 'She told us', decision: { outcome: 'Added to the record', reason: 'Agreed', by: person } }
};
const secrets = ['lives there', 'She moved', 'told us', 'Agreed', 'Risk R1', 'Clover'];

describe('an addendum', () => {
	it('ADDENDUM-1 a version that leaves out its kind of thing tells that there is one and nothing of it', () => {
		const { isLeftOut, addendum } = addendumIn(ADDENDUM, ['VICTIM']);
		expect(isLeftOut).toBe(true);
		const told = JSON.stringify({ ...addendum, decision: { ...addendum.decision, by: null } });
		for (const secret of secrets) expect(told, secret).not.toContain(secret);
		expect(told).toContain('[Left out: victim]');
		expect(addendumIn(ADDENDUM, ['HEALTH'])).toEqual({ isLeftOut: false, addendum: ADDENDUM });
	});

	it('ADDENDUM-2 drawn, it says everything, names the record and the one before it, and shows hidden characters', () => {
		const { document, replaced } = layOutAddendum({ ...ADDENDUM, text: 'She\u202emoved' }, 'ef'.repeat(32));
		const drawn = JSON.stringify(document);
		for (const text of ['lives there', 'told us', 'FNS-2026-014/1', 'abab abab', 'cdcd cdcd', 'efef'])
			expect(drawn, text).toContain(text);
		expect(replaced).toBe(1);
	});
});
