import { describe, expect, test } from 'vitest';
import { TECHNICAL_ACTS } from './audit-acts.ts';
import { auditFilterFields, EVERYTHING, readAuditFilter } from './audit-filter.ts';
import { actWord } from './audit-words.ts';

const asked = (fields: Record<string, string>) => readAuditFilter((field) => fields[field] ?? null);

describe('what is looked for in the audit', () => {
	test('AUDIT-10 what the address says is read, and what it cannot mean is named at its field', () => {
		expect(asked({})).toEqual({ filter: EVERYTHING, problems: [] });
		const fields = {
			from: '2026-11-01',
			until: '2026-11-30',
			kind: 'DENIAL',
			object: 'case',
			reference: 'NMS-2026-014/2'
		};
		const { filter, problems } = asked(fields);
		expect(problems).toEqual([]);
		expect(Object.fromEntries(auditFilterFields(filter))).toEqual(fields);
		const wrong = asked({
			from: 'x',
			until: '2026-13-01',
			kind: 'ALL',
			object: 'constructor',
			person: 'me',
			reference: 'x'.repeat(61)
		});
		expect(wrong.problems.map(({ field }) => field)).toEqual([
			'from',
			'until',
			'person',
			'kind',
			'object',
			'reference'
		]);
		expect(asked({ from: '2026-11-02', until: '2026-11-01' }).problems).toMatchObject([{ field: 'until' }]);
	});

	test('AUDIT-9 what a technician reads tells of no case, and acts are spelt out', () => {
		expect(TECHNICAL_ACTS).toEqual(expect.arrayContaining(['sign-in', 'add-person', 'set-area-number']));
		for (const act of ['exclude-person', 'invite-person', 'view-case', 'export-pdf', 'give-licence'])
			expect(TECHNICAL_ACTS).not.toContain(act);
		expect([actWord('deny-lock-minutes'), actWord('note-smb-feedback'), actWord('export-pdf')]).toEqual([
			...['Lock minutes', 'Note SMB feedback', 'Export PDF']
		]);
	});
});
