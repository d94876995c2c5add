/** What the connection test finds, and what follows from it for a meeting. */

/** In the order they are shown. */
export const CHECKS = [
	'page',
	'script',
	'browser',
	'cookies',
	'socket',
	'polling',
	'roundTrip',
	'clock',
	'keeping'
] as const;
export type Check = (typeof CHECKS)[number];

/** `note`: a meeting works, and something is worth knowing; `bad`: what this check is for does not work. */
export type Mark = 'good' | 'note' | 'bad';
export type Finding = { readonly check: Check; readonly mark: Mark; readonly said: string };

export type Verdict = { readonly works: 'yes' | 'slower' | 'no'; readonly because: readonly Check[] };

/** Above this half-way-and-back time others' words come noticeably late, ms. */
const SLOW_MS = 300;
/** A clock further off shows wrong times of saving and of the agenda, ms. */
const CLOCK_MS = 60_000;

/** Without these there is no meeting, whatever else works. */
const NEEDED: readonly Check[] = ['page', 'script', 'browser', 'cookies'];

/** Whether meetings will work, from everything that was tried. */
export function verdict(findings: readonly Finding[]): Verdict {
	const markOf = (check: Check) => findings.find((one) => one.check === check)?.mark;
	const missing = NEEDED.filter((check) => markOf(check) === 'bad');
	const noLine = markOf('socket') === 'bad' && markOf('polling') === 'bad';
	if (missing.length > 0 || noLine)
		return { works: 'no', because: noLine ? [...missing, 'socket', 'polling'] : missing };
	const slow = (['socket', 'roundTrip'] as const).filter((check) => (markOf(check) ?? 'good') !== 'good');
	return { works: slow.length > 0 ? 'slower' : 'yes', because: slow };
}

/** @param times of each question and its answer, ms; at least one */
export function roundTripFinding(times: readonly number[]): Finding {
	const sorted = times.toSorted((a, b) => a - b);
	const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
	return {
		check: 'roundTrip',
		mark: middle > SLOW_MS ? 'note' : 'good',
		said: `${Math.round(middle)} ms, the middle of ${times.length} tries`
	};
}

/** @param answers the local times before and after each question, and the server's in its answer; epoch ms */
export function clockFinding(
	answers: readonly { readonly asked: number; readonly heard: number; readonly server: number }[]
): Finding {
	// The quickest answer leaves the least room for doubt.
	const [best] = answers.toSorted((a, b) => a.heard - a.asked - (b.heard - b.asked));
	if (!best) return { check: 'clock', mark: 'note', said: 'Not measured' };
	const ahead = (best.asked + best.heard) / 2 - best.server;
	const size = Math.abs(ahead);
	const amount = size < 1000 ? 'Less than a second' : size < 120_000 ? `${Math.round(size / 1000)} s` : minutes(size);
	const side = size < 1000 ? 'off' : ahead > 0 ? 'ahead of the service' : 'behind the service';
	return { check: 'clock', mark: size > CLOCK_MS ? 'note' : 'good', said: `${amount} ${side}` };
}

const minutes = (ms: number): string => {
	const whole = Math.round(ms / 60_000);
	return whole < 120 ? `${whole} minutes` : `${Math.round(whole / 60)} hours`;
};
