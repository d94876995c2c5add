import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import type { AddendumFile, AddendumSeal } from '#lib/seal/addendum-seal.ts';
import type { BundleManifest, ManifestFile } from '#lib/seal/bundle-manifest.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { makeVersion } from '#lib/seal/make-version.ts';
import { type SealedFile, sealedFileText } from '#lib/seal/sealed-file.ts';
import { sha256Of, utf8 } from '#lib/seal/sha256.ts';
import { NOBODY } from '#lib/verify/verify-answer.ts';
import { verifyFile } from '#lib/verify/verify-file.ts';
import { fingerprintOf } from '#lib/verify/verify-signature.ts';
import { sealRecord, signSeal, versionFileText } from '#server/export/sign-seal.ts';
import { sampleRecord } from '../../tests/support/sample-record.ts';
import { testSeal } from '../../tests/support/test-seal.ts';

/** Small, so that each of its bytes can be changed in turn. */
const whole = sampleRecord();
const { annex: _, licence: __, returns: ___, ...parts } = whole;
const record: FinalRecord = {
	...parts,
	...{ nonce: 'ab'.repeat(32), handling: 'Keep.', attendance: [], risks: [], actions: [], previousActions: [] },
	...{ disclosures: [], level: null, smb: [], overrides: [], removed: [], glossary: [], meeting: [] },
	...{ items: [], proceedings: ['One. Two.'], subject: [['Name', 'Tobiah Wrenfield-Moss']] }
};
const identity = testSeal();
const sealed = sealRecord(record, identity, '5e'.repeat(32));
const text = sealedFileText(sealed);
const file = JSON.parse(text) as SealedFile;
const check = (json: string | Uint8Array<ArrayBuffer>) => verifyFile(typeof json === 'string' ? utf8(json) : json);
const changed = (change: object) => check(canonicalJson({ ...file, ...change }));
const keyOf = fingerprintOf(identity.recordKey.publicKey.export({ type: 'spki', format: 'der' }));

describe('the whole record', () => {
	test('VERIFY-1 says valid, by whom, when, and with which certificate', async () => {
		const answer = await check(text);
		expect(answer).toMatchObject({
			verdict: 'valid',
			kind: 'record',
			problems: [],
			title: `Final minutes ${record.reference}`
		});
		const facts = new Map(answer.facts);
		expect(facts.get('Locked')).toBe(record.lockedAt);
		expect(facts.get('Locked by the chair')).toContain(record.chair.name);
		expect(facts.get('Sealed by')).toBe(identity.subject);
		expect(facts.get('Certificate')?.replaceAll(' ', '')).toBe(identity.fingerprint);
		expect(answer.notes.join(' ')).toContain('demonstration');
	});

	test('VERIFY-2 names the place of a changed word, also of several', async () => {
		const one = await changed({ record: { ...file.record, title: 'Other minutes' } });
		expect(one.verdict).toBe('not-valid');
		expect(one.problems.join(' ')).toContain('Changed after the record was sealed: /title.');
		const proceedings = ['One. Tow.'];
		const two = await changed({ record: { ...file.record, title: 'Other', proceedings } });
		expect(two.problems.join(' ')).toContain('/proceedings/0 (part 2), /title');
		const longer = await changed({ record: { ...file.record, proceedings: ['One. Two. Three.'] } });
		expect(longer.problems.join(' ')).toContain('added or removed');
	});

	test('VERIFY-2 says whether record, seal, signature, key, salt or list of digests was changed', async () => {
		const said = async (change: object) => (await changed(change)).problems.join(' ');
		expect(await said({ salt: '5f'.repeat(32) })).toContain('its salt was changed');
		expect(await said({ salt: '5e' })).toContain('salt of the blocks was changed');
		expect(await said({ checks: `0${file.checks.slice(1)}` })).toContain('list of digests');
		expect(await said({ signature: file.signature.replace(/^../, 'AA') })).toContain('does not fit its signature');
		expect(await said({ publicKey: 'AAAA' })).toContain('no signature that can be read');
		expect(await said({ seal: { ...file.seal, lockedAt: '2026-12-22T09:30:00.000Z' } })).toContain(
			'do not agree on: lockedAt'
		);
		expect(await said({ seal: { ...file.seal, schema: 'mapp-meeting-seal/2' } })).toContain('not of a kind');
		expect(await said({ extra: 1 })).toContain('exactly the parts');
	});

	test('VERIFY-3 one signed anew with another key is not valid for whoever trusts the right one', async () => {
		const { privateKey, publicKey } = generateKeyPairSync('ed25519');
		const forged = sealRecord({ ...record, title: 'Forged' }, { ...identity, recordKey: { privateKey, publicKey } });
		const bytes = utf8(sealedFileText(forged));
		const trust = { ...NOBODY, keys: [keyOf] };
		expect((await verifyFile(bytes)).notes.join(' ')).toContain('Compare the key');
		expect((await verifyFile(bytes, trust)).problems).toEqual([
			'The seal is signed with another key than the one you trust.'
		]);
		expect((await verifyFile(utf8(text), trust)).verdict).toBe('valid');
	});

	test('VERIFY-4 finds one changed bit in every byte of the file', async () => {
		const bytes = utf8(text);
		const unseen: number[] = [];
		for (let at = 0; at < bytes.length; at++) {
			const flipped = bytes.slice();
			flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
			const { verdict } = await verifyFile(flipped);
			if (verdict === 'valid' || verdict === 'no-seal') unseen.push(at);
		}
		expect(unseen).toEqual([]);
	}, 30_000);

	test('VERIFY-4 finds a byte more or less at the end', async () => {
		for (const other of [`${text} `, `${text}\n`, `\ufeff${text}`, text.slice(0, -1)])
			expect((await check(other)).verdict).not.toBe('valid');
	});
});

