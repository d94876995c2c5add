import { describe, expect, test } from 'vitest';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { layOutMinutes } from '#lib/minutes/lay-out-minutes.ts';
import { leavesOf } from '#lib/seal/blocks.ts';
import { type MarksOfRecord, makeVersion } from '#lib/seal/make-version.ts';
import type { Mark, MarkedPlace } from '#lib/seal/marks.ts';
import { type ForAgency, leftOutByStructure, PROFILES, type Profile } from '#lib/seal/profiles.ts';
import { verifyFile } from '#lib/verify/verify-file.ts';
import { sealRecord, versionFileText } from '#server/export/sign-seal.ts';
import { plantWords } from '../../tests/support/planted-record.ts';
import { sampleRecord } from '../../tests/support/sample-record.ts';
import { testSeal } from '../../tests/support/test-seal.ts';

const NONE: MarksOfRecord = { proposals: [], marks: [] };
const HOUSING: ForAgency = { id: 'housing', name: 'Northmere Council Housing', type: 'HOUSING_AUTHORITY' };
const POLICE: ForAgency = { id: 'police', name: 'Northmere Constabulary', type: 'POLICE' };
const record: FinalRecord = {
	...sampleRecord(),
	nonce: 'ab'.repeat(32),
	items: sampleRecord().items.map((item, n) =>
		n === 0 ? { ...item, notes: 'First sentence. Second secret one. Third one.\n- listed\n- Fourth secret.' } : item
	)
};
const sealed = sealRecord(record, testSeal(), '5e'.repeat(32));
const mark = (place: Partial<MarkedPlace>, leavesOut = true): Mark => ({
	...{ path: '/items/0/notes', from: 1, to: 1, kind: 'VICTIM', agencyId: null, ...place },
	...{ id: '1', leavesOut, by: 'Opal Quillfeather', at: '2026-12-22T09:00:00Z' }
});
const bytesOf = (text: string) => new TextEncoder().encode(text);
const check = (text: string) => verifyFile(bytesOf(text));
const notesIn = (marks: MarksOfRecord, profile: Profile, agency: ForAgency | null = null): string =>
	makeVersion(sealed, marks, profile, agency).record.items[0]?.notes ?? '';

describe('what is marked', () => {
	test('VERSION-1 whole sentences go, and what was there is named by its kind', () => {
		const marks = [mark({}), mark({ from: 4, to: 4, kind: 'HEALTH' })];
		expect(notesIn({ proposals: [], marks }, 'SUBJECT_ACCESS')).toBe(
			'First sentence. [Left out: victim] Third one.\n- listed\n[Left out: health]'
		);
	});

	test('VERSION-1 sentences of one kind beside each other are named once, of two kinds twice', () => {
		const marks = [mark({ to: 3 }), mark({ from: 4, to: 4, kind: 'HEALTH' })];
		expect(notesIn({ proposals: [], marks }, 'SUBJECT_ACCESS')).toBe(
			'First sentence. [Left out: victim]\n[Left out: health]'
		);
	});

	test('VERSION-2 a proposal counts until somebody says that it is none, and a mark until it is taken back', () => {
		const proposals = [{ ...mark({}), because: 'the item is about victims' }];
		expect(notesIn({ proposals, marks: [] }, 'SUBJECT_ACCESS')).not.toContain('secret one');
		expect(notesIn({ proposals, marks: [mark({}, false)] }, 'SUBJECT_ACCESS')).toContain('secret one');
		expect(notesIn({ proposals, marks: [mark({}, false), mark({})] }, 'SUBJECT_ACCESS')).not.toContain('secret one');
		expect(notesIn({ proposals: [], marks: [mark({}), mark({}, false)] }, 'SUBJECT_ACCESS')).toContain('secret one');
	});

	test('VERSION-2 a sentence marked as two kinds is left out while one of them stands', () => {
		const marks = [mark({}), mark({ kind: 'HEALTH' }), mark({}, false)];
		expect(notesIn({ proposals: [], marks }, 'SUBJECT_ACCESS')).not.toContain('secret one');
	});

	test('VERSION-3 an agency reads what is marked as of its own kind of work, and its own information', () => {
		const of = (place: Partial<MarkedPlace>): MarksOfRecord => ({ proposals: [], marks: [mark(place)] });
		const reads = (place: Partial<MarkedPlace>, agency: ForAgency) =>
			notesIn(of(place), 'AGENCY', agency).includes('secret one');
		expect(reads({ kind: 'INTELLIGENCE' }, POLICE)).toBe(true);
		expect(reads({ kind: 'INTELLIGENCE' }, HOUSING)).toBe(false);
		expect(reads({ kind: 'VICTIM' }, POLICE)).toBe(true);
		expect(reads({ kind: 'VICTIM' }, HOUSING)).toBe(false);
		expect(reads({ kind: 'HEALTH' }, POLICE)).toBe(false);
		expect(reads({ kind: 'OTHER_AGENCY', agencyId: 'housing' }, HOUSING)).toBe(true);
		expect(reads({ kind: 'OTHER_AGENCY', agencyId: 'housing' }, POLICE)).toBe(false);
		expect(reads({ kind: 'THIRD_PARTY' }, HOUSING)).toBe(true);
	});

	test('VERSION-3 the full record leaves nothing out, whatever is marked', () => {
		const version = makeVersion(sealed, { proposals: [], marks: [mark({})] }, 'FULL');
		expect(version.record).toEqual(record);
		expect(version.leftOut).toEqual([]);
	});
});

