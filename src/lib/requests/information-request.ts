/**
 * Somebody asks for what meetings about a case recorded: the person themself, a member of the public, a court, the Parole Board,
 * the CPS, another forum, or an agency that wants to pass on what it was given (domain.md 4.8, 9). A request is the list of what
 * was done about it; nothing of it is changed, a correction is a step of its own.
 */
import type { Profile } from '../seal/profiles.ts';

export const REQUEST_KINDS = [
	'SUBJECT_ACCESS',
	'FREEDOM_OF_INFORMATION',
	'COURT',
	'PAROLE_BOARD',
	'CPS',
	'OTHER_FORUM',
	'ONWARD_DISCLOSURE'
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** What the form of the guidance quotes, and the restriction of the right of access under Part 3 (domain.md 9). */
export const EXEMPTIONS = ['FOI_30_1_B', 'FOI_31', 'FOI_38', 'FOI_40', 'FOI_41', 'DPA_45_4', 'OTHER'] as const;
export type Exemption = (typeof EXEMPTIONS)[number];

export const REQUEST_DECISIONS = ['GIVE', 'GIVE_PART', 'REFUSE', 'NOT_HELD'] as const;
export type RequestDecision = (typeof REQUEST_DECISIONS)[number];
/** A file goes out as an export; a reader of the service gets a copy that ends. */
export const MEANS = ['FILE', 'COPY'] as const;
export type Means = (typeof MEANS)[number];
export const ORIGINATOR_VIEWS = ['NO_OBJECTION', 'PART', 'OBJECTS'] as const;
export type OriginatorView = (typeof ORIGINATOR_VIEWS)[number];

/** What is asked and by whom; dates YYYY-MM-DD. */
export type RequestFacts = {
	readonly asker: string;
	readonly organisation: string;
	/** the power or right it is made under, in the asker's words or ours */
	readonly basis: string;
	readonly purpose: string;
	readonly receivedOn: string;
	/** null = none set by law, and none agreed */
	readonly dueOn: string | null;
	readonly meetingIds: readonly string[];
	readonly profile: Profile;
};
export type Decided = {
	readonly decision: RequestDecision;
	/** what is given; null = nothing */
	readonly profile: Profile | null;
	readonly means: Means | null;
	/** of a copy: whose, and until when */
	readonly readerId: string | null;
	readonly until: string | null;
	readonly exemptions: readonly Exemption[];
	readonly reasons: string;
	/** why it was not waited for agencies whose information it is; '' = all have answered */
	readonly withoutAnswers: string;
};

export type RequestStep =
	| ({ readonly type: 'request-opened'; readonly kind: RequestKind } & RequestFacts)
	| ({ readonly type: 'request-amended'; readonly reason: string } & RequestFacts)
	| { readonly type: 'originator-asked'; readonly agencyId: string; readonly note: string }
	| {
			readonly type: 'originator-answered';
			readonly agencyId: string;
			readonly view: OriginatorView;
			readonly note: string;
	  }
	| ({ readonly type: 'request-decided' } & Decided)
	/** a file left as this export, or a copy was opened */
	| { readonly type: 'information-given'; readonly exportNumber: number | null; readonly copies: readonly string[] }
	| { readonly type: 'request-closed'; readonly note: string };
/** `by`: person id. `at`: ISO 8601, UTC. */
export type TakenStep = {
	readonly version: number;
	readonly by: string;
	readonly at: string;
	readonly step: RequestStep;
};

export type RequestState = 'OPEN' | 'DECIDED' | 'GIVEN' | 'CLOSED';
/** An agency whose information it is. */
export type Originator = {
	readonly agencyId: string;
	/** ISO 8601, UTC; null = not asked */
	readonly askedAt: string | null;
	readonly answer: { readonly view: OriginatorView; readonly note: string; readonly at: string } | null;
};
export type InformationRequest = {
	readonly version: number;
	readonly kind: RequestKind;
	readonly facts: RequestFacts;
	readonly state: RequestState;
	readonly originators: readonly Originator[];
	readonly decided: (Decided & { readonly by: string; readonly at: string }) | null;
	readonly given: readonly {
		readonly exportNumber: number | null;
		readonly copies: readonly string[];
		readonly at: string;
	}[];
	readonly closed: { readonly note: string; readonly at: string } | null;
};

const factsOf = ({ asker, organisation, basis, purpose, receivedOn, dueOn, meetingIds, profile }: RequestFacts) => ({
	...{ asker, organisation, basis, purpose, receivedOn, dueOn, meetingIds, profile }
});

const withOriginator = (
	request: InformationRequest,
	agencyId: string,
	change: (before: Originator) => Originator
): InformationRequest => {
	const known = request.originators.find((one) => one.agencyId === agencyId);
	const changed = change(known ?? { agencyId, askedAt: null, answer: null });
	const originators = known
		? request.originators.map((one) => (one === known ? changed : one))
		: [...request.originators, changed];
	return { ...request, originators };
};

const after = (request: InformationRequest, { step, by, at }: TakenStep): InformationRequest => {
	switch (step.type) {
		case 'request-opened':
			return request;
		case 'request-amended':
			return { ...request, facts: factsOf(step) };
		case 'originator-asked':
			return withOriginator(request, step.agencyId, (before) => ({ ...before, askedAt: before.askedAt ?? at }));
		case 'originator-answered': {
			const answer = { view: step.view, note: step.note, at };
			return withOriginator(request, step.agencyId, (before) => ({ ...before, askedAt: before.askedAt ?? at, answer }));
		}
		case 'request-decided': {
			const { type: _, ...decided } = step;
			return { ...request, state: 'DECIDED', decided: { ...decided, by, at } };
		}
		case 'information-given': {
			const { exportNumber, copies } = step;
			return { ...request, state: 'GIVEN', given: [...request.given, { exportNumber, copies, at }] };
		}
		case 'request-closed':
			return { ...request, state: 'CLOSED', closed: { note: step.note, at } };
	}
};

/** Folds the steps, oldest first; null when they do not begin with an opening. */
export function foldRequest(steps: readonly TakenStep[]): InformationRequest | null {
	const [first] = steps;
	if (first?.step.type !== 'request-opened') return null;
	const begun: InformationRequest = {
		version: 0,
		kind: first.step.kind,
		facts: factsOf(first.step),
		...{ state: 'OPEN', originators: [], decided: null, given: [], closed: null }
	};
	return steps.reduce((request, one) => ({ ...after(request, one), version: one.version }), begun);
}

/** Whether something may be given out under it now. */
export const mayGive = ({ state, decided }: InformationRequest, means: Means): boolean =>
	(state === 'DECIDED' || state === 'GIVEN') && decided?.means === means && decided.profile !== null;

/** Of the agencies whose information it is, those who have not answered. */
export const withoutAnswer = (request: InformationRequest, agencyIds: readonly string[]): readonly string[] =>
	agencyIds.filter((id) => !request.originators.some(({ agencyId, answer }) => agencyId === id && answer));
