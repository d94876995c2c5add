/** The demonstration's key and certificate, made once and kept in its data folder, so that what it sealed yesterday verifies today. */
import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { demonstrationCertificate } from './demonstration-certificate.ts';

export type DemonstrationIdentity = { readonly privateKey: KeyObject; readonly certificate: Buffer };

const FILE = 'demonstration-seal.pem';

/** The folder's own; of two that make one at once, the first counts for both. */
export async function demonstrationIdentity(dataFolder: string, now = new Date()): Promise<DemonstrationIdentity> {
	const file = path.join(dataFolder, FILE);
	const kept = await readKept(file, now);
	if (kept) return kept;
	await mkdir(dataFolder, { recursive: true });
	// RSA, so that the same record gives the same bytes when it is sealed again.
	const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
	const made = newDemonstration(privateKey, now);
	const pem = `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${new X509Certificate(made.certificate)}`;
	// Whole or not at all: somebody else may be reading.
	const whole = `${file}.${randomBytes(6).toString('hex')}`;
	await writeFile(whole, pem, { mode: 0o600 });
	try {
		await link(whole, file);
		return made;
	} catch {
		const others = await readKept(file, now);
		// What lies there can be used no more: this one takes its place.
		if (!others) await rename(whole, file);
		return others ?? made;
	} finally {
		await rm(whole, { force: true });
	}
}

/** One that is kept nowhere. @param privateKey RSA, or EC on P-256 */
export const newDemonstration = (privateKey: KeyObject, now: Date): DemonstrationIdentity => ({
	privateKey,
	certificate: demonstrationCertificate(privateKey, now, randomBytes(8))
});

/** What the folder holds, if it can still be used. */
async function readKept(file: string, now: Date): Promise<DemonstrationIdentity | null> {
	try {
		const pem = await readFile(file, 'utf8');
		const privateKey = createPrivateKey(pem);
		const certificate = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')));
		if (new Date(certificate.validTo) < now || !certificate.checkPrivateKey(privateKey)) return null;
		return { privateKey, certificate: certificate.raw };
	} catch {
		return null;
	}
}
