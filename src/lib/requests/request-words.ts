/** What is said of requests for information. */
import type {
	Exemption,
	Means,
	OriginatorView,
	RequestDecision,
	RequestKind,
	RequestState,
	RequestStep
} from './information-request.ts';

export const requestKindWord: Record<RequestKind, string> = {
	SUBJECT_ACCESS: 'Subject access',
	FREEDOM_OF_INFORMATION: 'Freedom of information',
	COURT: 'Court',
	PAROLE_BOARD: 'Parole Board',
	CPS: 'Crown Prosecution Service',
	OTHER_FORUM: 'Another forum',
	ONWARD_DISCLOSURE: 'An agency wants to pass it on'
};
export const exemptionWord: Record<Exemption, string> = {
	FOI_30_1_B: 'FOI Act s.30(1)(b), investigations and proceedings',
	FOI_31: 'FOI Act s.31, law enforcement',
	FOI_38: 'FOI Act s.38, health and safety',
	FOI_40: 'FOI Act s.40, personal information',
	FOI_41: 'FOI Act s.41, provided in confidence',
	DPA_45_4: 'Data Protection Act 2018 s.45(4), limit of the right of access',
	OTHER: 'Another one, named in the reasons'
};
export const requestDecisionWord: Record<RequestDecision, string> = {
	GIVE: 'Give what is asked for',
	GIVE_PART: 'Give a part of it',
	REFUSE: 'Give nothing',
	NOT_HELD: 'Not held'
};
export const meansWord: Record<Means, string> = {
	FILE: 'As a numbered file',
	COPY: 'As a copy that somebody reads here until a day'
};
export const originatorViewWord: Record<OriginatorView, string> = {
	NO_OBJECTION: 'No objection',
	PART: 'Objects to a part',
	OBJECTS: 'Objects'
};
export const requestStateWord: Record<RequestState, string> = {
	OPEN: 'Open',
	DECIDED: 'Decided',
	GIVEN: 'Given',
	CLOSED: 'Closed'
};
export const requestStepWord: Record<RequestStep['type'], string> = {
	'request-opened': 'Received',
	'request-amended': 'Corrected',
	'originator-asked': 'Agency asked',
	'originator-answered': 'Agency answered',
	'request-decided': 'Decided',
	'information-given': 'Given',
	'request-closed': 'Closed'
};
/** "REQ-12" */
export const requestNumber = (number: number): string => `REQ-${number}`;