describe('what a version leaves out by its structure', () => {
	test('VERSION-4 the executive summary names agencies and no individual but the person and the chair', () => {
		const text = JSON.stringify(makeVersion(sealed, NONE, 'EXECUTIVE_SUMMARY').record);
		const people = new Set(
			[...record.attendance, record.minuteTaker, ...record.actions.flatMap(({ owner }) => (owner ? [owner] : []))]
				.map(({ name }) => name)
				.filter((name) => name !== record.chair.name)
		);
		expect(people.size).toBeGreaterThan(5);
		for (const name of people) expect(text).not.toContain(name);
		for (const { agency } of record.attendance) expect(text).toContain(agency);
		expect(text).toContain('Tobiah Wrenfield-Moss');
		expect(text).toContain(record.level?.outcome);
	});

	test('VERSION-4 a text at a place that the table does not know is left out of everything but the full record', () => {
		for (const profile of PROFILES)
			expect(leftOutByStructure('/somethingNew/3/text', profile, HOUSING, () => '') === null).toBe(profile === 'FULL');
	});

	test('VERSION-4 an agency is told of restricted notes that are for it, and of no others', () => {
		const told = {
			...record,
			keptApart: { told: [{ item: 'Risk', for: 'police' }], root: record.keptApart?.root ?? '' }
		};
		const lines = (agency: ForAgency) =>
			JSON.stringify(
				makeVersion(sealRecord(told, testSeal(), sealed.salt), NONE, 'AGENCY', agency).record.keptApart?.told
			);
		expect(lines(POLICE)).toBe('[{"item":"Risk","for":"police"}]');
		expect(lines(HOUSING)).not.toContain('police');
		expect(lines(HOUSING)).not.toContain('Risk');
	});

	/** Every text of the record becomes a word of its own, and what a version leaves out must be nowhere in it. */
	test.each(['AGENCY', 'EXECUTIVE_SUMMARY', 'SUBJECT_ACCESS'] as const)(
		'VERSION-5 no word that %s leaves out is in any byte of its file or its layout',
		(profile) => {
			const { record: planted, words } = plantWords(record);
			const agency = profile === 'AGENCY' ? HOUSING : null;
			const whole = sealRecord(planted, testSeal(), '5e'.repeat(32));
			const marks = [
				mark({ path: '/risks/0/evidence', from: 0, to: 0 }),
				mark({ path: '/level/fields/2/1', from: 0, to: 0 })
			];
			const version = makeVersion(whole, { proposals: [], marks }, profile, agency);
			const file = versionFileText(version, testSeal());
			const layout = JSON.stringify(layOutMinutes(version.record, version.signedSeal.seal.sha256));
			const left = new Set(
				version.proof.flatMap(({ path, parts }) => (parts.some((one) => 'leftOut' in one) ? [path] : []))
			);
			expect(left.size).toBeGreaterThan(1);
			expect(left).toContain('/risks/0/evidence');
			for (const [path, word] of words) {
				if (!left.has(path)) continue;
				expect(file, path).not.toContain(word);
				expect(layout, path).not.toContain(word);
			}
			const kept = [...words].filter(([path]) => !left.has(path));
			for (const [path, word] of kept) expect(file, path).toContain(word);
		}
	);
});

describe('the proof of a version', () => {
	const marks: MarksOfRecord = { proposals: [], marks: [mark({}), mark({ from: 4, to: 4, kind: 'HEALTH' })] };

	test.each(PROFILES)('VERSION-6 %s is valid, and says what is left out', async (profile) => {
		const version = makeVersion(sealed, marks, profile, profile === 'AGENCY' ? HOUSING : null);
		const answer = await check(versionFileText(version, testSeal()));
		expect(answer.problems).toEqual([]);
		expect(answer.verdict).toBe('valid');
		const left = answer.facts.filter(([label]) => label === 'Left out').map(([, value]) => value);
		expect(left.length).toBe(version.leftOut.length);
	});

	test('VERSION-6 also of a text that says itself that something is left out', async () => {
		const spoof = { ...record, area: '[Left out: victim]', title: 'One. [Left out: victim] Two.' };
		const whole = sealRecord(spoof, testSeal(), sealed.salt);
		const version = makeVersion(
			whole,
			{ proposals: [], marks: [mark({ path: '/title', from: 1, to: 1 })] },
			'SUBJECT_ACCESS'
		);
		expect((await check(versionFileText(version, testSeal()))).verdict).toBe('valid');
	});

	test('VERSION-7 two versions of one record do not tell together what each leaves out', () => {
		const salts = new Set<string>();
		for (const profile of ['AGENCY', 'EXECUTIVE_SUMMARY', 'SUBJECT_ACCESS'] as const)
			for (const { parts } of makeVersion(sealed, marks, profile, profile === 'AGENCY' ? HOUSING : null).proof)
				for (const one of parts) if ('salt' in one) salts.add(one.salt);
		const full = makeVersion(sealed, NONE, 'FULL').proof.flatMap(({ parts }) => parts);
		// The salt of the nonce and of the two sentences stays with the whole record.
		expect(full.filter((one) => 'salt' in one && !salts.has(one.salt)).length).toBe(3);
		expect(JSON.stringify(makeVersion(sealed, marks, 'SUBJECT_ACCESS'))).not.toContain(sealed.salt);
	});

	test('VERSION-7 every text of a record is a leaf that a version can leave out', () => {
		const version = makeVersion(sealed, NONE, 'FULL');
		expect(version.proof.map(({ path }) => path)).toEqual(leavesOf(record).map(({ path }) => path));
	});
});