describe('a version', () => {
	const version = makeVersion(sealed, { proposals: [], marks: [] }, 'SUBJECT_ACCESS');
	const versionText = versionFileText(version, identity);

	test('VERIFY-4 finds one changed bit in every part of a version', async () => {
		const bytes = utf8(versionText);
		const unseen: number[] = [];
		for (let at = 0; at < bytes.length; at += 3) {
			const flipped = bytes.slice();
			flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
			if ((await verifyFile(flipped)).verdict === 'valid') unseen.push(at);
		}
		expect(unseen).toEqual([]);
	}, 30_000);

	test('WELSH-13 a version of a Welsh record is checked like one of an English one', async () => {
		const record = { ...sealed.record, language: 'cy' as const };
		const welsh = makeVersion(sealRecord(record, identity), { proposals: [], marks: [] }, 'SUBJECT_ACCESS');
		expect(JSON.stringify(welsh.record)).toContain('[Wedi’i adael allan: enw rhywun yn y gwaith]');
		expect((await verifyFile(utf8(versionFileText(welsh, identity)))).verdict).toBe(
			(await verifyFile(utf8(versionText))).verdict
		);
		const said = { ...welsh, title: version.title };
		expect((await verifyFile(utf8(versionFileText(said, identity)))).verdict).toBe('not-valid');
	});

	test('VERIFY-5 signed anew by somebody who holds a key, it still has to be what was sealed', async () => {
		const says = async (change: object) => {
			const answer = await check(versionFileText({ ...version, ...change }, identity));
			return answer.verdict === 'valid' ? 'valid' : answer.problems.join(' ');
		};
		expect(await says({})).toBe('valid');
		expect(await says({ record: { ...version.record, title: 'Other' } })).toContain('/title');
		expect(await says({ record: { ...version.record, proceedings: [] } })).toContain('does not speak of /proceedings');
		expect(await says({ record: { ...version.record, extra: 1 } })).toContain('more or fewer values');
		expect(await says({ title: 'Full record' })).toContain('its title');
		expect(await says({ profile: 'FULL' })).toContain('its title');
		const moved = { ...version.record, area: version.record.title, title: version.record.area };
		expect(await says({ record: moved })).toContain('Changed after the record was sealed');
		expect(await says({ leftOut: [] })).toContain('another number of parts');
		const gone = version.proof.slice(1);
		expect(await says({ proof: gone })).toContain('more or fewer values');
		const shown = version.proof.map((row) =>
			row.path === '/nonce' ? { ...row, parts: [{ salt: '00'.repeat(16) }] } : row
		);
		expect(await says({ proof: shown })).toContain('/nonce');
	});
});

