/**
 * The Welsh catalogue: JSON files by area of the product in src/lib/welsh, English to Welsh. A sentence that several areas say
 * stands in common.json; where an area says it in another way, that area's own file has it too, and goes first there.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const CATALOGUE_FOLDER = 'src/lib/welsh';
export const COMMON = 'common';

/** English to Welsh by area; "" where it is still to be translated. */
export type Catalogue = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function readCatalogue(root: string): Catalogue {
	const folder = join(root, CATALOGUE_FOLDER);
	const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
	return new Map(
		files.sort().map((name) => {
			const entries = Object.entries(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, string>);
			return [name.slice(0, -'.json'.length), new Map(entries)];
		})
	);
}

/** The Welsh of a sentence as an area says it; null when the catalogue has none. */
export function welshOf(catalogue: Catalogue, area: string, english: string): string | null {
	const own = catalogue.get(area)?.get(english) ?? catalogue.get(COMMON)?.get(english);
	if (own) return own;
	for (const entries of catalogue.values()) {
		const said = entries.get(english);
		if (said) return said;
	}
	return null;
}

/** Which file of the catalogue a source's sentences stand in. */
export function areaOf(file: string): string {
	const [, area] = AREAS.find(([pattern]) => pattern.test(file)) ?? [];
	return area ?? 'other';
}
const AREAS: readonly (readonly [file: RegExp, area: string])[] = [
	[/welsh|seal|verify|connection-test/, 'verify'],
	[/server\/mail|lib\/mail|outbox/, 'mail'],
	[/lib\/help|lib\/tour|practice|lib\/design|routes\/(design|help)/, 'help'],
	[/smb|board|chart/, 'board'],
	[/retention|redaction|redact|destroy/, 'retention'],
	[/audits|quality|audit-form|read-audits|draw-audits/, 'quality'],
	[/audit/, 'audit'],
	[/request|export|licence|bundle/, 'requests'],
	[/referral/, 'referrals'],
	[/import/, 'import'],
	[/restricted|emergency|access|kept-apart|conflict|disclosures|removed-words|share/, 'access'],
	[/addend|correction|distribut|final|version|copy|hand-off|lay-out|record-/, 'final'],
	[
		/sign-in|account|password|device|factor|guest|seat|first-sign|signed-out|agency|people|identity|session|confirm/,
		'people'
	],
	[/rmp|plan/, 'plan'],
	[/minutes|gate|close|lock/, 'minutes'],
	[/decision|licence/, 'decisions'],
	[/item-records/, 'items'],
	[/return|brief/, 'returns'],
	[/action/, 'actions'],
	[/absence|attend/, 'attendance'],
	[/case|convene|review/, 'cases'],
	[/settings|area/, 'settings'],
	[/agenda|meeting|room|live|demo|lobby|join/, 'room'],
	[/^src\/(lib\/govuk|routes\/\+|lib\/server|hooks)|^src\/lib\/[^/]+$/, COMMON]
];
