/**
 * The final minutes as data: everything the exports show, in the order they show it. Canonical JSON (RFC 8785) of this
 * object is what is sealed; HTML and PDF are pure functions of it. Plain words only: a reader who was not there, or a
 * program without this product's code lists, can read it.
 */
export type RecordPerson = { readonly name: string; readonly agency: string; readonly role: string };
export type RecordAttendance = RecordPerson & {
	readonly status: string;
	readonly mode: string;
	readonly capacity: string;
	readonly substituteFor: string;
	/** "18 minutes late", "Left 10:50" or '' */
	readonly timing: string;
	readonly seniority: string;
	readonly contribution: string;
	readonly statementAccepted: string;
	readonly reason: string;
	readonly finding: string;
	readonly note: string;
	/** stretches connected while the meeting ran, "14:00 to 15:12" */
	readonly connected: readonly string[];
	/** "item 3, Status", "part of item 9, ...": absent where nothing was missed, and in records of schema 1 and 2 */
	readonly missed?: readonly string[];
	/** an interest in the case that they declared */
	readonly interest?: string;
};
export type RecordItem = {
	readonly number: number;
	readonly code: string;
	readonly title: string;
	readonly plannedMinutes: number;
	readonly usedMinutes: number;
	readonly notes: string;
	readonly skippedBecause: string;
	/** labelled facts recorded under the item: ["Category", "1"] */
	readonly facts: readonly (readonly [label: string, value: string])[];
	readonly dissent: readonly { readonly agency: string; readonly text: string }[];
	/** "Minute taker, Northmere MAPPA Unit, 10:41" or '' */
	readonly lastWrittenBy: string;
};
/** An indicator of the last plan and what this meeting says of it. */
export type RecordIndicator = {
	/** "Positive" or "Negative" */
	readonly side: string;
	readonly text: string;
	/** "Seen", "Not seen", "Not known", or "Not marked" */
	readonly mark: string;
	readonly on: string;
	readonly source: string;
};
export type RecordRisk = {
	readonly key: string;
	readonly title: string;
	readonly status: string;
	readonly pillar: string;
	readonly orientation: string;
	readonly controlType: string;
	readonly risk: string;
	readonly evidence: string;
	readonly responseSoFar: string;
	readonly contingency: string;
	readonly positiveIndicators: string;
	readonly negativeIndicators: string;
	readonly leastRestrictiveReason: string;
	readonly noActionReason: string;
	/** from here to `changed`: absent in records of schema 1 and 2 */
	readonly evidenceBasis?: string;
	/** codes */
	readonly victims?: readonly string[];
	/** licence conditions that serve it: L1 */
	readonly conditions?: readonly string[];
	/** of the last plan */
	readonly indicators?: readonly RecordIndicator[];
	/** "New at meeting 1, now Increased" */
	readonly trend?: string;
	/** since the last plan: "status from No change to Increased; contingency rewritten" */
	readonly changed?: string;
	/** numbers of the actions under it */
	readonly actions: readonly string[];
	readonly sinceMeeting: number;
	/** field label and who last wrote it: "Contingency: Children's services, 10:41" */
	readonly lastWrittenBy: readonly string[];
};
export type RecordAction = {
	readonly number: string;
	readonly text: string;
	readonly completionEvidence: string;
	readonly risks: readonly string[];
	readonly owner: RecordPerson | null;
	readonly supporters: readonly RecordPerson[];
	/** "Friday 18 December 2026" or "Standing: monthly, next check Friday 8 January 2027" */
	readonly by: string;
	readonly pillar: string;
	readonly orientation: string;
	readonly status: string;
	readonly evidence: string;
	readonly sinceMeeting: number;
	/** from here on: absent in records of schema 1 and 2 */
	readonly controlType?: string;
	readonly victims?: readonly string[];
	readonly changed?: string;
	/** what its agency reported between the meetings, oldest first; from here on absent where there is nothing to tell */
	readonly reported?: readonly { readonly told: string; readonly by: string }[];
	/** "First due Friday 20 November 2026, moved twice" */
	readonly slips?: string;
	/** "Verified by the chair on Thursday 17 December 2026 at 10:12" */
	readonly verified?: string;
	/** "Accepted by Teasel Marchbank-Owl on Thursday 17 December 2026 at 11:40" */
	readonly accepted?: string;
};
/** What an agency told beforehand, under its own name. */
export type RecordReturn = {
	readonly agency: string;
	/** "Sent Wednesday 9 December 2026 by Clover Winterbourne", "Told in the meeting", "No return" */
	readonly sent: string;
	/** whom it is for; where that is not everybody in the meeting nothing else is told */
	readonly for: string;
	/** "We have information", "Nothing known, checked on ..." */
	readonly answer: string;
	readonly known: string;
	readonly relevance: string;
	readonly proposed: readonly string[];
	readonly attendance: string;
};
export type RecordDecision = {
	readonly title: string;
	readonly outcome: string;
	readonly fields: readonly (readonly [label: string, value: string])[];
	readonly decidedAt: string;
	readonly present: readonly string[];
};
/** The provenance of a record. Reasons, views and notes are not repeated here: they stand where they were told. */
export type RecordAnnex = {
	/** each text of plan and notes by everybody who changed it */
	readonly written: readonly {
		/** "Notes: Risk Management Plan", "R1: Contingency" */
		readonly text: string;
		readonly person: string;
		readonly agency: string;
		/** "17 December 2026, 10:12 to 10:41" */
		readonly when: string;
		readonly changes: number;
	}[];
	/** facts recorded besides the texts, by kind and person */
	readonly recorded: readonly {
		/** "Disclosure decided" */
		readonly fact: string;
		readonly person: string;
		readonly agency: string;
		readonly when: string;
		readonly times: number;
	}[];
	/** who was connected, as the service saw it: "10:00 to 11:34" */
	readonly connected: readonly {
		readonly person: string;
		readonly agency: string;
		readonly stretches: readonly string[];
	}[];
	/** who recorded each decision, by its title in this record, and each differing view */
	readonly decisions: readonly {
		readonly title: string;
		readonly person: string;
		readonly agency: string;
		readonly at: string;
	}[];
	/** the state of the logs behind the record; SHA-256 in 64 hexadecimal digits */
	readonly logs: readonly { readonly log: string; readonly entries: number; readonly sha256: string }[];
};
/** The accuracy check before the lock, in numbers, and why what was proposed was not taken up. */
export type RecordAccuracyCheck = {
	/** "Friday 30 October 2026" */
	readonly until: string;
	readonly asked: number;
	/** said that they had nothing to correct */
	readonly agreed: number;
	readonly proposed: number;
	readonly accepted: number;
	readonly refused: number;
	readonly withdrawn: number;
	/** one for each that was refused; of a restricted note nothing is told but that it was one */
	readonly refusals: readonly { readonly about: string; readonly reason: string }[];
};
export type FinalRecord = {
	/**
	 * 2 tells licence conditions and proposals for orders. 3 tells of the plan which indicators were seen, whom each row
	 * protects, and what changed. 4 has an annex that tells where everything comes from. Records of before stay readable and do
	 * not have these.
	 */
	readonly schema: `mapp-meeting-final-minutes/${1 | 2 | 3 | 4}`;
	readonly marking: 'OFFICIAL-SENSITIVE';
	readonly handling: string;
	readonly language: 'en' | 'cy';
	readonly area: string;
	readonly title: string;
	/** case reference and meeting number, "NMS-2026-014/2": the file name and the reader's handle */
	readonly reference: string;
	readonly meetingId: string;
	/** ISO 8601, UTC */
	readonly lockedAt: string;
	/**
	 * Chance, 64 hexadecimal digits: without it nobody can try out by the fingerprint what a version leaves out. In no version;
	 * absent in a draft and in records from before they were sealed in blocks.
	 */
	readonly nonce?: string;
	readonly chair: RecordPerson;
	readonly minuteTaker: RecordPerson;
	/** labelled facts for the front sheet: level, category, dates, times, place, objective, lead agency, participation */
	readonly meeting: readonly (readonly [label: string, value: string])[];
	readonly subject: readonly (readonly [label: string, value: string])[];
	readonly attendance: readonly RecordAttendance[];
	readonly items: readonly RecordItem[];
	/** returns of the agencies; absent in records of schema 1 and 2 */
	readonly returns?: readonly RecordReturn[];
	readonly risks: readonly RecordRisk[];
	/** rows removed in this meeting, with the reason */
	readonly removed: readonly { readonly row: string; readonly reason: string }[];
	readonly actions: readonly RecordAction[];
	readonly previousActions: readonly RecordAction[];
	/** licence conditions, then what is asked of a court; absent in records of schema 1 */
	readonly licence?: readonly RecordDecision[];
	/** disclosures of earlier meetings and what became of them; absent in records of schema 1 */
	readonly disclosuresMade?: readonly RecordDecision[];
	readonly disclosures: readonly RecordDecision[];
	readonly level: RecordDecision | null;
	readonly smb: readonly { readonly theme: string; readonly agency: string; readonly text: string }[];
	readonly overrides: readonly { readonly gate: string; readonly reason: string; readonly at: string }[];
	/**
	 * What is kept apart from this record for some alone: what of it may be told, and the number that covers all of it. The
	 * number is there also when there is nothing; empty only in a draft. Absent in records of schema 1 and 2.
	 */
	readonly keptApart?: {
		readonly told: readonly { readonly item: string; readonly for: string }[];
		readonly root: string;
	};
	/** what the attendees said to the draft; absent where it was not given out to them, and in records of schema 1 to 3 */
	readonly accuracyCheck?: RecordAccuracyCheck;
	/** pauses, handovers of the chair, changes of the agenda's order: "10:31 to 10:40: fire alarm" */
	readonly proceedings: readonly string[];
	/** heads of the logs behind the record */
	readonly provenance: {
		readonly events: number;
		readonly planUpdates: number;
		readonly minutesUpdates: number;
		/** reference of the meeting the plan was carried over from, or empty */
		readonly carriedFrom: string;
		/** SHA-256 of that meeting's record, or empty */
		readonly previousSha256: string;
	};
	/** where everything comes from; absent in drafts and in records of schema 1 to 3 */
	readonly annex?: RecordAnnex;
	/** the final version's own table of definitions for people who do not know the terms */
	readonly glossary: readonly (readonly [term: string, meaning: string])[];
};
