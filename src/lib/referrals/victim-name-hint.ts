/**
 * Whether a text seems to hold somebody's name, where victims are to be written by code only (domain.md 3.2, section 7).
 * A hint and nothing more: it never stops anybody, and it is not how names are kept out of a record.
 */

/** Two words in capitals that are not a person: titles, services and the words of the form itself. */
const NOT_A_NAME =
	/^(?:Victim|Contact|Scheme|Liaison|Children|Childrens|Adult|Adults|Social|Care|Services?|Youth|Justice|Level|Category|Crown|Magistrates|Court|Prison|Police|Probation|Council|County|Borough|City|Town|School|College|Hospital|Trust|Act|Order|The|A|An|In|On|At|No|None|When|If|She|He|They|His|Her|Their|Mental|Health|Housing|High|Medium|Low|Very|Risk|Harm|House|Street|Road|Lane|Avenue|Park|North|South|East|West|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)$/;
const TWO_CAPITALS = /(\p{Lu}[\p{Ll}’'-]+)[ \t]+(\p{Lu}[\p{Ll}’'-]+(?:-\p{Lu}[\p{Ll}]+)?)/gu;
const ADDRESSED = /\b(?:Mr|Mrs|Ms|Miss|Master|called|named)\.? +\p{Lu}\p{Ll}+/u;

export const mayHoldName = (text: string): boolean => {
	if (ADDRESSED.test(text)) return true;
	return [...text.matchAll(TWO_CAPITALS)].some(
		([, first = '', second = '']) => !NOT_A_NAME.test(first.replace(/[’']s$/, '')) && !NOT_A_NAME.test(second)
	);
};
export const NAME_HINT =
	'This looks as if it holds a name. Names of victims are not asked here: write a code, like V1, or what the person is.';
