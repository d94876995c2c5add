/**
 * What in the source no person reads, by kind and with the reason. Whatever is not on these lists is shown, and must be in the
 * Welsh catalogue. Pure.
 */

/**
 * Where a literal stands: `shown` in a sentence or the text of a page, `named` under a name like "label", `code` anywhere else.
 */
export type Standing = 'shown' | 'named' | 'code';

/** Names under which words for people stand: of properties, attributes, variables and functions. */
export const SHOWN_NAME =
	/^(label|hint|text|title|heading|legend|sentence|words?|said|says|message|summary|caption|one|many|name|plural|lead|note|question|answerText|empty|button|prompt|reason|description|explanation|help)$|(LABELS?|WORDS?|NAMES?|SAID|SENTENCES?|TEXTS?|TITLES?|HEADINGS?|HINTS?|Words?|Labels?|Names?|Said|Texts?|Sentences?|Titles?|Headings?|Hints?)$/;

/** Names of properties whose texts are codes, paths or looks. */
export const UNSHOWN_NAME =
	/^(class|className|style|href|id|type|code|key|kind|path|action|method|rel|as|role|autocomplete|inputmode|command|state|status|phase|field|target|encoding|cookie|sameSite|mode|event|place|slug|mime|extension|permission|header|accept|ref|column|table|schema|act|variant|tone|colour|size|icon|pattern|formaction|sql|charset|lang|font|align)$/;

/** Functions whose texts go to a log, to a machine or to whoever runs the service. */
export const UNSHOWN_CALL =
	/^(log|report|console\.\w+|(dependencies|parts|deps|means|this)\.log|failpoint|require|import|Symbol\.for|process\.\w+|expect|describe|test|fetch|url|audit|auditObject|getContext|setContext|createHash|createHmac|Buffer\.from|z\.(literal|enum)|z\.discriminatedUnion|sql\.raw|sql\.identifier|import\.meta\.\w+)$|\.(prepare|log)$/;

/** Methods whose texts are compared, looked for, or name something. */
export const UNSHOWN_METHOD =
	/^(startsWith|endsWith|includes|indexOf|lastIndexOf|split|has|get|set|delete|append|getItem|setItem|removeItem|querySelector|querySelectorAll|closest|matches|getElementById|getElementsByName|addEventListener|removeEventListener|dispatchEvent|setHeader|on|once|off|emit|test|exec|match|matchAll|search|setAttribute|getAttribute|removeAttribute|hasAttribute|toggleAttribute|createElement|getContext|digest|update|keyFor|localeCompare|setProperty|getPropertyValue|matchMedia|getText|getMap|getArray|for|unsafe|normalize|encode|localeUpper|toLocaleString|execCommand|observe|toString|notify|listen|writeHead|end|cookie|item|namedItem|dispatch|url)$/;

/** Attributes of elements that people read or hear; all others of an element are code. */
const SHOWN_ATTRIBUTE =
	/^(aria-label|aria-description|aria-roledescription|aria-valuetext|title|alt|placeholder|label|summary|data-label)$/;
/** Attributes of components that are codes or looks even when they hold words. */
const UNSHOWN_PROPERTY =
	/^(class|classes|href|id|for|name|type|path|action|kind|role|tone|variant|autocomplete|inputmode|command|draft|field|key|code|value|rel|target|method|size|as|place|pattern|accept|enctype|lang|spellcheck|on[a-z]+|data-.*|aria-(?!label$|description$).*)$/;
export const isShownAttribute = (name: string, ofComponent: boolean): boolean =>
	ofComponent ? !UNSHOWN_PROPERTY.test(name) : SHOWN_ATTRIBUTE.test(name);

