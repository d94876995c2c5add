/** The accuracy check as the record tells of it. */
import { askedToCheck } from '#lib/corrections/asked-to-check.ts';
import { draftPlaces, noteOfPlace, placeInWords } from '#lib/corrections/correction-places.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { longDate } from '#lib/time.ts';
import { readCorrections } from '../persistence/corrections.ts';
import type { Tx } from '../persistence/database.ts';

/** What the record tells of the check; nothing where none was held. */
export async function readAccuracyCheck(tx: Tx, meeting: Meeting): Promise<Pick<FinalRecord, 'accuracyCheck'>> {
	const { opened, agreed, proposals } = meeting.accuracy;
	if (opened === null) return {};
	const many = (outcome: string) => proposals.filter((one) => one.outcome === outcome).length;
	const rows = proposals.length > 0 ? await readCorrections(tx, meeting.id) : [];
	const places = draftPlaces(meeting, { plan: {}, minutes: {} });
	return {
		accuracyCheck: {
			until: longDate(opened.until),
			asked: askedToCheck(meeting).length,
			agreed: agreed.length,
			proposed: proposals.length,
			...{ accepted: many('ACCEPTED'), refused: many('REFUSED'), withdrawn: many('WITHDRAWN') },
			refusals: rows
				.filter(({ decision }) => decision?.settledAs === 'REFUSED')
				.map(({ place, decision }) =>
					noteOfPlace(place)
						? { about: 'A restricted note', reason: '' }
						: { about: placeInWords(place, places), reason: decision?.reason ?? '' }
				)
		}
	};
}