describe('addenda and archives', () => {
	const addendum = { schema: 'mapp-meeting-addendum/1', number: 1, text: 'The date on page 3 was wrong.' };
	const seal: AddendumSeal = {
		...{ schema: 'mapp-meeting-addendum-seal/1', reference: record.reference, meetingId: record.meetingId, number: 1 },
		...{ sealedAt: '2027-01-04T10:00:00.000Z', recordSha256: 'aa'.repeat(32), previousSha256: '' },
		...{ sha256: sha256Of(canonicalJson(addendum)), author: record.chair },
		sealedBy: file.seal.sealedBy
	};
	const sealedAddendum: AddendumFile = {
		schema: 'mapp-meeting-sealed-addendum/1',
		addendum,
		...signSeal(seal, identity)
	};

	test('VERIFY-6 an addendum is valid, and names the record it belongs to', async () => {
		const answer = await check(canonicalJson(sealedAddendum));
		expect(answer).toMatchObject({
			verdict: 'valid',
			kind: 'addendum',
			title: `Addendum 1 to final minutes ${record.reference}`
		});
		expect(new Map(answer.facts).get('Fingerprint of the record it belongs to')?.replaceAll(' ', '')).toBe(
			'aa'.repeat(32)
		);
		const other = await check(canonicalJson({ ...sealedAddendum, addendum: { ...addendum, text: 'No.' } }));
		expect(other.problems.join(' ')).toContain('changed after it was sealed');
	});

	test('VERIFY-7 the list of an archive tells which file was changed and which was not handed in', async () => {
		const files = ['a/record.json', 'a/minutes.pdf', 'b/record.json'].map((name, n) => ({
			name,
			size: n,
			sha256: `${n}`.repeat(64)
		}));
		const manifest: BundleManifest = {
			...{ schema: 'mapp-case-bundle-manifest/1', reference: 'NMS-2026-014', madeAt: '2027-01-04T10:00:00.000Z' },
			...{ recipient: 'Review panel', purpose: 'Serious case review', files, sealedBy: file.seal.sealedBy }
		};
		const list: ManifestFile = { schema: 'mapp-case-bundle/1', ...signSeal(manifest, identity) };
		const bytes = utf8(canonicalJson(list));
		const [first, second] = files;
		const answer = await verifyFile(bytes, undefined, [
			{ ...first!, name: 'record.json' },
			{ ...second!, name: 'out/a/minutes.pdf', sha256: 'f'.repeat(64) }
		]);
		expect(answer.problems).toEqual(['a/minutes.pdf is not the file that was put into the archive: it was changed.']);
		expect(answer.notes.join(' ')).toContain('Not handed in, so not looked at: b/record.json.');
		expect((await verifyFile(bytes, undefined, files)).verdict).toBe('valid');
	});
});

describe('what is no sealed file', () => {
	test('VERIFY-8 a record from before there were seals is said to have none, with its fingerprint', async () => {
		const old = canonicalJson({ ...sampleRecord(), schema: 'mapp-meeting-final-minutes/3' });
		const answer = await check(old);
		expect(answer.verdict).toBe('no-seal');
		expect(new Map(answer.facts).get('Fingerprint of this file')?.replaceAll(' ', '')).toBe(sha256Of(old));
		expect((await check(`${old}\n`)).verdict).toBe('not-valid');
	});

	const deep = `{"schema":"mapp-meeting-sealed-record/1","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
	const unreadable: readonly (readonly [string, string | Uint8Array<ArrayBuffer>, string])[] = [
		['nothing', '', 'empty'],
		['blanks', '   \n', 'neither'],
		['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'neither'],
		['other JSON', '{"a":1}', 'nothing this service seals'],
		['a list', '[1]', 'neither'],
		['half a file', text.slice(0, text.length / 2), 'cut short'],
		['deep nesting', deep, 'nested deeper'],
		['broken UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d), 'UTF-8'],
		['a lone surrogate', '{"schema":"\\ud800"}', 'no record can hold'],
		['no value that JSON has', '{"schema":NaN}', 'not whole JSON']
	];
	test.each(unreadable)('VERIFY-9 %s is said to be unreadable, and why', async (_, bytes, why) => {
		const answer = await check(bytes);
		expect(answer.verdict).toBe('not-readable');
		expect(answer.problems.join(' ')).toContain(why);
	});

	test('VERIFY-9 a name given twice, and a name of the prototype, are found', async () => {
		const twice = await check(text.replace('{"checks"', '{"checks":"","checks"'));
		expect(twice.verdict).toBe('not-valid');
		expect(twice.problems[0]).toContain('not written as it was sealed');
		for (const name of ['__proto__', 'constructor', 'toString']) {
			const answer = await check(text.replace('{"checks"', `{"${name}":{"schema":"x"},"checks"`));
			expect(answer.verdict).toBe('not-valid');
			expect(({} as Record<string, unknown>).schema).toBeUndefined();
		}
		for (const name of ['__proto__', 'constructor', 'toString', 'seal', 'record'])
			for (const value of [null, [], 'x', 7, {}])
				expect((await check(canonicalJson({ schema: 'mapp-meeting-sealed-record/1', [name]: value }))).verdict).toBe(
					'not-valid'
				);
	});

	test('VERIFY-9 whatever stands in the parts of a version, it is refused and never throws', async () => {
		const version = makeVersion(sealed, { proposals: [], marks: [] }, 'SUBJECT_ACCESS');
		const odd = [null, 7, 'x', [], {}, [{}], [null], [{ path: '/area' }], [{ path: '/area', parts: [{ salt: 5 }] }]];
		for (const name of Object.keys(version))
			for (const value of odd)
				expect((await check(versionFileText({ ...version, [name]: value }, identity))).verdict, name).not.toBe('valid');
	});
});
