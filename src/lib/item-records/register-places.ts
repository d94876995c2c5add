/** What the case register says, by the places and fields the agenda items record (see item-fields.ts). */
import type { CaseFacts } from '../cases/case.ts';
import {
	COMMUNITY_GROUPS,
	CONTACT_STATUSES,
	CUSTODY_GROUPS,
	communityField,
	custodyField,
	isRowKey,
	placeOfRecord,
	type Values
} from './item-fields.ts';

type Places = Readonly<Record<string, Values>>;
const PREFIX = 'RISK.T';
const alike = (name: unknown): string =>
	String(name ?? '')
		.trim()
		.toLocaleLowerCase('en-GB');

/**
 * @param known tools that have a key already, by place: a tool of the same name is that row, a new one gets the next key
 * @param highest number of a tool's key ever given in the case
 */
export const registerPlaces = (facts: CaseFacts, known: Places, highest = 0): Places => {
	const { rosh, tools, victims } = facts;
	const levels: Record<string, string> = {};
	for (const group of COMMUNITY_GROUPS) if (rosh[group]) levels[communityField(group)] = rosh[group];
	// The register does not tell community from custody; other prisoners can only be harmed in custody.
	for (const group of CUSTODY_GROUPS)
		if (group === 'PRISONERS' && rosh[group]) levels[custodyField(group)] = rosh[group];
	const places: Record<string, Values> = {};
	if (Object.keys(levels).length > 0) places.RISK = levels;
	for (const { code, contact } of victims)
		if (isRowKey('VICTIMS', code))
			places[placeOfRecord('VICTIMS', code)] = {
				contact: (CONTACT_STATUSES as readonly string[]).includes(contact) ? contact : null
			};
	const keys = new Map(
		Object.entries(known)
			.filter(([place]) => place.startsWith(PREFIX))
			.map(([place, { name }]) => [alike(name), place])
	);
	let last = Math.max(highest, 0, ...[...keys.values()].map((place) => Number(place.slice(PREFIX.length))));
	for (const { name, result, on } of tools) {
		const before = keys.get(alike(name));
		if (before === undefined) last += 1;
		const place = before ?? `${PREFIX}${last}`;
		keys.set(alike(name), place);
		places[place] = { name, result, on };
	}
	return places;
};
