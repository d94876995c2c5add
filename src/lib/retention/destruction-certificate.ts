/** The certificate of a destruction: what went, under which rule, who decided it, when. Signed as records are; no word of the content. */
import { canonicalJson } from '../seal/canonical-json.ts';
import type { SealedBy, Signed } from '../seal/seal.ts';
import { sha256Of } from '../seal/sha256.ts';
import type { CaseRule } from './case-clock.ts';

export type DestroyedRows = {
	/** a kind of {@link RETENTION_TABLE}: what the rows were */
	readonly kind: string;
	/** of the database */
	readonly table: string;
	readonly rows: number;
	/** SHA-256 over the keys of the rows, in order; 64 hexadecimal digits */
	readonly sha256: string;
};
export type Decider = { readonly name: string; readonly role: string };

export type DestructionCertificate = {
	readonly schema: 'mapp-destruction-certificate-seal/1';
	/** counts from 1 in each area */
	readonly number: number;
	readonly area: string;
	/** SHA-256 of "area code, space, case reference": whoever knows the reference can tell that it was this case */
	readonly referenceSha256: string;
	readonly rule: CaseRule;
	/** the day from which it might be destroyed */
	readonly dueOn: string;
	readonly proposedBy: Decider;
	/** ISO 8601, UTC */
	readonly proposedAt: string;
	readonly confirmedBy: Decider;
	readonly destroyedAt: string;
	/** meetings that went with the case */
	readonly meetings: number;
	readonly destroyed: readonly DestroyedRows[];
	/** of the canonical JSON of `destroyed` */
	readonly listSha256: string;
	readonly sealedBy: SealedBy;
};

/** The certificate as the file that is handed out. */
export type CertificateFile = Signed<DestructionCertificate> & { readonly schema: 'mapp-destruction-certificate/1' };

export const listDigest = (destroyed: readonly DestroyedRows[]): string => sha256Of(canonicalJson(destroyed));

/** What a case's reference is known by once the case is gone. */
export const referenceDigest = (areaCode: string, reference: string): string => sha256Of(`${areaCode} ${reference}`);

export const rowsIn = ({ destroyed }: Pick<DestructionCertificate, 'destroyed'>): number =>
	destroyed.reduce((sum, { rows }) => sum + rows, 0);
