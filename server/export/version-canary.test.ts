import { afterAll, describe, expect, test } from 'vitest';
import type { Print } from '#lib/minutes/print.ts';
import { makeVersion } from '#lib/seal/make-version.ts';
import type { Mark } from '#lib/seal/marks.ts';
import type { ForAgency } from '#lib/seal/profiles.ts';
import { leftOutLine } from '#lib/seal/version-words.ts';
import { closeUp, readPdf } from '../../tests/support/pdf-reader.ts';
import { plantWords } from '../../tests/support/planted-record.ts';
import { sampleRecord } from '../../tests/support/sample-record.ts';
import { testSeal } from '../../tests/support/test-seal.ts';
import { unzip } from '../../tests/support/unzip.ts';
import { renderDocx } from './minutes-docx.ts';
import { renderHtml } from './minutes-html.ts';
import { closePdfWorker, renderPdf } from './pdf.ts';
import { sealRecord } from './sign-seal.ts';

afterAll(closePdfWorker);

const HOUSING: ForAgency = { id: 'housing', name: 'Northmere Council Housing', type: 'HOUSING_AUTHORITY' };
const marked = (path: string): Mark => ({
	...{ id: '1', path, from: 0, to: 0, kind: 'VICTIM', agencyId: null },
	...{ leavesOut: true, by: 'Opal Quillfeather', at: '2026-12-22T09:00:00Z' }
});
/** Headings become bookmarks, and titles stand in properties: the places one forgets. */
const MARKS = ['/risks/0/title', '/risks/0/evidence', '/actions/0/text', '/items/3/title', '/level/outcome'].map(
	marked
);

describe('a version in each of its files', () => {
	test.each(['AGENCY', 'EXECUTIVE_SUMMARY', 'SUBJECT_ACCESS'] as const)(
		'VERSION-5 no word that %s leaves out is in its PDF, its Word document or its web page',
		async (profile) => {
			const { record, words } = plantWords({ ...sampleRecord(), nonce: 'ab'.repeat(32) });
			const whole = sealRecord(record, testSeal(), '5e'.repeat(32));
			const marks = { proposals: [], marks: MARKS };
			const version = makeVersion(whole, marks, profile, profile === 'AGENCY' ? HOUSING : null);
			const { title, leftOut } = version;
			const print: Print = { version: { title, leftOut: leftOut.map(leftOutLine), profile } };
			const { sha256 } = whole.seal.seal;

			const pdf = readPdf((await renderPdf(version.record, sha256, print)).bytes);
			const docx = [...unzip(renderDocx(version.record, sha256, print))].map(
				([name, bytes]) => name + bytes.toString('utf8')
			);
			const html = renderHtml(version.record, sha256, print);
			const everything = [...pdf.pages.map(closeUp), ...pdf.objects, pdf.metadata, ...docx, html].join('\n');

			const gone = version.proof.flatMap(({ path, parts }) => (parts.some((one) => 'leftOut' in one) ? [path] : []));
			for (const path of MARKS.map((mark) => mark.path)) expect(gone).toContain(path);
			const told = gone.filter((path) => everything.includes(words.get(path) ?? 'no word was planted'));
			expect(told).toEqual([]);
			// The words are whole in what is drawn, so that one that is there would be found.
			expect(everything).toContain(words.get('/reference'));
			expect(everything).toContain(words.get('/risks/1/title'));
		},
		30_000
	);
});
