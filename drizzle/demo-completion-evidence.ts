/** How the next meeting will know that each action of the story is done; A12 has nothing yet, the room is writing it. */
export const COMPLETION_EVIDENCE: Readonly<Record<string, string>> = {
	A1: 'Dated briefing on the file of the approved premises',
	A2: 'Registration form and the record of the first inspection',
	A3: 'Map with its version number named in the licence',
	A4: 'Written list of addresses and the reply of the lead for head teachers',
	A5: 'Signed undertaking on the case record',
	A6: 'Receipt of the application with the risk note attached',
	A7: 'Start date confirmed in writing by the placement',
	A8: 'Clinic record of both reviews',
	A9: 'Record of what was said, the reaction and the signed undertaking',
	A10: 'Minutes of the strategy discussion',
	A11: 'Examination report sent, and the decision on recall with its reason'
};
