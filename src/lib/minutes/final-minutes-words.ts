/** Every fixed word of the final minutes. The readers were not there and do not know the terms. */
export const finalMinutesWords = {
	page: 'Page',
	of: 'of',
	contents: 'Contents',
	nothingRecorded: 'Nothing recorded.',
	notSet: 'not set',
	draft: 'Draft. Nothing here is final until the chair locks it.',
	locked: (chair: string, when: string) => `Locked by the chair, ${chair}, on ${when}.`,
	fact: { detail: 'Detail', recorded: 'Recorded' },
	front: {
		title: 'Front sheet',
		meeting: 'The meeting',
		subject: 'The person',
		decisions: 'What was decided',
		level: 'Level',
		disclosure: 'Disclosure',
		actions: 'Actions',
		risks: 'Risks in the plan',
		chair: 'Chair',
		minuteTaker: 'Minute taker',
		countOfActions: (now: number, before: number) => `${now} in this plan, ${before} from earlier meetings followed up`
	},
	attendance: {
		title: 'Attendance',
		who: 'Agency and person',
		presence: 'Attendance',
		part: 'Part in the meeting',
		finding: 'Reason and chair’s finding',
		substituteFor: 'In place of',
		capacity: 'Invited as',
		mode: 'How',
		connected: 'There',
		missed: 'Not there for',
		interest: 'Declared an interest',
		seniority: 'Seniority',
		contribution: 'Contribution',
		statement: 'Statement',
		reason: 'Reason',
		chairFinding: 'Chair’s finding',
		note: 'Note'
	},
	items: {
		title: 'What was said, item by item',
		heading: (number: number, title: string) => `${number}. ${title}`,
		time: (planned: number, used: number) => `${minutes(planned)} planned, ${minutes(used)} used.`,
		skipped: 'Not taken, because',
		dissent: (agency: string) => `${agency} disagreed`,
		lastWrittenBy: (who: string) => `Last written by ${who}.`
	},
	returns: {
		title: 'Returns of the agencies',
		agency: 'Agency',
		told: 'What it told',
		known: 'What it knows',
		relevance: 'What it means for the risk',
		proposed: 'Proposed actions',
		attendance: 'Attendance',
		for: 'For'
	},
	plan: {
		title: 'Risk management plan',
		heading: (key: string, title: string) => `${key} ${title}`,
		risk: 'Risk and evidence',
		evidence: 'Evidence',
		evidenceBasis: 'Why these measures should work',
		victims: (codes: string) => `Victims: ${codes}`,
		conditions: (keys: string) => `Licence conditions: ${keys}`,
		indicators: (key: string) => `What was seen of the last plan’s indicators for ${key}`,
		indicator: 'Indicator of the last plan',
		mark: 'Seen or not',
		source: 'When, and who says so',
		trend: (trend: string) => `How this risk has gone: ${trend}.`,
		changed: (changed: string) => `Since the last plan: ${changed}.`,
		response: 'Response so far',
		actions: 'Actions: who and by when',
		contingency: 'Contingency plan',
		positive: 'Signs the plan is working',
		negative: 'Signs it is not working',
		since: (meeting: number) => `In the plan since meeting ${meeting}`,
		leastRestrictive: 'Why this is the least restrictive way',
		noAction: 'Why there is no action',
		lastWrittenBy: 'Last written by',
		removed: 'Removed from the plan in this meeting',
		row: 'Row',
		reason: 'Reason',
		nobody: 'No owner recorded',
		by: (when: string) => `By when: ${when}`
	},
	actions: {
		title: 'Actions',
		now: 'Actions in this plan',
		previous: 'Actions from earlier meetings',
		number: 'No',
		action: 'Action',
		owner: 'Owner',
		by: 'By when',
		status: 'Status',
		doneWhen: 'Done when',
		risks: 'Risk',
		victims: 'Protects',
		support: 'With',
		evidence: 'Evidence',
		reported: 'Reported between the meetings',
		since: (meeting: number) => `Set in meeting ${meeting}`
	},
	licence: { title: 'Licence conditions and orders', state: 'State', at: 'Recorded at' },
	made: { outcome: 'What became of it', at: 'Told at' },
	disclosure: { title: 'Disclosure decisions' },
	level: { title: 'Level decision', none: 'No level decision is recorded.' },
	decision: { outcome: 'Decision', at: 'Decided at', present: 'Present' },
	smb: {
		title: 'Feedback to the Strategic Management Board',
		theme: 'Theme',
		agency: 'Agency',
		text: 'Feedback'
	},
	overrides: {
		title: 'Closed with something missing',
		none: 'Nothing was missing when the minutes were locked.',
		gate: 'What was missing',
		reason: 'Chair’s reason',
		at: 'When'
	},
	accuracy: {
		title: 'Accuracy check before the lock',
		until: 'Corrections could be proposed until',
		asked: 'Attendees asked',
		agreed: 'Had nothing to correct',
		proposed: 'Corrections proposed',
		accepted: 'Accepted',
		refused: 'Not accepted',
		withdrawn: 'Taken back',
		refusals: 'Proposed, and not accepted',
		about: 'What it was about',
		reason: 'Why it was not accepted'
	},
	proceedings: { title: 'Course of the meeting', none: 'No pause, handover or change of order is recorded.' },
	provenance: {
		title: 'Where this record comes from',
		meetingId: 'Meeting record',
		schema: 'Form of the record',
		events: 'Facts recorded',
		planUpdates: 'Changes to the plan',
		minutesUpdates: 'Changes to the notes',
		carriedFrom: 'Plan carried over from',
		previousSha256: 'Fingerprint of that meeting’s record',
		keptApart: 'Number over what is kept apart, if anything is'
	},
	keptApart: {
		title: 'Kept apart from these minutes',
		told: ({ item, for: whom }: { readonly item: string; readonly for: string }): string =>
			`A restricted note under “${item}”, for: ${whom}.`
	},
	glossary: { title: 'Words used in these minutes', term: 'Word', meaning: 'Meaning' },
	fingerprint: {
		title: 'Fingerprint of this record',
		label: 'Fingerprint',
		explanation:
			'SHA-256 of the record as data (canonical JSON, RFC 8785). The same sixty-four digits stand on the page, in every file drawn from the record and in the seal of its data file. If one digit differs, they are not of the same record.'
	},
	annex: {
		title: 'Annex: who wrote and decided what, and when',
		explanation:
			'Taken from the logs of the service when the minutes were locked. Nobody can write here. Times are those of the service’s own clock.',
		by: 'Who',
		when: 'When',
		byAndWhen: 'Who and when',
		decisions: {
			title: 'Decisions and differing views',
			decision: 'Decision or view',
			reason: 'Reasons',
			dissent: 'Dissent'
		},
		connected: {
			title: 'Connected while the meeting ran',
			note: 'As the service saw it. A gap of a few minutes is not shown. Who attended stands under Attendance.'
		},
		written: {
			title: 'Who wrote each text',
			note: 'Everybody whose changes are stored, from their first to their last.',
			text: 'Text',
			changes: (count: number) => (count === 1 ? '' : `, ${count} changes`)
		},
		recorded: {
			title: 'Who recorded each kind of fact',
			note: 'What was pressed or entered in forms, from the first to the last of its kind.',
			fact: 'Fact',
			times: (count: number) => (count === 1 ? '' : `, ${count} times`)
		},
		logs: {
			title: 'State of the logs',
			note: 'SHA-256 over every entry of each log up to the lock.',
			log: 'Log',
			entries: 'Entries',
			sha256: 'SHA-256',
			previous: (reference: string) => `Record of the meeting before, ${reference}`
		}
	},
	print: {
		demonstration: {
			title: 'Demonstration',
			text: 'This is a demonstration. Everybody in it is invented, and the minutes are sealed with a demonstration certificate that nobody vouches for.'
		},
		version: {
			whole: 'This version leaves nothing out.',
			leftOut: 'This version leaves out what its reader may not have:',
			proof:
				'Where something is left out it says so in square brackets. What remains is word for word the sealed record; its data file proves it.'
		},
		copy: {
			title: (number: string) => `This is ${number}`,
			for: (recipient: string) => `For ${recipient}`,
			purpose: (purpose: string) => `For this purpose: ${purpose}`,
			on: (on: string) => `Made on ${on}`,
			mark: (recipient: string, number: string) => `${recipient}\n${number}`,
			line: (recipient: string, number: string) => `${number}, for ${recipient}`
		},
		seal: {
			by: (subject: string, at: string) =>
				`The PDF file is sealed by ${subject} as of ${at}. Any change breaks the seal.`,
			certificate: (digits: string) => `Certificate of the seal, SHA-256: ${digits}`,
			recordKey: (digits: string) => `Key that signs the data file, SHA-256: ${digits}`
		}
	},
	shownAsCodes:
		'In {count} places a character that cannot be printed, or that would hide or reorder text, is shown as its code, such as [U+202E]. The data file keeps what was typed.'
} as const;

const minutes = (count: number): string => (count === 1 ? '1 minute' : `${count} minutes`);
