/**
 * Whom something restricted is for (domain.md 7). The one place that says who is in an audience: the doors of documents, the
 * room's list, the lock and every reading ask here. Being in the room is asked besides, and never enough.
 */
import type { AgencyType } from '../identity.ts';

export const AUDIENCE_KINDS = ['VICTIM_SENSITIVE', 'POLICE_INTELLIGENCE', 'HEALTH_SENSITIVE', 'NAMED_ONLY'] as const;
export type AudienceKind = (typeof AUDIENCE_KINDS)[number];

/** An audience as somebody chose it. */
export type Audience = {
	readonly kind: AudienceKind;
	/** person ids: in it whatever their agency */
	readonly named: readonly string[];
	/** person ids: not in it whatever their agency */
	readonly leftOut: readonly string[];
	/** others are not even told that there is something; always so for people named alone */
	readonly isHidden: boolean;
};
/** What an audience goes by, as the register has it now. */
export type Reader = {
	readonly personId: string;
	readonly agencyType: AgencyType | null;
	/** ExtraGrant of domain.md 8: cleared for a kind of audience by name */
	readonly grants: readonly string[];
};

/** Whose agency is in it by itself. The victim liaison officer is of the Probation Service, or holds the grant. */
export const AGENCIES_OF: Readonly<Record<AudienceKind, readonly AgencyType[]>> = {
	VICTIM_SENSITIVE: ['POLICE', 'PROBATION', 'CHILDRENS_SERVICES'],
	POLICE_INTELLIGENCE: ['POLICE'],
	HEALTH_SENSITIVE: ['NHS_TRUST', 'ICB', 'LOCAL_HEALTH_BOARD'],
	NAMED_ONLY: []
};

const isOfKind = (kind: AudienceKind, { agencyType, grants }: Reader): boolean =>
	(agencyType !== null && AGENCIES_OF[kind].includes(agencyType)) || (kind !== 'NAMED_ONLY' && grants.includes(kind));

/** @param madeBy whoever made it is always in it; null when nobody in particular did */
export const isInAudience = (
	{ kind, named, leftOut }: Pick<Audience, 'kind' | 'named' | 'leftOut'>,
	reader: Reader,
	madeBy: string | null
): boolean => {
	if (reader.personId === madeBy) return true;
	if (leftOut.includes(reader.personId)) return false;
	return named.includes(reader.personId) || isOfKind(kind, reader);
};

/** Whether people outside are told that there is something, and for whom. */
export const isToldOf = ({ kind, isHidden }: Pick<Audience, 'kind' | 'isHidden'>): boolean =>
	kind !== 'NAMED_ONLY' && !isHidden;

/** Who may know the names of a case's victims. */
export const VICTIM_AUDIENCE = { kind: 'VICTIM_SENSITIVE', named: [], leftOut: [] } as const;
