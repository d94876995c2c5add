import { describe, expect, it } from 'vitest';
import { findWords, putIn } from './correction.ts';
import { noteOfPlace, textOfPlace } from './correction-places.ts';

describe('words put in by one press', () => {
	it('CORRECTION-9 they go in where the old words stand exactly once, and nothing round them moves', () => {
		expect(findWords('He said no. She said yes.', 'She said')).toBe(12);
		expect(putIn('He said no. She said yes.', 12, 'She said', 'She wrote')).toBe('He said no. She wrote yes.');
		expect(findWords('He said no. She said yes.', 'said')).toBe('twice');
		expect(findWords('aaa', 'aa')).toBe('twice');
		expect(findWords('He said no.', 'They said')).toBe('gone');
		expect(findWords('  ', '')).toBe(0);
		expect(putIn('  ', 0, '', 'Written now')).toBe('Written now');
		expect(findWords('Something', '')).toBe('gone');
	});

	it('CORRECTION-10 a place names one text or none: nothing else is taken for a note', () => {
		const id = '0b5c2f8e-0000-4000-8000-000000000001';
		expect(noteOfPlace(`note.${id}.note.text`)).toEqual({ noteId: id, field: 'note.text' });
		for (const bad of [`note.${id}.note.secret`, 'note.x.note.text', '__proto__', `note.${id}`])
			expect(noteOfPlace(bad), bad).toBeNull();
		expect(textOfPlace('R1.contingency')).toMatchObject({ document: 'plan' });
		expect(textOfPlace('RISK.notes')).toMatchObject({ document: 'minutes' });
		expect(textOfPlace('fact.R1')).toBeNull();
		expect(textOfPlace('record.risk.R1')).toBeNull();
	});
});