/** Sources nobody who uses the service reads the words of, with the reason. */
const UNSHOWN_FILES: readonly (readonly [file: RegExp, why: string])[] = [
	[/\.(test|journey)\.ts$/, 'a test'],
	[
		/^server\/(welsh|cluster|audit|nodes|rooms|persistence|verify|security)\//,
		'speaks to whoever runs the service, or to the database'
	],
	[
		/^server\/(env|first-run|start|serve|problem-at-start|metrics|data-folder|free-port|realtime-in-development|service-keys|failpoint|package-root|main|ensure-build|upgrade|answer-headers|client-address|echo-socket|log)\./,
		'speaks to whoever runs the service'
	],
	[
		/^server\/export\/(pkcs12|der|cms-signature|time-stamp|seal-identity|demonstration-|pdf-increment|pdf-structure|pdf-seal|pdf-worker|typst-engine|zip-file|sign-seal)/,
		'makes bytes; what it says is said to whoever runs the service'
	],
	[/^server\/mail\/(smtp-port|mail-sender|reminder-clock)/, 'speaks to the mail server'],
	[/^src\/lib\/live-text\/(yjs-update|byte-reader)\.ts$/, 'why a frame was refused, said to a program'],
	[/^src\/routes\/(healthz|readyz)\//, 'speaks to a machine'],
	[/^src\/lib\/server\/response-headers\.ts$/, 'headers'],
	[
		/^server\/export\/(file-name|spreadsheet|minutes-html-styles|minutes-docx-parts)\.ts$/,
		'names of files, and the insides of files'
	],
	[
		/^src\/lib\/verify\/(verify-[\w-]+|mapp-verify)\.ts$/,
		'the program that checks files, which speaks English (decision 056)'
	],
	[/\.d\.ts$/, 'types'],
	[
		/^src\/lib\/(welsh\/(language|welsh-days|in-a-list)|seal\/words-left-out|rmp\/response-words|cases\/(role-request|usual-requests|referral-date-names))\.ts$/,
		"each language's own words"
	]
];
export const whyUnshown = (file: string): string | null =>
	UNSHOWN_FILES.find(([pattern]) => pattern.test(file))?.[1] ?? null;

const LETTER = /\p{L}/u;
/** Kinds of text that look like words and are none, with the reason. */
const UNSHOWN_TEXTS: readonly (readonly [text: RegExp, why: string])[] = [
	[/^[\w-]*(govuk|moj|app)-[\w-]+( |$)/, 'classes of the design system'],
	[/^([a-z][\w-]*__[\w-]+|[a-z][\w]*--[\w-]+)( |$)/, 'classes'],
	[/^(https?:|mailto:|data:|urn:|blob:|\/|\.\/|\.\.\/|#|\?|&|@)/, 'an address'],
	[/^(application|text|image|multipart|font)\//, 'a kind of file'],
	[/^[\w-]+\/[\w.-]+;/, 'a kind of file'],
	[/^(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|SET|WITH|BEGIN|COMMIT|LOCK|COPY|GRANT) /, 'SQL'],
	[/^<\/?[a-z!?]/i, 'markup'],
	[/^-----BEGIN /, 'a key'],
	[
		/^(default-src|script-src|frame-ancestors|no-store|no-cache|private,|public,|max-age|attachment|inline;)/,
		'a header'
	],
	[/^[\w-]+=|^[\w-]+: ?[\w#(.-]+(px|rem|em|%|vh|vw)?;?$/, 'a setting'],
	[
		/^(Enter|Escape|Tab|Home|End|PageUp|PageDown|Backspace|Delete|Shift|Alt|Meta|Space|Process|Dead)$/,
		'a key of the keyboard'
	],
	[/^(Arrow|Key|Digit)[A-Z]\w*$/, 'a key of the keyboard'],
	[/^(Content|X|Set|Accept|If|Cache|Last|Retry)-[\w-]+$/, 'a header'],
	[/^[a-z]*\{\d+\}\p{Lu}\p{Ll}+$/u, 'a name in the source that is put together'],
	[
		/^\[[a-z][\w=:"'-]*\]|^:(not|is|where|has)\(|^(input|button|textarea|a|form|details|select|main)[[.:,]/,
		'a selector'
	],
	[/^(Basic|Bearer|Origin|Cookie|Host|Location|Europe\/London|Noto Sans.*|DejaVu.*|Arial.*)$/, 'a name a machine reads']
];
/** A text without white space that no person would write: a code, a path, a name in the source. */
const isCode = (text: string): boolean =>
	!/\s/.test(text) &&
	(/[_/\\@#<>=$]|\p{L}[-.:]\p{L}|[a-z][A-Z]|\d/u.test(text.replace(/\{\d+\}/g, '')) ||
		/^[A-Z]{2,}$/.test(text) ||
		/^[^\p{L}]*\p{L}[^\p{L}]*$/u.test(text));
/** One capital and small letters: a word for people, as codes are small or capital throughout. */
const CAPITAL_WORD = /^[A-Z][\p{Ll}’']+(-\p{Ll}+)*[.:…?!]?$/u;

/** Single small words that people read, by the files that say them: anywhere else such a word is a code. */
const SMALL_WORDS: readonly (readonly [file: RegExp, words: readonly string[]])[] = [
	[/actions\/action-words|attendance\/contribution/, ['once', 'twice']],
	[/meeting\/meeting-kinds/, ['initial', 'review']],
	[/rmp\/(change-words|Overwritten)/, ['nothing', 'new', 'nobody']],
	[/rmp\/(ActionRow|RiskCard)/, ['up', 'down']],
	[/rmp\/due-words/, ['today']],
	[
		/audit\/audit-objects/,
		[
			...['account', 'agency', 'area', 'setting', 'audit', 'person', 'statement', 'case', 'disclosure', 'file'],
			...[
				'request',
				'referral',
				'absence',
				'action',
				'addendum',
				'document',
				'guest',
				'message',
				'meeting',
				'redaction'
			]
		]
	],
	[/minutes\/record-attendance/, ['minute', 'minutes']],
	[/minutes\/final-minutes-words/, ['of']]
];
const isSmallWord = (text: string, file: string): boolean =>
	SMALL_WORDS.some(([pattern, words]) => pattern.test(file) && words.includes(text));

/** Texts that look like words where they stand and are none, by file. */
const CODES_HERE: readonly (readonly [file: RegExp, text: RegExp, why: string])[] = [
	[/export\/minutes-docx/, /^(Cell|Small|Aside|Table|Heading|Title)$/, 'styles of the file'],
	[/hooks\.server/, /^error \{0\}/, 'a line of the log'],
	[/application\/tried-first/, /^password passwort/, 'passwords that are tried first'],
	[/^server\/socket/, /^HTTP\//, 'an answer to a program'],
	[/agency-provider/, /^openid email/, 'a scope'],
	[
		/referrals\/referral\.ts$|application\/read-referrals/,
		/^(Accepted - level \d|Rejected - remain|Category 3 referral rejected|Draft$|Referral decision - pending|More information needed|Withdrawn$|Transferred to another area)/,
		'states as they are stored; their words are in referral-state-words.ts'
	],
	[/lib\/time\.ts/, /^Sep$/, 'the short month as it is written everywhere']
];

/** Whether a text is one that people read. @param standing where it stands @param file the source that says it */
export function looksShown(key: string, standing: Standing, file: string): boolean {
	const whole = key.trim();
	const text = whole.replace(/\{\d+\}|<\/?\d+>/g, '').trim();
	if (!LETTER.test(text)) return false;
	if (UNSHOWN_TEXTS.some(([pattern]) => pattern.test(whole))) return false;
	if (CODES_HERE.some(([pattern, code]) => pattern.test(file) && code.test(whole))) return false;
	if (/\s/.test(whole)) return standing !== 'code' || isSentence(key);
	if (CAPITAL_WORD.test(text)) return true;
	if (standing === 'shown') return !isCode(whole);
	return isSmallWord(text, file);
}

/** Several words, at least one of them a word: not only places and codes. */
const isSentence = (key: string): boolean => {
	const words = key.split(/\s+/).map((word) => word.replace(/\{\d+\}|<\/?\d+>/g, ''));
	return (
		words.some((word) => /\p{L}{2,}/u.test(word) && !isCode(word)) &&
		!/^[a-z][a-z0-9]*(-[a-z0-9]+)+( [a-z][a-z0-9]*(-[a-z0-9]+)+)*$/.test(key)
	);
};
