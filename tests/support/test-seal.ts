/** With what the tests seal: made once in a process, from an EC key because that takes no time. */
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newDemonstration } from '#server/export/demonstration-identity.ts';
import { identityOf, recordKeyOf, type SealIdentity } from '#server/export/seal-identity.ts';

const made = new Map<string, SealIdentity>();

/** @param kind RSA where the same bytes are wanted twice */
export function testSeal(kind: 'ec' | 'rsa' = 'ec'): SealIdentity {
	const known = made.get(kind);
	if (known) return known;
	const { privateKey } =
		kind === 'ec'
			? generateKeyPairSync('ec', { namedCurve: 'P-256' })
			: generateKeyPairSync('rsa', { modulusLength: 2048 });
	const { certificate } = newDemonstration(privateKey, new Date());
	const identity = identityOf(privateKey, [certificate], recordKeyOf(privateKey), true);
	made.set(kind, identity);
	return identity;
}

/** The same as a file for a process that is started with SEAL_FILE. @returns its path */
export function writeTestSeal(folder: string): string {
	const { privateKey, certificateChain } = testSeal();
	const file = join(folder, 'test-seal.pem');
	const certificates = certificateChain.map((bytes) => `${new X509Certificate(bytes)}`).join('');
	writeFileSync(file, `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${certificates}`, { mode: 0o600 });
	return file;
}
