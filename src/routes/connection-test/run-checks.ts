/** Tries in this browser what a meeting needs, one after the other. Browser only. */
import { clockFinding, type Finding, roundTripFinding } from '#lib/connection-test/findings.ts';
import { CONNECTION_TEST } from '#lib/wire.ts';

const ANSWER_WITHIN_MS = 8_000;
const QUESTIONS = 10;

/** @param found told of each finding as it comes. Never rejects. */
export async function runChecks(found: (finding: Finding) => void): Promise<void> {
	found({ check: 'script', mark: 'good', said: 'Runs' });
	found(page());
	found(browser());
	const times = await askTimes();
	found(times.cookies);
	found(times.roundTrip);
	found(times.clock);
	await Promise.all(
		[tried('socket', webSocket()), tried('polling', longPolling()), keeping()].map(async (one) => found(await one))
	);
}

function page(): Finding {
	const isProtected = location.protocol === 'https:';
	return {
		check: 'page',
		mark: isProtected || window.isSecureContext ? 'good' : 'bad',
		said: isProtected
			? 'https'
			: window.isSecureContext
				? 'This machine, without a network between'
				: 'http, which others can read'
	};
}

function browser(): Finding {
	const isNew =
		typeof structuredClone === 'function' &&
		'toSorted' in Array.prototype &&
		HTMLScriptElement.supports?.('importmap') === true;
	return {
		check: 'browser',
		mark: isNew ? 'good' : 'bad',
		said: isNew ? 'It is' : 'It lacks what the room is made with'
	};
}

type Times = { readonly cookies: Finding; readonly roundTrip: Finding; readonly clock: Finding };

async function askTimes(): Promise<Times> {
	const answers: { asked: number; heard: number; server: number }[] = [];
	let isKept = false;
	try {
		for (let n = 0; n < QUESTIONS; n++) {
			const asked = Date.now();
			const began = performance.now();
			const answer = (await (await ask(CONNECTION_TEST.time)).json()) as { now: number; cookie: boolean };
			answers.push({ asked, heard: asked + (performance.now() - began), server: answer.now });
			isKept = answer.cookie;
		}
	} catch {
		// What came before it counts.
	}
	const silent = { mark: 'bad', said: 'The service did not answer' } as const;
	// The first question opens the connection.
	const times = answers.slice(1).map(({ asked, heard }) => heard - asked);
	return {
		cookies: answers.length === 0 ? { check: 'cookies', ...silent } : kept(isKept),
		roundTrip: times.length === 0 ? { check: 'roundTrip', ...silent } : roundTripFinding(times),
		clock: clockFinding(answers)
	};
}

const kept = (isKept: boolean): Finding => ({
	check: 'cookies',
	mark: isKept ? 'good' : 'bad',
	said: isKept ? 'Kept and sent back' : 'Not sent back'
});

/** Opens a WebSocket and has a short and a long message said back. */
function webSocket(): Promise<string> {
	const socket = new WebSocket(
		`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${CONNECTION_TEST.socket}`
	);
	socket.binaryType = 'arraybuffer';
	const messages = [randomBytes(32), randomBytes(CONNECTION_TEST.messageBytes)];
	const began = performance.now();
	let heard = 0;
	return within(
		new Promise<string>((resolve, reject) => {
			socket.onopen = () => {
				for (const message of messages) socket.send(message);
			};
			socket.onmessage = ({ data }) => {
				const expected = messages[heard++];
				if (!expected || !isSame(expected, new Uint8Array(data))) reject(new Error('Changed on the way'));
				else if (heard === messages.length)
					resolve(`Opened and said back in ${Math.round(performance.now() - began)} ms`);
			};
			socket.onclose = () => reject(new Error('Refused or cut off'));
		}).finally(() => socket.close())
	);
}

/** A question that waits comes back whole, and a message that is posted is said back. */
async function longPolling(): Promise<string> {
	const began = performance.now();
	const held = await (await ask(CONNECTION_TEST.hold)).text();
	const waited = performance.now() - began;
	if (held !== 'held\n') throw new Error('Changed on the way');
	if (waited < CONNECTION_TEST.holdMs - 100) throw new Error('Answered by somebody on the way');
	const message = randomBytes(1024);
	const echo = await ask(CONNECTION_TEST.echo, {
		method: 'POST',
		body: message,
		headers: { 'content-type': 'application/octet-stream' }
	});
	if (!isSame(message, new Uint8Array(await echo.arrayBuffer()))) throw new Error('Changed on the way');
	return `Held for ${(waited / 1000).toFixed(1)} s, and a message said back`;
}

async function tried(check: 'socket' | 'polling', attempt: Promise<string>): Promise<Finding> {
	try {
		return { check, mark: 'good', said: await attempt };
	} catch (problem) {
		const said = problem instanceof Error && problem.message.length < 60 ? problem.message : 'No answer';
		return { check, mark: 'bad', said };
	}
}

async function keeping(): Promise<Finding> {
	const missing = !window.isSecureContext || !crypto.subtle ? 'Encryption' : (await opensDatabase()) ? null : 'Storage';
	return {
		check: 'keeping',
		mark: missing === null ? 'good' : 'note',
		said: missing === null ? 'Encryption and storage are there' : `${missing} is not available`
	};
}

/** Private windows and some policies have the interface and refuse its use. */
const opensDatabase = (): Promise<boolean> =>
	within(
		new Promise<boolean>((resolve) => {
			const name = 'connection-test';
			const opening = indexedDB.open(name, 1);
			opening.onerror = () => resolve(false);
			opening.onsuccess = () => {
				opening.result.close();
				indexedDB.deleteDatabase(name);
				resolve(true);
			};
		})
	).catch(() => false);

async function ask(path: string, more: RequestInit = {}): Promise<Response> {
	const answer = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_WITHIN_MS), ...more });
	if (!answer.ok)
		throw new Error(answer.status === 429 ? 'Asked too often: wait a minute' : `Refused (${answer.status})`);
	return answer;
}

const within = <T>(work: Promise<T>): Promise<T> =>
	Promise.race([
		work,
		new Promise<never>((_, reject) => setTimeout(() => reject(new Error('No answer')), ANSWER_WITHIN_MS))
	]);

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
	one.length === other.length && one.every((byte, n) => byte === other[n]);
