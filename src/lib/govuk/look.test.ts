import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAttribute, lookOf } from './look.ts';

const FOLDER = new URL('.', import.meta.url).pathname;
const source = readFileSync(join(FOLDER, '_tokens.scss'), 'utf8');
const colours = new Map(
	[...source.matchAll(/^\t'([a-z0-9-]+)': \((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/gm)].map(([, name, light, dark]) => [
		name as string,
		{ light: light as string, dark: dark as string }
	])
);
const of = (name: string, look: 'light' | 'dark'): string => {
	const pair = colours.get(name);
	if (!pair) throw new Error(`There is no token ${name}`);
	return pair[look];
};

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(hex: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one: string, other: string): number {
	const [high, low] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number];
	return (high + 0.05) / (low + 0.05);
}

const SURFACES = ['surface', 'surface-raised', 'surface-side', 'surface-sunken'];
const SOFT = ['link-soft', 'good-soft', 'bad-soft', 'warn-soft'];
/** each may be written on every surface */
const TEXTS = [
	'text',
	'text-quiet',
	'link',
	'link-hover',
	'link-visited',
	'good',
	'bad',
	'on-good-soft',
	'on-bad-soft'
];
const MARKS = ['risk-low', 'risk-medium', 'risk-high', 'risk-very-high', 'on-warn-soft'];
const WRITTEN_ON = [...colours.keys()].filter((name) => colours.has(`on-${name}`));
const PEOPLE = [...colours.keys()].filter((name) => name.startsWith('people-'));

describe.each(['light', 'dark'] as const)('the colours, %s', (look) => {
	const short = (pairs: readonly (readonly [string, string])[], least: number): string[] =>
		pairs
			.map(([text, surface]) => ({ text, surface, ratio: contrast(of(text, look), of(surface, look)) }))
			.filter(({ ratio }) => ratio < least)
			.map(({ text, surface, ratio }) => `${text} on ${surface}: ${ratio.toFixed(2)}`);

	it('LOOK-1 every text can be read on every surface it may stand on (4.5 to 1)', () => {
		const everywhere = [...TEXTS, ...MARKS].flatMap((text) => SURFACES.map((surface) => [text, surface] as const));
		const soft = ['text', 'text-quiet', 'link'].flatMap((text) => SOFT.map((surface) => [text, surface] as const));
		expect(short([...everywhere, ...soft, ['text', 'surface-pressed']], 4.5)).toEqual([]);
	});

	it('LOOK-1 every filled colour carries its own text (4.5 to 1)', () => {
		expect(WRITTEN_ON.length).toBeGreaterThan(15);
		const own = WRITTEN_ON.map((name) => [`on-${name}`, name] as const);
		const people = PEOPLE.map((name) => ['on-people', name] as const);
		const pressed = [
			['on-good', 'good-strong'],
			['on-bad', 'bad-strong']
		] as const;
		expect(short([...own, ...people, ...pressed], 4.5)).toEqual([]);
	});

	it('LOOK-1 a frame, a field and the lines of a chart are seen (3 to 1)', () => {
		const frames = [...PEOPLE, 'line-field', 'chart', 'chart-second', 'chart-line', 'ink'];
		const seen = frames.flatMap((name) => SURFACES.slice(0, 3).map((surface) => [name, surface] as const));
		expect(short(seen, 3)).toEqual([]);
	});

	it('ASSIST-2 the frame of a field and its marks of good and bad are seen where they stand (3 to 1)', () => {
		const marks = ['line-field', 'text', 'accent', 'good', 'bad', 'link', 'on-warn-soft'];
		expect(
			short(
				marks.flatMap((mark) => SURFACES.map((surface) => [mark, surface] as const)),
				3
			)
		).toEqual([]);
	});

	it('ASSIST-2 of the two rings of the focus one is seen on whatever it lies upon (3 to 1)', () => {
		// GOV.UK's yellow, which is no token of ours, outside of our ring.
		const rings = ['#ffdd00', of('focus-ring', look)];
		const unseen = [...SURFACES, ...SOFT].filter(
			(surface) => Math.max(...rings.map((ring) => contrast(ring, of(surface, look)))) < 3
		);
		expect(unseen).toEqual([]);
	});
});

describe('where colours are written', () => {
	it('LOOK-2 no component and no style sheet writes a colour of its own', () => {
		const root = join(FOLDER, '../..');
		const own = readdirSync(root, { recursive: true, encoding: 'utf8' })
			.filter((path) => /\.(svelte|scss)$/.test(path) && !path.endsWith('_tokens.scss'))
			// A QR code is black on white, whatever the page is.
			.filter((path) => !path.endsWith('QrCode.svelte'))
			.flatMap((path) =>
				readFileSync(join(root, path), 'utf8')
					.split('\n')
					.map((line, index) => ({ place: `${path}:${index + 1}`, line }))
			)
			.filter(({ line }) =>
				/(?:#[0-9a-f]{3,8}\b(?=["'; ,)])|rgba?\(|hsla?\()/i.test(line.replaceAll(/href="#[^"]*"/g, ''))
			)
			.map(({ place }) => place);
		expect(own).toEqual([]);
	});

	it('LOOK-2 every custom property a component names is there', () => {
		const root = join(FOLDER, '../..');
		const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
			/\.(svelte|scss)$/.test(path)
		);
		const texts = files.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
		const set = new Set([
			...texts.flatMap(({ text }) =>
				[...text.matchAll(/(?:^|[\s{"])--([a-z0-9-]+):|setProperty\('--([a-z0-9-]+)'/g)].map(
					([, name, measured]) => name ?? measured
				)
			),
			...colours.keys(),
			'shadow',
			'scrim'
		]);
		const missing = texts.flatMap(({ path, text }) =>
			[...text.matchAll(/var\(--([a-z0-9-]+)[,)]/g)]
				.map(([, name]) => name as string)
				.filter((name) => !set.has(name) && !name.startsWith('govuk-'))
				.map((name) => `${path}: --${name}`)
		);
		expect(missing).toEqual([]);
	});
});

describe('the choice of a look', () => {
	it.each([
		['dark', 'dark', 'data-look="dark"'],
		['light', 'light', 'data-look="light"'],
		['device', 'device', ''],
		['"><script>', 'device', ''],
		[undefined, 'device', '']
	])('LOOK-3 a browser that says %s gets %s', (sent, look, attribute) => {
		expect(lookOf(sent)).toBe(look);
		expect(lookAttribute(lookOf(sent))).toBe(attribute);
	});
});
