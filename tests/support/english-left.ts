/** What a page in Welsh still says in English: sentences of the catalogue among the words and labels that the server drew. */
import { readCatalogue } from '#server/welsh/catalogue.ts';

/** What people are by profession is typed by whoever adds them. */
const PROFESSION = /\b(officer|manager|administrator|adviser|co-ordinator|auditor|chair|lead|head)\b/i;
const VOID = /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
const LABELS = /\s(?:aria-label|aria-description|title|placeholder|alt|data-label)="([^"]+)"/g;

/** Without what is marked as English: a record in its own language, the switch between the two. */
function unmarked(html: string): string {
	const open: boolean[] = [];
	let [kept, marked] = ['', 0];
	for (const [piece, name] of html.matchAll(/<\/?([a-z][\w-]*)\b[^>]*>|[^<]+|</gi)) {
		const isElement = name !== undefined && !VOID.test(name);
		if (isElement && piece.startsWith('</')) marked -= open.pop() ? 1 : 0;
		else if (isElement) marked += Number(open[open.push(/ lang="en"/.test(piece)) - 1]);
		if (marked === 0) kept += piece;
	}
	return kept;
}

/** What each element and each label of a page says by itself. */
function textsOf(html: string): readonly string[] {
	const body = unmarked(html.replace(/<!--[\s\S]*?-->|<(script|style|textarea)\b[\s\S]*?<\/\1>/g, ''));
	const labels = [...body.matchAll(LABELS)].map(([, said]) => said);
	return [...labels, ...body.split(/<[^>]+>/)].map((text = '') =>
		text
			.replace(/&#39;|&quot;/g, "'")
			.replaceAll('&amp;', '&')
			.replace(/\s+/g, ' ')
			.trim()
	);
}

/** @returns a finder of the English in the HTML of a page */
export function englishFinder(root: string): (html: string) => readonly string[] {
	const whole = new Set<string>();
	/** sentences with places, by the two words they begin with */
	const begun = new Map<string, RegExp[]>();
	for (const entries of readCatalogue(root).values())
		for (const [english, welsh] of entries) {
			// An element in a sentence makes two texts of it.
			for (const piece of english.split(/<\/?\d+>/).map((one) => one.trim())) {
				if (welsh.includes(piece)) continue;
				const [beginning] = /^\p{Lu}[\p{L}’-]+ [\p{L}’-]+(?=[ ,.:])/u.exec(piece) ?? [];
				if (!piece.includes('{')) {
					if (piece.includes(' ') && /^\p{Lu}/u.test(piece) && !PROFESSION.test(piece)) whole.add(piece);
				} else if (beginning) {
					const literal = piece.split(/\{\d+\}/).map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
					begun.set(beginning, [...(begun.get(beginning) ?? []), new RegExp(`^${literal.join('.+')}$`)]);
				}
			}
		}
	const isEnglish = (text: string): boolean => {
		const [beginning = ''] = /^\S+ [\p{L}’-]+/u.exec(text) ?? [];
		return whole.has(text) || (begun.get(beginning) ?? []).some((sentence) => sentence.test(text));
	};
	return (html) => [...new Set(textsOf(html))].filter(isEnglish);
}
