/** What the audit's pages and files call things. The name of an act is the command's own, spelt out. */
import type { AuditKind } from './audit-acts.ts';

export const auditKindWord: Record<AuditKind, string> = {
	COLLECTION: 'Collection',
	ALTERATION: 'Alteration',
	CONSULTATION: 'Consultation',
	DISCLOSURE: 'Disclosure',
	COMBINATION: 'Combination',
	ERASURE: 'Erasure',
	SIGN_IN: 'Signing in',
	DENIAL: 'Refused',
	ACCESS_CHANGE: 'Role or access changed',
	SETTING: 'Setting changed'
};

const SPELT: Readonly<Record<string, string>> = { smb: 'SMB', pdf: 'PDF', docx: 'DOCX', html: 'HTML', json: 'JSON' };
const spelt = (name: string): string =>
	name
		.split('-')
		.map((word) => SPELT[word] ?? word)
		.join(' ');

/** "View case"; of what was refused the act alone, because its kind says the rest. */
export const actWord = (act: string): string => {
	const words = spelt(act.replace(/^deny-/, ''));
	return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What each reader is told of what they see. */
export const SCOPE_WORDS = {
	ALL: 'Every act in the area. Rows about cases that are closed to you are not among them.',
	TECHNICAL: 'Technical events only: signing in, people and roles, settings. Nothing of any case.',
	MEETINGS: 'Acts about the meetings you chair.'
} as const;
