/** What is said of restricted notes and of those they are for. */
import { AUDIENCE_KINDS, type AudienceKind } from './audiences.ts';
import type { RESTRICTED_FIELDS } from './restricted-field.ts';

export const audienceWord: Readonly<Record<AudienceKind, string>> = {
	VICTIM_SENSITIVE: 'Victim-sensitive',
	POLICE_INTELLIGENCE: 'Police intelligence',
	HEALTH_SENSITIVE: 'Health-sensitive',
	NAMED_ONLY: 'People named'
};
/** "A restricted note exists, for: ..." */
export const audienceFor: Readonly<Record<AudienceKind, string>> = {
	VICTIM_SENSITIVE: 'police, probation with the victim liaison officer, and children’s services',
	POLICE_INTELLIGENCE: 'police',
	HEALTH_SENSITIVE: 'health services',
	NAMED_ONLY: 'people named one by one'
};
export const AUDIENCE_CHOICES = AUDIENCE_KINDS.map((kind) => ({
	value: kind,
	text: `${audienceWord[kind]}: ${audienceFor[kind]}`
}));

export const toldSentence = (kind: AudienceKind): string => `A restricted note exists, for: ${audienceFor[kind]}.`;
export const INTELLIGENCE_HINT =
	'Write an assessed statement with its handling code. Never raw source material, and nothing that tells who said it.';
export const VICTIM_HINT = 'Names stand here and nowhere else. In every other text write the code, like V1.';
/** The texts of a note, in the order in which they are shown. */
export const RESTRICTED_FIELD_WORDS = [
	['note.text', 'Note'],
	['note.handling', 'Handling']
] as const satisfies readonly (readonly [(typeof RESTRICTED_FIELDS)[number], string])[];
