/** What a browser complained about while a journey ran: nothing may be left at its end. */
import type { BrowserContext, ConsoleMessage, Page } from '@playwright/test';

export type Complaints = {
	/** every complaint that nobody expected, with whose browser it was */
	readonly unexpected: () => readonly string[];
	/** Chromium writes one line for a document that answers 4xx; the journey says beforehand that it wants one */
	readonly expectRefusal: (page: Page, status: number, path: string) => void;
	/** the same for an answer that may come or not, by who is faster */
	readonly mayBeRefused: (page: Page, status: number, path: string) => void;
	/** Chromium writes a line for every connection that cannot be made; allowed only while the journey has cut the network */
	readonly duringCut: <T>(page: Page, work: () => Promise<T>) => Promise<T>;
	readonly watch: (context: BrowserContext, who: string) => void;
};

const REFUSED_DOCUMENT = /^Failed to load resource: the server responded with a status of (\d{3})/;
const NO_CONNECTION = /net::ERR_|WebSocket connection to .* failed/;
/** What a browser writes of a proxy that does not answer; a server of ours that refused would be told otherwise. */
const LATE_NOTE = /net::ERR_PROXY_CONNECTION_FAILED/;

export function complaints(): Complaints {
	const found: string[] = [];
	const refusals: { page: Page; status: number; path: string; isCertain: boolean }[] = [];
	const cut = new Set<BrowserContext>();
	/** contexts whose network has been away: an attempt made then may be told of after it is back */
	const mended = new Set<BrowserContext>();

	const isExpected = (message: ConsoleMessage): boolean => {
		const page = message.page();
		if (page && cut.has(page.context()) && NO_CONNECTION.test(message.text())) return true;
		if (page && mended.has(page.context()) && LATE_NOTE.test(message.text())) return true;
		const status = Number(REFUSED_DOCUMENT.exec(message.text())?.[1]);
		const path = pathOf(message.location().url);
		const at = refusals.findIndex((one) => one.page === page && one.status === status && one.path === path);
		if (at === -1) return false;
		refusals.splice(at, 1);
		return true;
	};
	return {
		unexpected: () => [
			...found,
			...refusals.filter(({ isCertain }) => isCertain).map(({ status, path }) => `${path} did not answer ${status}`)
		],
		expectRefusal: (page, status, path) => refusals.push({ page, status, path, isCertain: true }),
		mayBeRefused: (page, status, path) => refusals.push({ page, status, path, isCertain: false }),
		duringCut: async (page, work) => {
			cut.add(page.context());
			const result = await work();
			cut.delete(page.context());
			mended.add(page.context());
			return result;
		},
		watch: (context, who) => {
			context.on('console', (message) => {
				if (message.type() === 'error' && !isExpected(message))
					found.push(`${who}: ${message.text()} ${message.location().url}`);
			});
			context.on('weberror', (event) => found.push(`${who}: ${event.error().stack ?? event.error().message}`));
		}
	};
}

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : '');
