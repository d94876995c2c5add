/** What the room's page is opened with. */
import type { PersonRef } from '../attendance/attendance.ts';
import type { AreaConfig } from '../cases/area-config.ts';
import type { DisclosureToMake } from '../decisions/disclosure-made.ts';
import type { RestrictedView } from '../restricted/restricted-note.ts';
import type { ReturnInRoom } from '../returns/return-in-room.ts';
import type { Meeting } from './meeting.ts';

export type OpenedRoom = {
	readonly meeting: Meeting;
	readonly you: { readonly personId: string; readonly agencyId: string };
	/** words of the plan as it was carried over, by field: what "since last meeting" compares with */
	readonly previousTexts: Readonly<Record<string, string>>;
	/** words as they stand now, for the first paint and for readers without JavaScript */
	readonly texts: {
		readonly plan: Readonly<Record<string, string>>;
		readonly minutes: Readonly<Record<string, string>>;
	};
	readonly agencies: readonly { readonly id: string; readonly code: string; readonly name: string }[];
	readonly people: readonly PersonRef[];
	/** disclosures of earlier meetings and what became of them */
	readonly disclosuresMade: readonly DisclosureToMake[];
	readonly config: AreaConfig;
	/** what this person may know of what is restricted, and the words of the notes that are for them, by note and field */
	readonly restricted: {
		readonly view: RestrictedView;
		readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
	};
	/** the returns this person may read as the page is opened, by agency */
	readonly returns: Readonly<Record<string, ReturnInRoom>>;
	/** when this person was last seen leaving this meeting (ISO); null or absent = they are here, or never were */
	readonly leftAt?: string | null;
	/** how much has changed since then; 0 = nothing worth telling */
	readonly missed: number;
	readonly serverNow: string;
};
