import type { FinalRecord } from '#lib/minutes/final-record.ts';

/** The record with a word of its own in each text that is not a fixed one. */
export function plantWords(from: FinalRecord): {
	readonly record: FinalRecord;
	readonly words: ReadonlyMap<string, string>;
} {
	const words = new Map<string, string>();
	const fixed =
		/^\/(schema|marking|language|lockedAt|meetingId|chair\/|keptApart\/told|meeting\/\d+\/0|subject\/\d+\/0|level\/fields\/\d+\/0|items\/\d+\/(facts\/\d+\/0|code))/;
	const at = (value: unknown, path: string): unknown => {
		if (typeof value === 'string') {
			if (value === '' || fixed.test(path)) return value;
			const word = `canary${words.size.toString(36).padStart(4, 'q')}x`;
			words.set(path, word);
			return word;
		}
		if (Array.isArray(value)) return value.map((each, n) => at(each, `${path}/${n}`));
		if (value === null || typeof value !== 'object') return value;
		return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, at(each, `${path}/${name}`)]));
	};
	return { record: at(from, '') as FinalRecord, words };
}
