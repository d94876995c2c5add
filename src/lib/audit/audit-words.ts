/** What the audit's pages and files call things. */
import { ACT_WORDS } from './act-words.ts';
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

const isKnown = (act: string): act is keyof typeof ACT_WORDS => Object.hasOwn(ACT_WORDS, act);

/**
 * "View case"; of what was refused the act alone, because its kind says the rest. An act of an earlier version of the service
 * that has no line any more is spelt out as it was stored.
 */
export const actWord = (act: string): string => {
	const done = act.replace(/^deny-/, '');
	if (isKnown(done)) return ACT_WORDS[done];
	const words = done.replaceAll('-', ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What each reader is told of what they see. */
export const SCOPE_WORDS = {
	ALL: 'Every act in the area. Rows about cases that are closed to you are not among them.',
	TECHNICAL: 'Technical events only: signing in, people and roles, settings. Nothing of any case.',
	MEETINGS: 'Acts about the meetings you chair.'
} as const;
