import { describe, expect, test } from 'vitest';
import { sampleRecord } from '../../../tests/support/sample-record.ts';
import type { FinalRecord } from '../minutes/final-record.ts';
import { leavesOf } from './blocks.ts';
import { markableSections } from './markable-texts.ts';
import { marksOn } from './marks.ts';
import { proposeMarks } from './propose-marks.ts';
import { sentencesOf } from './sentences.ts';

const told = (agency: string): NonNullable<FinalRecord['returns']>[number] => ({
	...{ agency, sent: 'Sent', for: 'Everybody', answer: 'We have information', attendance: '' },
	...{ known: 'Something known. And more.', relevance: '', proposed: ['A proposal'] }
});
const sample = sampleRecord();
const record: FinalRecord = {
	...sample,
	risks: sample.risks.map((risk, n) => ({ ...risk, victims: n === 0 ? ['V1'] : [], contingency: 'Keep it.' })),
	actions: sample.actions.map((action) => ({ ...action, victims: [] })),
	previousActions: [],
	returns: [told('Fernshire Health'), told('Fernshire Police'), told('Fernshire Housing')],
	proceedings: ['Nothing here. V2 was told later.', 'The VLO and V are no codes.']
};
const agencies = [
	{ id: 'h', name: 'Fernshire Health', type: 'NHS_TRUST' as const },
	{ id: 'p', name: 'Fernshire Police', type: 'POLICE' as const },
	{ id: 'g', name: 'Fernshire Housing', type: 'HOUSING_AUTHORITY' as const }
];
const proposals = proposeMarks(record, agencies);
const kindsAt = (path: string) =>
	proposals.filter((one) => one.path === path).map(({ kind, from, to }) => [kind, from, to]);

describe('what is proposed for marking', () => {
	test('VERSION-11 rows about victims, health and police returns, and disclosures are proposed whole', () => {
		expect(kindsAt('/risks/0/contingency')).toEqual([['VICTIM', 0, 0]]);
		expect(kindsAt('/risks/1/contingency')).toEqual([]);
		expect(kindsAt('/returns/0/known')).toEqual([['HEALTH', 0, 1]]);
		expect(kindsAt('/returns/1/known')).toEqual([['INTELLIGENCE', 0, 1]]);
		expect(kindsAt('/returns/2/known')).toEqual([]);
		const disclosed = proposals.filter(({ path }) => path.startsWith('/disclosures/'));
		expect(new Set(disclosed.map(({ kind }) => kind))).toContain('THIRD_PARTY');
	});

	test('VERSION-11 a sentence that speaks of a victim by code is proposed, and its neighbours are not', () => {
		expect(kindsAt('/proceedings/0')).toEqual([['VICTIM', 1, 1]]);
		expect(kindsAt('/proceedings/1')).toEqual([]);
	});

	test('VERSION-11 every proposal is of sentences that are there', () => {
		const texts = new Map(leavesOf(record).map(({ path, value }) => [path, value]));
		expect(proposals.length).toBeGreaterThan(5);
		for (const { path, from, to } of proposals) {
			const count = sentencesOf(String(texts.get(path) ?? '')).length;
			expect(from <= to && to < count, path).toBe(true);
		}
	});

	test('VERSION-12 the page for marking shows each text of the record once, with what is proposed in it', () => {
		const sections = markableSections(record, marksOn(proposals, []));
		const texts = new Map(leavesOf(record).map(({ path, value }) => [path, value]));
		const shown = sections.flatMap((section) => section.texts);
		expect(new Set(shown.map(({ path }) => path)).size).toBe(shown.length);
		for (const { path, sentences } of shown)
			expect(
				sentences.map(({ text }) => text),
				path
			).toEqual(sentencesOf(String(texts.get(path))).map((sentence) => sentence.trim()));
		const second = shown.find(({ path }) => path === '/proceedings/0')?.sentences[1];
		expect(second?.marks.map(({ kind, leavesOut }) => [kind, leavesOut])).toEqual([['VICTIM', true]]);
	});
});
