/**
 * The words of what is proposed for "response so far", in each language: what is proposed goes into the record, so it is worded in
 * the record's language on whichever page it is read (decision 061). Pure.
 */
import { longDateIn } from '../time.ts';
import type { Language } from '../welsh/language.ts';
import type { IndicatorMark, IndicatorSide } from './indicators.ts';
import type { ActionStatus } from './rmp.ts';

export type ResponseWords = {
	/** in the middle of a sentence */
	readonly status: Readonly<Record<ActionStatus, string>>;
	readonly side: Readonly<Record<IndicatorSide, string>>;
	readonly mark: Readonly<Record<IndicatorMark, string>>;
	/** after a status or "seen" */
	readonly on: (date: string) => string;
	/** after "not seen" */
	readonly upTo: (date: string) => string;
	readonly source: string;
};

export const RESPONSE_WORDS: Readonly<Record<Language, ResponseWords>> = {
	en: {
		status: {
			NOT_STARTED: 'not started',
			IN_PROGRESS: 'in progress',
			CANNOT_BE_DONE_YET: 'cannot be done yet',
			COMPLETED: 'completed',
			NO_LONGER_NEEDED: 'no longer needed',
			NOT_COMPLETED: 'not completed'
		},
		side: { positive: 'Sign that it works', negative: 'Warning sign' },
		mark: { SEEN: 'seen', NOT_SEEN: 'not seen', NOT_KNOWN: 'not known' },
		on: (date) => ` on ${longDateIn('en', date)}`,
		upTo: (date) => ` up to ${longDateIn('en', date)}`,
		source: 'source'
	},
	cy: {
		status: {
			NOT_STARTED: 'heb ddechrau',
			IN_PROGRESS: 'ar y gweill',
			CANNOT_BE_DONE_YET: 'ni ellir ei wneud eto',
			COMPLETED: 'wedi’i gwblhau',
			NO_LONGER_NEEDED: 'nid oes ei angen mwyach',
			NOT_COMPLETED: 'heb ei gwblhau'
		},
		side: { positive: 'Arwydd ei fod yn gweithio', negative: 'Arwydd rhybudd' },
		mark: { SEEN: 'wedi’i weld', NOT_SEEN: 'heb ei weld', NOT_KNOWN: 'ddim yn hysbys' },
		// A day begins softly after both.
		on: (date) => ` ar d${longDateIn('cy', date)}`,
		upTo: (date) => ` hyd at d${longDateIn('cy', date)}`,
		source: 'ffynhonnell'
	}
};
