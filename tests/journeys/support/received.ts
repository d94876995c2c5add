/** Everything a browser was sent: the body of every answer and every frame of every socket. */
import type { BrowserContext, Page } from '@playwright/test';

export type Received = {
	/** which of these texts came, and in what */
	readonly found: (texts: readonly string[]) => readonly string[];
	/** how many answers and frames were looked through */
	readonly count: () => { readonly answers: number; readonly frames: number };
};

/** Call before the browser's first page. Every answer passes through here, so none can be missed. */
export async function everythingReceived(context: BrowserContext): Promise<Received> {
	const answers: { where: string; bytes: Buffer }[] = [];
	const frames: { where: string; bytes: Buffer }[] = [];
	await context.route('**/*', async (route) => {
		try {
			const response = await route.fetch({ maxRedirects: 0 });
			const body = await response.body();
			answers.push({ where: response.url(), bytes: body });
			await route.fulfill({ response, body });
		} catch {
			// The page has left meanwhile. Nothing was handed on to it, so it was sent nothing.
		}
	});
	context.on('page', (page: Page) => {
		page.on('websocket', (socket) => {
			socket.on('framereceived', ({ payload }) => {
				frames.push({ where: socket.url(), bytes: Buffer.from(payload) });
			});
		});
	});
	return {
		found: (texts) =>
			[...answers, ...frames].flatMap(({ where, bytes }) =>
				texts.filter((text) => bytes.includes(text)).map((text) => `${text} in ${where}`)
			),
		count: () => ({ answers: answers.filter(({ bytes }) => bytes.length > 0).length, frames: frames.length })
	};
}
