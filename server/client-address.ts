/** Whose connection it is, for limits: the same as SvelteKit's `getClientAddress`, for requests that never reach it. */
import type { IncomingMessage } from 'node:http';

/**
 * @param source ADDRESS_HEADER names the header in which a trusted proxy writes the address; XFF_DEPTH is how many proxies
 * write into x-forwarded-for. Without them it is whoever connected.
 */
export function clientAddress(
	{ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
	source: Record<string, string | undefined> = process.env
): string {
	const header = source.ADDRESS_HEADER?.toLowerCase();
	if (!header) return socket.remoteAddress ?? 'unknown';
	const written = headers[header];
	const value = Array.isArray(written) ? written.join(',') : (written ?? '');
	const depth = header === 'x-forwarded-for' ? Math.max(1, Number(source.XFF_DEPTH) || 1) : 1;
	return value.split(',').at(-depth)?.trim() || 'unknown';
}
