import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { inFours, shortFingerprint } from '#lib/minutes/fingerprint-groups.ts';
import { exportFileName } from '#server/export/file-name.ts';
import { sealText } from '#server/export/fingerprint.ts';
import { hostileRecord, sampleRecord } from '../../tests/support/sample-record.ts';

describe('the fingerprint', () => {
	test('EXPORT-3 is what sha256sum says of the data file', () => {
		const { json, sha256 } = sealText(hostileRecord());
		expect(createHash('sha256').update(Buffer.from(json, 'utf8')).digest('hex')).toBe(sha256);
	});

	test('EXPORT-3 stays the same however the record was put together, and changes with one letter', () => {
		const record = sampleRecord();
		const backwards = Object.fromEntries(Object.entries(record).reverse()) as typeof record;
		expect(sealText(backwards)).toEqual(sealText(record));
		expect(sealText({ ...record, area: `${record.area}.` }).sha256).not.toBe(sealText(record).sha256);
	});

	test('EXPORT-3 reads aloud in fours and loses no digit', () => {
		const { sha256 } = sealText(sampleRecord());
		expect(inFours(sha256).split(' ')).toHaveLength(16);
		expect(inFours(sha256).replaceAll(' ', '')).toBe(sha256);
		expect(inFours(sha256).startsWith(`${shortFingerprint(sha256)} `)).toBe(true);
	});

	test('EXPORT-18 a copy is named by its number, date and marking, in safe letters', () => {
		const record = sampleRecord();
		expect(exportFileName(record, 'pdf')).toBe(
			`MAPPA-NMS-2026-014-2-${record.lockedAt.slice(0, 10)}-OFFICIAL-SENSITIVE.pdf`
		);
		expect(exportFileName({ ...record, reference: '../../etc/"x\r\n' }, 'json')).toBe(
			`MAPPA-etc-x-${record.lockedAt.slice(0, 10)}-OFFICIAL-SENSITIVE.json`
		);
		expect(exportFileName({ ...record, reference: '李' }, 'json')).toBe(
			`MAPPA-meeting-${record.lockedAt.slice(0, 10)}-OFFICIAL-SENSITIVE.json`
		);
	});
});
