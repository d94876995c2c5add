/** What may be asked without signing in by the connection test: so often for each address, and only so many held at once. */
import { text } from '@sveltejs/kit';
import { addressLimit } from '#server/address-limit.ts';

const mayAsk = addressLimit({ burst: 150, perSecond: 3, addresses: 10_000 });
const MOST_HELD = 200;
let held = 0;

type Asked = { readonly getClientAddress: () => string };

/** Answers one question, or refuses it: 429 for an address that asks too often, 503 while too many are held. */
export async function answerOpenly(event: Asked, answer: () => Promise<Response>): Promise<Response> {
	if (!mayAsk(addressOf(event))) return refusal(429, 'Too many questions from this network. Wait a minute.');
	if (held >= MOST_HELD) return refusal(503, 'Many tests are running just now. Wait a minute.');
	held++;
	try {
		return await answer();
	} finally {
		held--;
	}
}

const refusal = (status: 429 | 503, words: string) => text(`${words}\n`, { status, headers: { 'retry-after': '60' } });

/** Behind a proxy whose header is missing there is no address: all such questions share one count. */
function addressOf({ getClientAddress }: Asked): string {
	try {
		return getClientAddress();
	} catch {
		return 'unknown';
	}
}
