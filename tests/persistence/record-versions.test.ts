/** The seal that the lock makes, marks on the locked record, and who has looked at which version of it. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealedFileText } from '#lib/seal/sealed-file.ts';
import { verifyFile } from '#lib/verify/verify-file.ts';
import { readPreviewPage, readVersionsPage } from '#server/application/read-versions-page.ts';
import { readSealedWithMarks } from '#server/application/record-marks.ts';
import { type ChosenVersion, lookAtVersion, previewsOwed } from '#server/application/record-versions.ts';
import { closePdfWorker } from '#server/export/pdf.ts';
import { versionFileText } from '#server/export/sign-seal.ts';
import { auditOf, finishedMeeting, lock, openWorld, type Who, type World } from '../support/meeting-world.ts';
import { testSeal } from '../support/test-seal.ts';

let world: World;
let meetingId: string;
let place: string;
beforeAll(async () => {
	world = await openWorld();
	meetingId = await finishedMeeting(world);
	const locked = await lock(world, meetingId);
	if (!locked.ok) throw new Error(locked.message);
	const { record } = await stored();
	place = `/items/${record.items.findIndex(({ notes }) => notes !== '')}/notes`;
});
afterAll(async () => {
	await world.close();
	await closePdfWorker();
});

const stored = async () => {
	const final = await world.application.readFinal(world.who.chair, meetingId, 'view-final-minutes');
	if (!final.ok) throw new Error(final.message);
	return final.value;
};
const mark = (who: Who, over: object = {}) =>
	world.runArea(who, 'mark-record', {
		...{ meetingId, sentences: [`${place}#0`], kind: 'VICTIM', agencyId: '', leavesOut: 'yes' },
		...over
	});
const marks = async () => {
	const read = await world.within((tx) => readSealedWithMarks(tx, meetingId));
	return read?.marks.marks ?? [];
};
const of = (profile: ChosenVersion['profile'], agencyId: string | null = null): ChosenVersion => ({
	profile,
	agencyId
});
const owed = async (who: Who, ...versions: ChosenVersion[]) =>
	(await world.within((tx) => previewsOwed(tx, world.who[who], meetingId, versions))).map(
		({ title, owed: what }) => `${what} ${title}`
	);
const look = (who: Who, chosen: ChosenVersion) =>
	world.within((tx) => lookAtVersion(tx, world.who[who], meetingId, chosen, new Date()));
const reading = () => ({ database: world.store.database, cache: world.application.cache });

describe('the seal that the lock makes', () => {
	test('SEAL-7 is stored with the record and valid without this service, and so is the PDF', async () => {
		const { sealed, pdf, pdfSha256, record, sha256 } = await stored();
		const file = await verifyFile(new TextEncoder().encode(sealedFileText(sealed!)));
		expect(file).toMatchObject({ verdict: 'valid', kind: 'record', problems: [] });
		expect(record.nonce).toMatch(/^[0-9a-f]{64}$/);
		const drawn = await verifyFile(new Uint8Array(pdf));
		expect(drawn).toMatchObject({ verdict: 'valid', kind: 'pdf', problems: [] });
		expect(new Map(drawn.facts).get('Fingerprint of the record')?.replaceAll(' ', '')).toBe(sha256);
		expect(pdfSha256).toBe(createHash('sha256').update(pdf).digest('hex'));
	});

	test('SEAL-7 nobody changes seal, salt or marks afterwards, not even the owner of the tables', async () => {
		await mark('coordinator');
		for (const change of [
			world.store.owner`update final_record set seal = ''`,
			world.store.owner`update final_record set salt = ''`,
			world.store.owner`update record_mark set leaves_out = false`,
			world.store.owner`delete from record_mark`,
			world.store.owner`delete from version_look`
		])
			await expect(change).rejects.toThrow();
	});
});

describe('marks', () => {
	test('VERSION-8 the unit and the chair mark; for everybody else there is no such record', async () => {
		for (const who of ['coordinator', 'chair', 'minuteTaker'] as const) expect((await mark(who)).ok, who).toBe(true);
		for (const who of ['manager', 'social', 'housing'] as const)
			expect(await mark(who), who).toMatchObject({ ok: false, kind: 'missing' });
		const noted = await world.store
			.owner`select 1 from audit_event where act = 'mark-record' and object_id = ${meetingId}`;
		expect(noted.length).toBeGreaterThanOrEqual(3);
		for (const who of ['manager', 'housing'] as const) {
			expect(await readVersionsPage(reading(), world.who[who], meetingId)).toMatchObject({ kind: 'missing' });
			const preview = await readPreviewPage(reading(), world.who[who], meetingId, of('SUBJECT_ACCESS'), new Date());
			expect(preview).toMatchObject({ kind: 'missing' });
		}
	});

	test('VERSION-8 two people at once lose nothing, and what is said twice stands once', async () => {
		const both = await Promise.all([mark('coordinator', { kind: 'HEALTH' }), mark('chair', { kind: 'THIRD_PARTY' })]);
		expect(both.every(({ ok }) => ok)).toBe(true);
		const before = await marks();
		expect(new Set(before.map(({ kind }) => kind))).toEqual(new Set(['VICTIM', 'HEALTH', 'THIRD_PARTY']));
		await mark('chair', { kind: 'HEALTH' });
		expect(await marks()).toHaveLength(before.length);
		await mark('chair', { kind: 'HEALTH', leavesOut: 'no' });
		expect((await marks()).at(-1)).toMatchObject({ kind: 'HEALTH', leavesOut: false });
		expect(await marks()).toHaveLength(before.length + 1);
	});

	test('VERSION-8 a place that is none, a kind that is none and an agency that is none are refused', async () => {
		for (const over of [
			{ sentences: [`${place}#99`] },
			{ sentences: ['/nowhere#0'] },
			{ sentences: ['/__proto__#0'] },
			{ sentences: ['x'] },
			{ sentences: [] },
			{ kind: 'WEATHER' },
			{ kind: 'OTHER_AGENCY' },
			{ kind: 'OTHER_AGENCY', agencyId: 'nobody' },
			{ agencyId: world.agency.HSG }
		])
			expect((await mark('chair', over)).ok, JSON.stringify(over)).toBe(false);
	});
});

describe('looking before it goes out', () => {
	test('VERSION-9 V30 a version is owed until this person has looked at it as it is now', async () => {
		const housing = of('AGENCY', world.agency.HSG);
		expect(await owed('coordinator', of('FULL'))).toEqual([]);
		expect(await owed('coordinator', housing, of('AGENCY', world.agency.CSC))).not.toEqual([]);
		expect((await look('coordinator', housing)).ok).toBe(true);
		expect(await owed('coordinator', housing)).toEqual([]);
		expect(await owed('minuteTaker', housing)).toEqual(['LOOK Version for Fernshire Housing']);
		await mark('chair', { kind: 'INTELLIGENCE', sentences: ['/risks/0/evidence#0'] });
		expect(await owed('coordinator', housing)).toEqual(['LOOK Version for Fernshire Housing']);
	});

	test('VERSION-9 V30 a version for people outside waits for the chair, who approves what they see', async () => {
		const outside = of('EXECUTIVE_SUMMARY');
		await look('coordinator', outside);
		expect(await owed('coordinator', outside)).toEqual(['APPROVAL Executive summary']);
		const seen = await look('chair', outside);
		const digest = seen.ok ? seen.value.digest : '';
		const approve = (who: Who, of_digest = digest) =>
			world.runArea(who, 'approve-version', { meetingId, profile: 'EXECUTIVE_SUMMARY', digest: of_digest });
		expect(await approve('coordinator')).toMatchObject({ kind: 'forbidden' });
		expect(await approve('chair', 'ab'.repeat(32))).toMatchObject({ kind: 'changed-meanwhile' });
		expect((await approve('chair')).ok).toBe(true);
		expect(await owed('coordinator', outside)).toEqual([]);
	});

	test('VERSION-9 a preview is noted with who and when, and what it shows is valid', async () => {
		const view = await readPreviewPage(reading(), world.who.chair, meetingId, of('SUBJECT_ACCESS'), new Date());
		const version = view.ok ? view.value.version : null;
		expect(version?.record.nonce).toBe('[Left out: random number of the seal]');
		const answer = await verifyFile(new TextEncoder().encode(versionFileText(version!, testSeal())));
		expect(answer).toMatchObject({ verdict: 'valid', kind: 'version' });
		expect((await auditOf(world, meetingId, 'preview-version')).length).toBeGreaterThan(0);
		const page = await readVersionsPage(reading(), world.who.chair, meetingId);
		const line = page.ok ? page.value.versions?.find(({ profile }) => profile === 'SUBJECT_ACCESS') : null;
		expect(line).toMatchObject({ isSeen: true, isApproved: false });
	});
});
