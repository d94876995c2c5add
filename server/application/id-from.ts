import { createHash } from 'node:crypto';

/** An id that is the same for the same parts, so that what is sent twice is stored once. */
export function idFrom(parts: readonly string[]): string {
	const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
	return [
		hash.slice(0, 8),
		hash.slice(8, 12),
		`8${hash.slice(13, 16)}`,
		`a${hash.slice(17, 20)}`,
		hash.slice(20, 32)
	].join('-');
}
