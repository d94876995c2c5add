import { describe, expect, it } from 'vitest';
import { asItWas, cleanPaste } from './clean-paste.ts';
import type { Cleaned } from './pasted-blocks.ts';

/** A kind of clipboard, its HTML as such a program writes it, what becomes of it, and what is told. All invented. */
type Row = readonly [kind: string, html: string, words: string, cleaned: readonly Cleaned[]];
const WORD = (body: string): string =>
	`<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset=utf-8><style><!-- p.MsoNormal {margin:0cm} @list l0 {mso-list-id:1} --></style><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->${body}<!--EndFragment--></body></html>`;
const POINT = (mark: string, words: string, level = 1): string =>
	`<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>${words}<o:p></o:p></p>`;

const KINDS: readonly Row[] = [
	[
		'paragraphs of Word',
		WORD(
			'<p class=MsoNormal>Police will visit<o:p></o:p></p>\r\n<p class=MsoNormal>each\r\nweek &amp; report.<o:p></o:p></p>'
		),
		'Police will visit\neach week & report.',
		[]
	],
	[
		'bullets of Word, two deep',
		WORD(POINT('·', 'Curfew from 19:00') + POINT('o', 'checked by tag', 2) + POINT('·', 'No contact')),
		'- Curfew from 19:00\n  - checked by tag\n- No contact',
		['LISTS']
	],
	['numbering of Word', WORD(POINT('1.', 'First') + POINT('2.', 'Second')), '1. First\n2. Second', ['LISTS']],
	[
		'a table of Word',
		WORD(
			'<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Owner<o:p></o:p></p></td><td><p class=MsoNormal>By when</p></td></tr><tr><td><p class=MsoNormal>Housing</p></td><td><p class=MsoNormal>3&nbsp;May</p></td></tr></table>'
		),
		'Owner; By when\nHousing; 3 May',
		['TABLES']
	],
	[
		'tracked changes of Word: what was taken out stays out',
		WORD(
			'<p class=MsoNormal>Weekly <del cite="mailto:B%20Thistlewood" datetime="2026-05-01T10:00"><span>office</span></del><ins cite="mailto:B" datetime="2026-05-01T10:00"><span>home</span></ins> visits</p>'
		),
		'Weekly home visits',
		['CHANGES']
	],
	[
		'comments of Word',
		WORD(
			"<p class=MsoNormal>Agreed<span class=MsoCommentReference><a class=msocomanchor href=\"#_msocom_1\">[BT1]</a></span></p><div style='mso-element:comment-list'><hr class=msocomoff><div style='mso-element:comment'><p class=MsoCommentText>Is this right?</p></div></div>"
		),
		'Agreed',
		['COMMENTS']
	],
	[
		'soft hyphens, zero-width characters, direction marks, spaces of print',
		'<p>super&shy;vision\u200b of\u2009the\u00a0plan\ufeff \u202aweekly\u202c</p>',
		'supervision of the plan weekly',
		['SPACES', 'UNSEEN']
	],
	[
		'a mail of Outlook with empty paragraphs',
		'<div class=WordSection1><p class=MsoNormal>Dear all,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Please read.<o:p></o:p></p></div>',
		'Dear all,\n\nPlease read.',
		['BLANK_LINES']
	],
	[
		'a web mail: divisions and breaks',
		'<div dir="ltr">First line<br>second line<div><br></div><div>After a blank one</div></div>',
		'First line\nsecond line\n\nAfter a blank one',
		[]
	],
	[
		'a web page: headings, links, lists in lists',
		'<h2>What to do</h2><p>See <a href="https://example.org/x">the guidance</a>.</p><ul><li>Ask<ul><li>twice</li></ul></li><li>Write</li></ul><ol start="3"><li><p>Check</p></li></ol>',
		'What to do\nSee the guidance.\n- Ask\n  - twice\n- Write\n3. Check',
		['LISTS', 'LINKS']
	],
	[
		'cells of a spreadsheet',
		'<table><col width=64><tr height=20><td>A</td><td>B</td><td></td></tr><tr><td>1</td><td>2</td><td></td></tr></table>',
		'A; B\n1; 2',
		['TABLES']
	],
	['hidden words', '<p>Seen<span style="display:none">unseen</span></p>', 'Seen', ['UNSEEN']],
	[
		'scripts and pictures',
		'<p>Before<script>alert("x")</script><img src=x onerror=alert(1)> after</p><style>p{}</style>',
		'Before after',
		[]
	],
	['preformatted text keeps its lines', '<pre>one\n  two</pre>', 'one\n  two', []],
	['mark-up that never ends', '<p>One<b>two<table><tr><td>three', 'Onetwo', ['TABLES']],
	['entities', '<p>5 &lt; 6 &#8211; &#x2019;tis &unknown; &pound;5</p>', '5 < 6 – ’tis &unknown; £5', []],
	['signs of several parts stay whole', '<p>👩‍👩‍👧 and नमस्‍ते</p>', '👩‍👩‍👧 and नमस्‍ते', []]
];

const PLAIN: readonly Row[] = [
	['line ends of Windows', 'one\r\ntwo\rthree', 'one\ntwo\nthree', []],
	['bullets of plain text', '•\tCurfew\n•\tTag\n§\tVisit', '- Curfew\n- Tag\n- Visit', ['LISTS']],
	['numbers with tabs', '1.\tCurfew\n2)\tTag', '1. Curfew\n2) Tag', ['LISTS']],
	['cells with tabs', 'Owner\tDate\nHousing\t3 May', 'Owner; Date\nHousing; 3 May', ['TABLES']],
	['a clean text', 'Nothing to do here.\n\nNor here – “quoted”.', 'Nothing to do here.\n\nNor here – “quoted”.', []],
	['controls', 'a\u0007b\u0000c\vd', 'abc\nd', ['UNSEEN']],
	['blank lines', '\n\na\n\n\n\nb\n\n', 'a\n\nb', ['BLANK_LINES']],
	['nothing', '', '', []]
];

describe('what a paste becomes', () => {
	for (const [kind, html, words, cleaned] of KINDS)
		it(`PASTE-1 ${kind}`, () => {
			expect(cleanPaste({ html, text: 'the plain words' })).toEqual({ text: words, cleaned });
		});
	for (const [kind, text, words, cleaned] of PLAIN)
		it(`PASTE-2 plain: ${kind}`, () => {
			expect(cleanPaste({ html: '', text })).toEqual({ text: words, cleaned });
		});

	it('PASTE-3 what is clean stays as it is, and as it was means every character but the line ends', () => {
		for (const [, , words] of [...KINDS, ...PLAIN]) expect(cleanPaste({ html: '', text: words }).text).toBe(words);
		expect(asItWas({ text: 'a\u00adb\r\n\u200bc' })).toBe('a\u00adb\n\u200bc');
	});

	it('PASTE-3 a picture leaves the plain words, and a very large page is read by its plain words alone', () => {
		expect(cleanPaste({ html: '<img src="x.png">', text: 'caption' }).text).toBe('caption');
		expect(cleanPaste({ html: `<p>${'x'.repeat(2_000_001)}</p>`, text: 'short' }).text).toBe('short');
	});
});
