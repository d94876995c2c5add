/** How the page on the wall asks for what it shows: without the browser's session, and it says when nobody answers. */
import { WALL, type WallView } from '../wire.ts';

export type WallNews = { readonly kind: 'view'; readonly view: WallView } | { readonly kind: 'closed' | 'silent' };

/** One question. Anything but an answer within its time is silence. */
export async function askWall(feed: string, ask: typeof fetch = fetch): Promise<WallNews> {
	try {
		const answer = await ask(feed, {
			credentials: 'omit',
			cache: 'no-store',
			signal: AbortSignal.timeout(WALL.answerMs)
		});
		if (answer.status === 404) return { kind: 'closed' };
		if (!answer.ok) return { kind: 'silent' };
		return { kind: 'view', view: (await answer.json()) as WallView };
	} catch {
		return { kind: 'silent' };
	}
}
