import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const filesIn = (folder: string, end: RegExp): readonly string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => end.test(name))
		.map((name) => join(folder, name));

/** Forms that no seat matters for. */
const NO_SEAT: readonly RegExp[] = [
	// Of somebody who is not signed in, or that end who they are.
	/^src\/routes\/(sign-in|first-sign-in|demo|guest|signed-out)\//,
	/^src\/(routes\/\+layout|lib\/people\/IdleLock)\.svelte$/,
	// Of a human in whichever seat: how they sign in, and where.
	/^src\/(routes\/account|lib\/sign-in)\//,
	// A search: nothing changes.
	/^src\/routes\/cases\/\+page\.svelte$/
];
/** A snippet of that name holds the guard of several forms of a page. */
const GUARD = /<(FormGuard|SeatField)\b|\{@render guard\(/;

test('SEAT-10 every form that changes something says whose page it is on', () => {
	const forms = filesIn('src', /\.svelte$/)
		.filter((file) => !NO_SEAT.some((one) => one.test(file)))
		.flatMap((file) =>
			[...readFileSync(file, 'utf8').matchAll(/<form\b[^>]*?method="post".*?<\/form>/gs)].map(([form]) => ({
				file,
				form
			}))
		);
	expect(forms.length).toBeGreaterThan(80);
	expect(forms.filter(({ form }) => !GUARD.test(form)).map(({ file }) => file)).toEqual([]);
});

test('AREA-9 only the share of a case reaches into another area, and an area is named where a session, a seat or a share is', () => {
	const callers = (word: RegExp) =>
		filesIn('server', /\.ts$/)
			.filter((file) => !file.endsWith('.test.ts') && word.test(readFileSync(file, 'utf8')))
			.map((file) => file.replace(/^server\//, ''))
			.sort();
	expect(callers(/\bawait inOtherArea\(/)).toEqual(['application/share-case.ts']);
	// Each begins by learning whose area it is; everything else uses `withArea`, which names one area for the whole transaction.
	expect(callers(/\bnameArea\(/)).toEqual([
		'application/agency-sign-in.ts',
		'application/change-password.ts',
		'application/let-in.ts',
		'application/own-sign-in.ts',
		'application/seats.ts',
		'application/second-step.ts',
		'application/sign-in.ts',
		'persistence/append-updates.ts',
		'persistence/database.ts',
		'persistence/lucia-adapter.ts',
		'persistence/other-area.ts',
		'persistence/sessions.ts'
	]);
});
