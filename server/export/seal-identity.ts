/**
 * With what the minutes are sealed: the certificate and key of the PDF's seal, and the key that signs the record as data. Read
 * and checked once, at start. A file that can never work ends the start with one sentence; a certificate that has expired does
 * not, because a meeting can be held without it and only not be locked.
 */
import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { PrintedSeal } from '#lib/minutes/print.ts';
import type { SealSettings } from '../env.ts';
import { StartProblem } from '../problem-at-start.ts';
import { demonstrationIdentity } from './demonstration-identity.ts';
import { openPkcs12, Pkcs12Problem } from './pkcs12.ts';

export type SealIdentity = {
	/** DER, the seal's own certificate first, then those above it; a root is not among them unless it is the only one */
	readonly certificateChain: readonly Buffer[];
	/** RSA or EC */
	readonly privateKey: KeyObject;
	/** Ed25519 */
	readonly recordKey: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
	/** made by the demonstration for itself: everything sealed with it says so */
	readonly demonstration: boolean;
	/** who seals, as the certificate names them */
	readonly subject: string;
	/** SHA-256 of the seal's certificate, 64 hexadecimal digits */
	readonly fingerprint: string;
	readonly notBefore: Date;
	readonly notAfter: Date;
	/** where a time stamp is asked for (RFC 3161); undefined = the seal has none */
	readonly timestampUrl?: string;
};

type Env = { readonly demo: boolean; readonly seal: SealSettings | undefined };

/** What the lock says where nothing is configured. */
export const NO_SEAL =
	'This server has no certificate to seal minutes with, so they cannot be locked. Whoever runs it must set SEAL_FILE.';
const DAY_MS = 86_400_000;
const WARN_DAYS = 30;

/**
 * The identity this process seals with; null when none is configured: everything but the lock works.
 * @param dataFolder where the demonstration keeps the one it made
 * @throws StartProblem when what is configured cannot be used
 */
export async function sealIdentity(env: Env, dataFolder: string): Promise<SealIdentity | null> {
	const { seal } = env;
	if (env.demo) {
		const { privateKey, certificate } = await demonstrationIdentity(dataFolder);
		return identityOf(privateKey, [certificate], recordKeyOf(privateKey), true, seal?.timestampUrl);
	}
	if (seal?.file === undefined) return null;
	const { key, certificates } = await openSealFile(seal.file, await readPassphrase(seal));
	const chain = chainFor(key, certificates, seal.file);
	const recordKey = seal.recordKeyFile === undefined ? recordKeyOf(key) : await readRecordKey(seal.recordKeyFile);
	return identityOf(key, chain, recordKey, false, seal.timestampUrl);
}

/** An identity of these parts. @param chain DER, the key's own certificate first */
export function identityOf(
	privateKey: KeyObject,
	chain: readonly Buffer[],
	recordKey: KeyObject,
	demonstration: boolean,
	timestampUrl?: string
): SealIdentity {
	const [own] = chain;
	if (!own) throw new StartProblem('SEAL_FILE holds no certificate.');
	const leaf = new X509Certificate(own);
	return {
		certificateChain: chain,
		privateKey,
		recordKey: { privateKey: recordKey, publicKey: createPublicKey(recordKey) },
		demonstration,
		subject: nameIn(leaf.subject),
		fingerprint: createHash('sha256').update(own).digest('hex'),
		notBefore: new Date(leaf.validFrom),
		notAfter: new Date(leaf.validTo),
		...(timestampUrl === undefined ? {} : { timestampUrl })
	};
}

/** What a drawing of sealed minutes says of its seal. */
export const printedSeal = (identity: SealIdentity): PrintedSeal => ({
	subject: identity.subject,
	demonstration: identity.demonstration,
	certificate: identity.fingerprint,
	recordKey: createHash('sha256')
		.update(identity.recordKey.publicKey.export({ type: 'spki', format: 'der' }))
		.digest('hex')
});

/** Why nothing may be sealed at this moment, in one sentence; null = it may. */
export function sealRefusal(identity: SealIdentity | null, now: Date): string | null {
	if (!identity) return NO_SEAL;
	if (now > identity.notAfter)
		return 'The certificate that seals minutes has expired, so they cannot be locked. Whoever runs the server must renew it.';
	if (now < identity.notBefore)
		return 'The certificate that seals minutes is not valid yet, so they cannot be locked. Ask whoever runs the server.';
	return null;
}

/** Nothing may be sealed now; the message is a plain sentence for the chair. */
export class SealProblem extends Error {
	override readonly name = 'SealProblem';
	/** By its name: each language's build has a class of its own, and what one throws another catches (decision 056). */
	static override [Symbol.hasInstance](one: unknown): boolean {
		return one instanceof Error && one.name === 'SealProblem';
	}
}

/** The identity, if it may seal at this moment. @throws SealProblem */
export function sealable(identity: SealIdentity | null, now: Date): SealIdentity {
	const refusal = sealRefusal(identity, now);
	if (refusal !== null || !identity) throw new SealProblem(refusal ?? NO_SEAL);
	return identity;
}

