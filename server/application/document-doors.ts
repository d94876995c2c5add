/**
 * The registry of documents a meeting may have (wire.ts names them), and who says of each kind who may know it, read it and
 * write which of its fields. One file per kind; admission asks here and nowhere else.
 */
import type { Result } from '#lib/result.ts';
import type { ApartDocument, StandingDocument } from '#lib/wire.ts';
import type { Tx } from '../persistence/database.ts';
import type { DocumentAsked, DocumentKindDoor, DocumentRule, StandingAsked } from './document-rule.ts';
import { doorOfMinutes } from './door-of-minutes.ts';
import { doorOfPlan } from './door-of-plan.ts';
import { doorOfRestricted } from './door-of-restricted.ts';
import { doorOfReturn } from './door-of-return.ts';
import type { MeetingCache } from './meeting-cache.ts';

const APART: Readonly<Record<ApartDocument, DocumentKindDoor>> = {
	return: doorOfReturn,
	restricted: doorOfRestricted
};

export type DocumentDoors = {
	/** for documents every meeting has: the folded meeting alone decides */
	readonly standing: (name: StandingDocument, asked: StandingAsked) => DocumentRule;
	/** for all the others the database is asked */
	readonly apart: (tx: Tx, kind: ApartDocument, asked: DocumentAsked) => Promise<Result<DocumentRule>>;
};

export function documentDoors(cache: MeetingCache): DocumentDoors {
	const standing = { plan: doorOfPlan(cache), minutes: doorOfMinutes };
	return {
		standing: (name, asked) => standing[name](asked),
		apart: (tx, kind, asked) => APART[kind](tx, asked)
	};
}
