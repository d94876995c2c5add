import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import * as english from '../../tests/support/welsh-sample.ts';
import { readCatalogue } from './catalogue.ts';
import { welsh } from './welsh-plugin.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
type Sample = typeof import('../../tests/support/welsh-sample.ts');
let sample: Sample;
beforeAll(async () => {
	const { module } = await runnerImport<Sample>(
		fileURLToPath(new URL('../../tests/support/welsh-sample.ts', import.meta.url)),
		{
			...{ root, configFile: false, logLevel: 'error', plugins: [welsh(root)] },
			define: { __LANGUAGE__: JSON.stringify('cy') },
			resolve: { alias: { '#lib': `${root}src/lib`, '#server': `${root}server` } }
		}
	);
	sample = module;
}, 30_000);

test('WELSH-5 the Welsh build lays out a record in Welsh, dates too, and leaves what was typed as it is', () => {
	const { document, typed } = sample;
	const texts = JSON.stringify(document);
	expect(document.language).toBe('cy');
	expect(document.lockedLine).toContain('dydd Llun 21 Rhagfyr 2026');
	for (const one of typed) expect(texts).toContain(JSON.stringify(one).slice(1, -1));
	const english = [...(readCatalogue(root).get('final') ?? [])].filter(
		([key, said]) => said !== '' && said !== key && /^[A-Z][\w’ ]{24,}$/.test(key)
	);
	expect(english.length).toBeGreaterThan(20);
	expect(english.map(([key]) => key).filter((key) => texts.includes(JSON.stringify(key)))).toEqual([]);
});

/** The commonest English words that are no Welsh words. */
const ENGLISH =
	/\b(the|of|and|is|are|was|were|be|been|to|in|that|this|it|for|not|on|with|by|from|has|have|had|who|what|when|where|which|why|how|or|nothing|nobody|none|yes|new|once|twice|initial|review|meeting|minutes?|case|action|actions|risk of|level|date|time|place|name|agency|agencies|people|chair|reason|days?|weeks?|months?|years?|hours?|today|before|after|until|seen|done|given|set|made|locked|recorded|accepted|agreed|decided|added|changed|removed|attended|left|open|closed|late|only|other|all of|each|every|any|may|must|will|can|victim|intelligence|health|January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b/i;
const CODES: readonly RegExp[] = [
	/^mapp-meeting-/,
	/^\d{4}-\d\d-\d\dT/,
	/^[A-Z_]+$/,
	/^record-(key-)?sha256/,
	/^(meeting-2|actions|level)$/
];
const textsIn = (value: unknown): readonly string[] =>
	typeof value === 'string'
		? [value]
		: value !== null && typeof value === 'object'
			? Object.values(value).flatMap(textsIn)
			: [];

test('WELSH-11 nothing that is made of a Welsh record says an English word of its own', () => {
	const said = [...new Set(textsIn(sample.said))].filter(
		(one) => /[a-z]{2}/.test(one) && (/\s/.test(one) || one.length > 12)
	);
	said.sort((one, other) => other.length - one.length);
	const ours = [...new Set(textsIn(sample.made))].flatMap((text) => {
		// Nobody dissented, as the chair wrote it.
		if (text === 'Nobody' || CODES.some((code) => code.test(text))) return [];
		const left = said.reduce((rest, typed) => rest.replaceAll(typed, ' '), text).replace(/: Nobody$/gm, '');
		return ENGLISH.test(left) ? [left] : [];
	});
	expect(ours).toEqual([]);
});

test('WELSH-18 what is stored as a code is worded in the language of the record or of its reader', () => {
	const facts = JSON.stringify(sample.built);
	expect(facts).toContain('"Rhyddhau amodol"');
	expect(facts).not.toMatch(/Conditional release|Sexual Harm/);
	expect(sample.worded).toEqual([
		...['cyfarfod 2', 'cyfarfod 2', 'cyfarfod 2', 'atgyfeiriad R-2026-001', 'atgyfeiriad R-2026-001'],
		'atgyfeiriad ysgrifenedig gan Bramble Thistlewood, dydd Mawrth 1 Rhagfyr 2026',
		...[
			'telephone call',
			'Cydlynydd MAPPA',
			'Analluogwyd',
			'2 ddyfais',
			'dydd Mawrth 1 Rhagfyr 2026',
			'NONE',
			'In use'
		],
		...['Mae Gorchymyn Atal Niwed Rhywiol (SHPO) wedi dod i ben', 'Rhyddhau amodol']
	]);
	expect(english.worded).toEqual([
		...['meeting 2', 'meeting 2', 'meeting 2', 'referral R-2026-001', 'referral R-2026-001'],
		'written referral by Bramble Thistlewood, Tuesday 1 December 2026',
		...['telephone call', 'MAPPA co-ordinator', 'Disabled', '2 devices', 'Tuesday 1 December 2026', 'NONE', 'In use'],
		...['Sexual Harm Prevention Order (SHPO) ended', 'Conditional release']
	]);
});

test('WELSH-19 every mail to somebody who reads Welsh is Welsh, with its day, its time and by when', () => {
	const english = sample.mails.flatMap(({ kind, subject, text }) => {
		const ours = `${subject}\n${text}`.replace('OFFICIAL-SENSITIVE', '').replace(/^\/.*$/gm, '');
		return ENGLISH.test(ours) ? [`${kind}: ${ours}`] : [];
	});
	expect(english).toEqual([]);
	const textOf = (kind: string) => sample.mails.find((one) => one.kind === kind)?.text ?? '';
	expect(textOf('invited')).toContain('dydd Iau 17 Rhagfyr 2026 am 10:00');
	expect(textOf('return-reminder')).toContain('i’w wneud erbyn dydd Llun 14 Rhagfyr 2026.');
});

test('WELSH-12 a Welsh record is read back: its plan as codes and dates, and the day it was adopted', () => {
	const { imported, changed, built } = sample;
	expect(built.language).toBe('cy');
	if (!imported.ok || !english.imported.ok) throw new Error('a record of ours is one');
	expect(imported.value.adoptedOn).toBe('2026-12-17');
	expect(imported.value).toEqual(english.imported.value);
	expect(sample.codes).toEqual(english.codes);
	const values = [...changed.risks, ...changed.actions].flatMap(({ parts }) =>
		parts.filter(({ kind, before }) => kind === 'value' && before !== '')
	);
	expect(values).toEqual([]);
});

test('WELSH-13 a version of a Welsh record leaves out what the version of an English one leaves out', () => {
	expect(sample.standing).toEqual(english.standing);
	expect(sample.standing.length).toBeGreaterThan(60);
});
