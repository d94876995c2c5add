/**
 * Text as the database can keep it. PostgreSQL refuses U+0000, and half of a surrogate pair becomes another character
 * on the way to other people, so both are taken out where they are typed (promises Y18).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: U+0000 is what is looked for
const UNSTORABLE = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** The same text without U+0000 and without lone surrogates. */
export const storableText = (text: string): string => text.replace(UNSTORABLE, '');

/** Whether `at` lies between the two halves of one character. */
export const splitsCharacter = (text: string, at: number): boolean => {
	const before = text.charCodeAt(at - 1);
	const after = text.charCodeAt(at);
	return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
};
