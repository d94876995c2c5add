// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is looked through here is pieces of source
import { describe, expect, test } from 'vitest';
import { areaOf, type Catalogue, welshOf } from './catalogue.ts';
import { collected } from './collect.ts';
import { atTheBeginning } from './mutations.ts';
import { rewrite } from './read-shown.ts';
import { placesOf } from './sentence.ts';

const keysIn = (source: string, file = 'src/lib/x/thing.ts'): readonly string[] => {
	const keys: string[] = [];
	rewrite(source, file, (key) => {
		keys.push(key);
		return null;
	});
	return keys;
};
const inMarkup = (source: string): readonly string[] =>
	keysIn(`<script lang="ts"></script>\n${source}`, 'src/X.svelte');
const said = (source: string, words: Record<string, string>, file = 'src/lib/x/thing.ts'): string =>
	rewrite(source, file, (key) => words[key] ?? null) ?? source;

describe('what people read in the source', () => {
	test('WELSH-1 a literal, a template and a sum of texts are sentences with numbered places', () => {
		expect(keysIn("const hint = 'Enter a date';")).toEqual(['Enter a date']);
		expect(keysIn('const a = `${n} of ${all} parts`;')).toEqual(['{0} of {1} parts']);
		expect(keysIn("const a = 'Due ' + day + ', late';")).toEqual(['Due {0}, late']);
	});

	test('WELSH-1 each wording of a choice is a sentence of its own', () => {
		expect(keysIn("const a = `${n} ${n === 1 ? 'action' : 'actions'} late`;")).toEqual([
			'{0} action late',
			'{0} actions late'
		]);
		expect(inMarkup("<p>{n} {n === 1 ? 'risk' : 'risks'}{#if late}, late{/if}</p>")).toEqual([
			'{0} risk, late',
			'{0} risk',
			'{0} risks, late',
			'{0} risks'
		]);
	});

	test('WELSH-1 a sentence of a page holds its links; its attributes and what is filled in are looked into', () => {
		expect(inMarkup('<p title="A hint">Read <a href="/x">the minutes</a> of {day}.</p>')).toEqual([
			'A hint',
			'Read <0>the minutes</0> of {1}.'
		]);
		expect(inMarkup('<Field label="{name}, again" name="code" />{open ? \'Open\' : \'Shut\'}')).toEqual([
			'{0}, again',
			'Open',
			'Shut'
		]);
	});

	test('WELSH-2 codes, types, keys, comparisons, paths, queries, errors and logs are none', () => {
		const source = [
			"type A = 'Some words here'; import { b } from 'some words';",
			"if (a === 'Some words' || one['Some words']) log('Some words are logged');",
			"switch (a) { case 'Some words': break; }",
			"throw new Error('some words of an error');",
			'const path = `/meetings/${id}/room`; const row = sql`select some words from it`;',
			"const phase = { state: 'LIVE', kind: 'two words', 'Two words': 1 }; set.has('Two words');"
		];
		for (const line of source) expect(keysIn(line)).toEqual([]);
		expect(inMarkup('<p class="two words" id="two-words" data-x="two words">{code === \'Two words\'}</p>')).toEqual([]);
	});
});

describe('the other language in its place', () => {
	test('WELSH-3 places may change their order, in code and on a page, and nothing else changes', () => {
		expect(said('const a = `${n} of ${all} parts`;', { '{0} of {1} parts': 'mewn {1}: {0} darn `$' })).toBe(
			'const a = `mewn ${all}: ${n} darn \\`$`;'
		);
		expect(
			said(
				'<p>Read <a href="/x">the minutes</a> of {day}.</p>',
				{ 'Read <0>the minutes</0> of {1}.': '{1}: <0>cofnodion {x}</0>' },
				'src/X.svelte'
			)
		).toBe('<p>{day}:{\' \'}<a href="/x">cofnodion &#123;x&#125;</a></p>');
		expect(said("const a = { x: 'Save', y: 'LIVE' };", { Save: 'Cadw' })).toBe('const a = { x: "Cadw", y: \'LIVE\' };');
	});

	test('WELSH-3 what is filled in is in the other language too, and a choice stays one', () => {
		expect(
			said("const a = `Due ${late ? 'now' : 'soon'}, ${f('All of it')}`;", {
				'Due now, {0}': '{0}: nawr',
				'Due soon, {0}': '{0}: cyn hir',
				'All of it': 'Y cyfan'
			})
		).toBe('const a = ((late) ? `${f("Y cyfan")}: nawr` : `${f("Y cyfan")}: cyn hir`);');
	});
});

