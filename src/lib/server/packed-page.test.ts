import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packedPage } from './packed-page.ts';

const asked = (accepted: string) => new Request('http://a.test/', { headers: { 'accept-encoding': accepted } });
const words = '<p>The plan is written together.</p>'.repeat(200);
const page = (type = 'text/html') => new Response(words, { headers: { 'content-type': type, 'x-page': 'kept' } });

test('SWIFT-2 a page leaves compressed for whoever takes it, with its headers and words as they were', async () => {
	const packed = await packedPage(asked('br, gzip;q=0.8'), page());
	expect(packed.headers.get('content-encoding')).toBe('gzip');
	expect(packed.headers.get('x-page')).toBe('kept');
	const bytes = new Uint8Array(await packed.arrayBuffer());
	expect(bytes.length).toBeLessThan(words.length / 10);
	expect(gunzipSync(bytes).toString()).toBe(words);
});

test.each(['identity', 'gzip;q=0', 'br'])('SWIFT-2 whoever takes %s gets the page as it is', async (accepted) => {
	const plain = await packedPage(asked(accepted), page());
	expect(plain.headers.get('content-encoding')).toBeNull();
	expect(await plain.text()).toBe(words);
});

test('SWIFT-2 files and data are left as they are', async () => {
	for (const type of ['application/pdf', 'application/json'])
		expect((await packedPage(asked('gzip'), page(type))).headers.get('content-encoding')).toBeNull();
});

test('SWIFT-3 the length of a compressed page says nothing of its words: no two answers have the same noise', async () => {
	const noises = new Set<string | null>();
	for (let n = 0; n < 20; n++) noises.add((await packedPage(asked('gzip'), page())).headers.get('x-noise'));
	expect(noises.size).toBeGreaterThan(15);
});
