/** What proves that a checkpoint of the audit is this service's own: nobody makes one without its key. */
import { createHmac } from 'node:crypto';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import type { ServiceKeys } from '../service-keys.ts';

/** HMAC-SHA256 as hexadecimal digits. @param link the last one that is removed */
export const checkpointMac = (
	keys: ServiceKeys,
	{ areaId, number, hmac }: { readonly areaId: string; readonly number: number; readonly hmac: string }
): string =>
	createHmac('sha256', keys.keyFor('audit'))
		.update(`checkpoint ${canonicalJson({ areaId, number, hmac })}`)
		.digest('hex');