describe('what changes at its beginning', () => {
	const filled = (source: string, welsh: Record<string, string>, values: Record<string, unknown>): unknown =>
		new Function(...Object.keys(values), `${said(`const a = ${source};`, welsh)} return a;`)(...Object.values(values));

	test('WELSH-10 a day after a preposition begins softly, and no name does', () => {
		const on = (day: string) => filled('`Locked on ${day}`', { 'Locked on {0}': 'Clowyd ar {0}' }, { day });
		expect(on('dydd Llun 21 Rhagfyr 2026')).toBe('Clowyd ar ddydd Llun 21 Rhagfyr 2026');
		expect(on('dydd')).toBe('Clowyd ar dydd');
		const by = (name: string) => filled('`by ${name}`', { 'by {0}': 'gan {0}' }, { name });
		expect(by('Dai Morgan')).toBe('gan Dai Morgan');
	});

	test('WELSH-10 what is counted changes after 2, and years by their number', () => {
		const days = (n: number) => filled('`${n} days left`', { '{0} days left': '{0} diwrnod ar ôl' }, { n });
		expect([1, 2, 3, 12].map(days)).toEqual(
			['1', '2', '3', '12'].map((n) => `${n} ${n === '2' ? 'dd' : 'd'}iwrnod ar ôl`)
		);
		const years = (n: number) => filled('`${n} years`', { '{0} years': '{0} mlynedd' }, { n });
		expect([2, 3, 5, 100].map(years)).toEqual(['2 flynedd', '3 blynedd', '5 mlynedd', '100 mlynedd']);
		expect(said('<p>{n} actions</p>', { '{0} actions': '{0} cam gweithredu' }, 'src/X.svelte')).toBe(
			"<p>{n}{(String(n) === '2' ? ' gam' : ' cam')}{' '}gweithredu</p>"
		);
	});

	/** What is shown of a page, with its days: braces are worked out, elements stay. */
	const page = (source: string, welsh: Record<string, string> = {}): string =>
		said(source, welsh, 'src/X.svelte').replace(/\{(' '|.*?\(on\)\)?)\}/g, (_, expression: string) =>
			new Function('longDate', 'on', `return ${expression}`)(String, 'dydd Mawrth 3 Mawrth 2026')
		);

	test('WELSH-21 a day that begins a line of a page has a capital, alone or before other words', () => {
		const day = 'ydd Mawrth 3 Mawrth 2026';
		expect(page('<td>\n\t{longDate(on)}\n</td>')).toBe(`<td>\n\tD${day}\n</td>`);
		expect(page('<li><strong>{longDate(on)}</strong></li>')).toBe(`<li><strong>D${day}</strong></li>`);
		expect(page('<p>{longDate(on)}: late</p>', { '{0}: late': '{0}: hwyr' })).toBe(`<p>D${day}: hwyr</p>`);
		expect(page('<p>{longDate(on)} is late</p>', { '{0} is late': 'Hwyr: {0}' })).toBe(`<p>Hwyr: d${day}</p>`);
		expect(said('<dd>{#if a}<span>{row.value}</span>{/if}</dd>', {}, 'src/X.svelte')).toContain("'Dydd '");
	});

	test('WELSH-21 within a line it has none, and nothing else that begins one changes', () => {
		const within = [
			'<p>{name}, {longDate(on)}</p>',
			'<td><Tag /> {longDate(on)}</td>',
			'<td>{name}<b>{longDate(on)}</b></td>'
		];
		for (const source of within) expect(said(source, {}, 'src/X.svelte')).toBe(source);
		expect(page('<p>Due <b>{longDate(on)}</b></p>', { Due: 'Erbyn' })).toContain('<b>dydd ');
		const typed = new Function('row', `return ${atTheBeginning('row.value')}`);
		expect(['dydd da', 'dyddiad', 'Dai Morgan', ''].map((value) => typed({ value }))).toEqual([
			...['dydd da', 'dyddiad', 'Dai Morgan', '']
		]);
		expect(typed({ value: 3 })).toBe(3);
	});
});

describe('the catalogue', () => {
	const catalogue: Catalogue = new Map([
		['common', new Map([['Open', 'Agor']])],
		[
			'room',
			new Map([
				['Open', 'Ar agor'],
				['Gone', 'Wedi mynd']
			])
		]
	]);

	test('WELSH-4 an area’s own words go before the common ones', () => {
		expect(welshOf(catalogue, 'room', 'Open')).toBe('Ar agor');
		expect(welshOf(catalogue, 'cases', 'Open')).toBe('Agor');
		expect(welshOf(catalogue, 'cases', 'Nothing of the kind')).toBeNull();
		expect(areaOf('src/lib/mail/mail-kinds.ts')).toBe('mail');
	});

	test('WELSH-4 collecting keeps what is translated, adds what is new and drops what is gone', () => {
		const shown = new Map([
			['Open', ['src/lib/meeting/a.ts', 'src/lib/mail/b.ts']],
			['New here', ['src/lib/mail/b.ts']]
		]);
		expect([...collected(catalogue, shown)]).toEqual([
			['mail', { 'New here': '' }],
			['common', { Open: 'Agor' }],
			['room', { Open: 'Ar agor' }]
		]);
	});

	test('WELSH-4 the places of a translation are those of the English', () => {
		expect(placesOf('Read <0>it</0> of {1}')).toBe(placesOf('{1}: <0>x</0>'));
		expect(placesOf('{0}')).not.toBe(placesOf('{0}{0}'));
	});
});
