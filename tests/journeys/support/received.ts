/** Everything a browser was sent: the body of every answer and every frame of every socket. */
import type { BrowserContext, Page } from '@playwright/test';

export type Received = {
	/** which of these texts came, and in what */
	readonly found: (texts: readonly string[]) => Promise<readonly string[]>;
	/** how many answers and frames were looked through */
	readonly count: () => Promise<{ readonly answers: number; readonly frames: number }>;
};

export function everythingReceived(context: BrowserContext): Received {
	const answers: Promise<{ where: string; bytes: Buffer }>[] = [];
	const frames: { where: string; bytes: Buffer }[] = [];
	context.on('response', (answer) => {
		// A redirect has no body; one that was given up before its body came brought nothing.
		const body = answer.body().catch(() => Buffer.alloc(0));
		answers.push(body.then((bytes) => ({ where: answer.url(), bytes })));
	});
	context.on('page', (page: Page) => {
		page.on('websocket', (socket) => {
			socket.on('framereceived', ({ payload }) => {
				frames.push({ where: socket.url(), bytes: Buffer.from(payload) });
			});
		});
	});
	const all = async () => [...(await Promise.all(answers)), ...frames];
	return {
		found: async (texts) =>
			(await all()).flatMap(({ where, bytes }) =>
				texts.filter((text) => bytes.includes(text)).map((text) => `${text} in ${where}`)
			),
		count: async () => ({
			answers: (await Promise.all(answers)).filter(({ bytes }) => bytes.length > 0).length,
			frames: frames.length
		})
	};
}
