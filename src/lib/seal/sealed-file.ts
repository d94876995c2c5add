/** The whole record as the file that is handed out: everything it takes to check it without this service. */
import type { FinalRecord } from '../minutes/final-record.ts';
import { canonicalJson } from './canonical-json.ts';
import { CHECK_DIGITS, digestsOf, type SealedRecord, type SignedSeal } from './seal.ts';
import { toHex } from './sha256.ts';

export type SealedFile = SignedSeal & {
	readonly schema: 'mapp-meeting-sealed-record/1';
	readonly record: FinalRecord;
	/** of the blocks; whoever has the record may have it */
	readonly salt: string;
	/** the first eight digits of each block's digest in order: not needed to find a change, only to say where it is */
	readonly checks: string;
};

/** The text of the file: canonical JSON, the same bytes each time. */
export const sealedFileText = ({ record, seal: { seal, signature, publicKey }, salt }: SealedRecord): string =>
	canonicalJson({
		schema: 'mapp-meeting-sealed-record/1',
		...{ record, seal, signature, publicKey, salt },
		checks: digestsOf(record, salt)
			.map((digest) => toHex(digest).slice(0, CHECK_DIGITS))
			.join('')
	} satisfies SealedFile);
