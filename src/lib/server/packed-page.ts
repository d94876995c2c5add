/**
 * Pages leave compressed: the room's, with every field of the plan as a form, is half a megabyte of much the same. Files are
 * compressed at build time. Whoever counts bytes on the wire is told nothing by them: a random length is added (decision 055).
 */
import { randomBytes, randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);
/** Below this a packet more or less makes no difference. */
const SMALL = 2_048;
/** Half the gain at the first of nine levels, all of it but a hundredth here, in a third of the time of the last. */
const LEVEL = 5;
const NOISE_BYTES = 512;

const takesGzip = (accepted: string | null): boolean =>
	/(^|,)\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*(,|$))[\d.]+\s*)?(,|$)/.test(accepted ?? '');

/** The same answer, compressed where it is a page and the browser takes it. @param request what was asked */
export async function packedPage(request: Request, answer: Response): Promise<Response> {
	const { headers } = answer;
	const isPage = headers.get('content-type')?.startsWith('text/html') === true;
	if (request.method !== 'GET' && request.method !== 'POST') return answer;
	if (!isPage || answer.body === null || headers.has('content-encoding')) return answer;
	if (!takesGzip(request.headers.get('accept-encoding'))) return answer;
	const page = new Uint8Array(await answer.arrayBuffer());
	if (page.length < SMALL) return new Response(page, answer);
	const packed = new Response(new Uint8Array(await pack(page, { level: LEVEL })), answer);
	packed.headers.set('content-encoding', 'gzip');
	packed.headers.append('vary', 'accept-encoding');
	packed.headers.delete('content-length');
	// The length says nothing of the words in it.
	packed.headers.set('x-noise', randomBytes(NOISE_BYTES).toString('base64url').slice(0, randomInt(NOISE_BYTES)));
	return packed;
}