/** The line for the operator, at start and each day: what is missing, wrong or soon to be; null = all is well. */
export function sealWarning(identity: SealIdentity | null, now: Date): string | null {
	const refusal = sealRefusal(identity, now);
	if (refusal || !identity) return refusal;
	const days = Math.floor((identity.notAfter.getTime() - now.getTime()) / DAY_MS);
	if (days >= WARN_DAYS) return null;
	return `The certificate that seals minutes expires in ${days === 1 ? '1 day' : `${days} days`}: renew it and set SEAL_FILE.`;
}

async function read(name: string, file: string): Promise<Buffer> {
	try {
		return await readFile(file);
	} catch (problem) {
		throw new StartProblem(`${name} cannot be read (${(problem as NodeJS.ErrnoException).code}).`);
	}
}

async function readPassphrase({ passphrase, passphraseFile }: SealSettings): Promise<string> {
	if (passphraseFile === undefined) return passphrase ?? '';
	const [line = ''] = (await read('SEAL_PASSPHRASE_FILE', passphraseFile)).toString('utf8').split(/\r?\n/);
	return line;
}

type Opened = { readonly key: KeyObject; readonly certificates: readonly Buffer[] };

async function openSealFile(file: string, passphrase: string): Promise<Opened> {
	const bytes = await read('SEAL_FILE', file);
	const opened = bytes.includes('-----BEGIN')
		? openPem(bytes.toString('utf8'), passphrase)
		: openP12(bytes, passphrase);
	const { asymmetricKeyType, asymmetricKeyDetails } = opened.key;
	const bits = asymmetricKeyDetails?.modulusLength ?? 0;
	if (asymmetricKeyType === 'rsa' ? bits < 2048 : asymmetricKeyType !== 'ec')
		throw new StartProblem('SEAL_FILE must hold an RSA key of at least 2048 bits, or an EC key.');
	return opened;
}

function openP12(bytes: Buffer, passphrase: string): Opened {
	try {
		const { keys, certificates } = openPkcs12(bytes, passphrase);
		const [key, ...others] = keys;
		if (!key || others.length > 0) throw new StartProblem('SEAL_FILE must hold exactly one key.');
		return { key: createPrivateKey({ key, format: 'der', type: 'pkcs8' }), certificates };
	} catch (problem) {
		if (problem instanceof StartProblem) throw problem;
		if (problem instanceof Pkcs12Problem) throw new StartProblem(`SEAL_FILE: ${problem.message}`);
		throw new StartProblem('SEAL_FILE: the key in the PKCS#12 file cannot be used.');
	}
}

function openPem(text: string, passphrase: string): Opened {
	const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
	try {
		return {
			key: createPrivateKey({ key: text, ...(passphrase === '' ? {} : { passphrase }) }),
			certificates: blocks.map((block) => new X509Certificate(block).raw)
		};
	} catch {
		throw new StartProblem('SEAL_FILE: the PEM file holds no key that the passphrase opens, or a broken certificate.');
	}
}

/** The certificate of the key and those above it, up to but without the root. */
function chainFor(key: KeyObject, certificates: readonly Buffer[], file: string): readonly Buffer[] {
	const all = certificates.map((bytes) => new X509Certificate(bytes));
	const own = all.find((one) => one.checkPrivateKey(key));
	if (!own) throw new StartProblem(`SEAL_FILE ${file} holds no certificate of its key.`);
	const chain = [own];
	for (let last = own; !last.checkIssued(last); ) {
		const above = all.find((one) => !chain.includes(one) && last.checkIssued(one) && last.verify(one.publicKey));
		if (!above) break;
		chain.push(above);
		last = above;
	}
	const isRoot = (one: X509Certificate): boolean => one.checkIssued(one);
	return chain.filter((one, at) => at === 0 || !isRoot(one)).map(({ raw }) => raw);
}

/** One secret to keep rather than two: whoever has the seal's key has this one (HKDF, RFC 5869). */
export function recordKeyOf(key: KeyObject): KeyObject {
	const secret = key.export({ type: 'pkcs8', format: 'der' });
	const seed = Buffer.from(hkdfSync('sha256', secret, '', 'mapp-meeting record key, Ed25519', 32));
	return createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
}
/** The head of a PKCS#8 file of Ed25519 (RFC 8410, 7): the seed of 32 bytes follows. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

async function readRecordKey(file: string): Promise<KeyObject> {
	const bytes = await read('SEAL_RECORD_KEY', file);
	try {
		const key = createPrivateKey(bytes);
		if (key.asymmetricKeyType === 'ed25519') return key;
	} catch {
		// Said below, without what the file holds.
	}
	throw new StartProblem('SEAL_RECORD_KEY must be the PEM of an Ed25519 key without a passphrase.');
}

/** The common name, or the whole name where there is none; Node writes some signs with a backslash before them. */
const nameIn = (subject: string): string =>
	(/^CN=(.+)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ')).replace(/\\(.)/g, '$1');
