/** The list of what is in an archive of a case, by fingerprint: with it every file in the archive can be checked. */
import type { SealedBy, Signed } from './seal.ts';

export type BundleManifest = {
	readonly schema: 'mapp-case-bundle-manifest/1';
	/** of the case, "NMS-2026-014" */
	readonly reference: string;
	/** ISO 8601, UTC */
	readonly madeAt: string;
	readonly recipient: string;
	readonly purpose: string;
	readonly files: readonly { readonly name: string; readonly size: number; readonly sha256: string }[];
	readonly sealedBy: SealedBy;
};

/** The manifest as the file that is handed out. */
export type ManifestFile = Signed<BundleManifest> & { readonly schema: 'mapp-case-bundle/1' };
