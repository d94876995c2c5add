/**
 * A time stamp by somebody else over a signature (RFC 3161 over HTTP). Only the SHA-256 of the signature leaves the house. The
 * answer must be about this signature and this question; who signed it is for the verifier to trust or not.
 */
import { createHash, randomBytes } from 'node:crypto';
import { SHA256_ALGORITHM } from './cms-signature.ts';
import {
	DER,
	type DerNode,
	derChildren,
	integer,
	octets,
	readDer,
	readInteger,
	readObjectId,
	sequence,
	truth
} from './der.ts';

/** Why there is no time stamp; the message holds nothing of the answer. */
export class TimeStampProblem extends Error {
	override readonly name = 'TimeStampProblem';
}

const LARGEST_ANSWER = 65_536;
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const SIGNED_DATA = '1.2.840.113549.1.7.2';

/**
 * The token (a CMS SignedData) over the signature.
 * @param url from the settings only
 * @throws TimeStampProblem when there is no answer in time, or one that does not fit
 */
export async function askTimeStamp(url: string, signature: Uint8Array, timeLimitMs: number): Promise<Buffer> {
	const imprint = sequence(SHA256_ALGORITHM, octets(createHash('sha256').update(signature).digest()));
	const nonce = integer(Buffer.concat([Buffer.of(1), randomBytes(8)]));
	const body = sequence(integer(1), imprint, nonce, truth());
	const answer = await post(url, body, AbortSignal.timeout(timeLimitMs));
	try {
		const [status, token] = derChildren(readDer(answer));
		const granted = status && derChildren(status)[0];
		if (!granted || readInteger(granted) > 1 || !token) throw new TimeStampProblem('it was refused');
		if (!isAbout(token, imprint, nonce)) throw new TimeStampProblem('the answer is about something else');
		return token.raw;
	} catch (problem) {
		if (problem instanceof TimeStampProblem) throw problem;
		throw new TimeStampProblem('the answer cannot be read');
	}
}

async function post(url: string, body: Buffer, signal: AbortSignal): Promise<Buffer> {
	try {
		const headers = { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' };
		const response = await fetch(url, {
			method: 'POST',
			headers,
			body: new Uint8Array(body),
			signal,
			redirect: 'error'
		});
		if (!response.ok || !response.body) throw new TimeStampProblem(`the answer was ${response.status}`);
		const parts: Uint8Array[] = [];
		let size = 0;
		for await (const part of response.body) {
			size += part.length;
			if (size > LARGEST_ANSWER) throw new TimeStampProblem('the answer is too long');
			parts.push(part);
		}
		return Buffer.concat(parts);
	} catch (problem) {
		if (problem instanceof TimeStampProblem) throw problem;
		const late = problem instanceof Error && problem.name === 'TimeoutError';
		throw new TimeStampProblem(late ? 'there was no answer in time' : 'it cannot be reached');
	}
}

/** ContentInfo, SignedData, EncapsulatedContentInfo, TSTInfo: the imprint asked about, and the question's own number. */
function isAbout(token: DerNode, imprint: Buffer, nonce: Buffer): boolean {
	const [kind, wrapped] = derChildren(token);
	if (!kind || readObjectId(kind) !== SIGNED_DATA || !wrapped) return false;
	const [signedData] = derChildren(wrapped);
	const content = signedData && derChildren(signedData)[2];
	const [contentKind, held] = content ? derChildren(content) : [];
	if (!contentKind || readObjectId(contentKind) !== TST_INFO || !held) return false;
	const [text] = derChildren(held);
	if (text?.tag !== DER.octetString) return false;
	const info = derChildren(readDer(text.value));
	const digests = (node: DerNode | undefined): readonly DerNode[] => (node ? derChildren(node) : []);
	const [asked, answered] = [digests(readDer(imprint))[1], digests(info[2])[1]];
	const sameImprint = asked !== undefined && answered !== undefined && asked.raw.equals(answered.raw);
	return sameImprint && info.slice(3).some(({ raw }) => raw.equals(nonce));
}
