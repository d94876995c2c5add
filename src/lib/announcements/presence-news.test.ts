import { expect, it } from 'vitest';
import type { Present } from '../wire.ts';
import { GONE_AFTER_MS, presenceNews } from './presence-news.ts';

const me = { personId: 'me', agency: 'Police' };
const one = (personId: string, agency: string): Present => ({
	personId,
	name: personId,
	agency,
	item: null,
	connections: 1
});
const said = (answer: ReturnType<typeof presenceNews>): readonly string[] =>
	answer.news.map(({ who, what }) => `${who} ${what}`);

it('ANNOUNCE-7 Who is there at the first look is no news; who comes is said, and who is away for ten seconds.', () => {
	const first = presenceNews(null, [one('me', 'Police'), one('ada', 'Housing')], 0, me);
	expect(said(first)).toEqual([]);
	const second = presenceNews(
		first.seen,
		[one('me', 'Police'), one('ada', 'Housing'), one('sam', 'Police')],
		1_000,
		me
	);
	expect(said(second)).toEqual(['sam, Police, is connected']);
	expect(second.news[0]?.mine).toBe(true);
	const away = presenceNews(second.seen, [one('sam', 'Police')], 2_000, me);
	expect(said(away)).toEqual([]);
	const gone = presenceNews(away.seen, [one('sam', 'Police')], 2_000 + GONE_AFTER_MS, me);
	expect(said(gone)).toEqual(['ada, Housing, is no longer connected']);
	expect(said(presenceNews(gone.seen, [one('sam', 'Police')], 60_000, me))).toEqual([]);
});

it('ANNOUNCE-8 A line that is back within ten seconds is not said at all.', () => {
	const there = presenceNews(null, [one('ada', 'Housing')], 0, me);
	const away = presenceNews(there.seen, [], 1_000, me);
	const back = presenceNews(away.seen, [one('ada', 'Housing')], 9_000, me);
	expect([...said(away), ...said(back)]).toEqual([]);
	expect(said(presenceNews(back.seen, [one('ada', 'Housing')], 60_000, me))).toEqual([]);
});
