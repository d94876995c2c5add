/** Every fixed word of an addendum. */
export const addendumWords = {
	title: (number: number, minutes: string) => `Addendum ${number} to the ${minutes.replace(/^Minutes/, 'minutes')}`,
	numbered: (number: number) => `Addendum ${number}`,
	about: 'What it is about',
	part: 'Part of the minutes',
	kind: 'What it is',
	author: 'Author',
	asked: 'Asked for on',
	outcome: 'Decision of the chair',
	decidedBy: 'Decided by',
	says: 'The minutes say',
	text: 'What is added',
	reason: 'Why',
	decisionReason: 'What the chair says to it',
	beside: 'The minutes it belongs to',
	besideText: (reference: string) =>
		`The minutes ${reference} are not changed by this. They and this addendum are read together.`,
	recordFingerprint: 'Fingerprint of the minutes:',
	previousFingerprint: 'Fingerprint of the addendum before this one:',
	fingerprint:
		'This number is the SHA-256 of the addendum as data. Whoever has the file of the same name can check that nothing in it was changed.',
	sealed: (chair: string, when: string) => `Sealed by the chair, ${chair}, on ${when}.`
} as const;
