/**
 * Everything the service tells somebody by e-mail: a closed list, and the words of each. No name, no reference, no category,
 * no place and nothing of any case stands in any of them (R2, X5): a date and time, and where to read more after signing in.
 */
import { duration, longDate, longMoment } from '../time.ts';

export const MAIL_KINDS = [
	'invited',
	'rescheduled',
	'cancelled',
	'removed',
	'represented',
	'substitute-to-approve',
	'substitute-refused',
	'answer-reminder',
	'return-reminder',
	'papers-reminder',
	'referral-received',
	'referral-decided',
	'more-information',
	'papers-ready',
	'minutes-ready',
	'request-to-decide',
	'request-decided',
	'destruction-to-confirm',
	'draft-to-check',
	'correction-decided',
	'minutes-owed',
	'addendum-asked',
	'addendum-decided',
	'addendum-added',
	'action-due',
	'action-late',
	'action-late-agency',
	'action-to-raise',
	'action-raised',
	'action-to-decide',
	'action-decided',
	'absence-to-tell',
	'absence-notice',
	'absence-answered',
	'absence-raised',
	'absence-closed',
	'audit-licence',
	'audit-submitted',
	'audit-answered',
	'board-answer',
	'board-question',
	'role-changed',
	'vetting-ends',
	'vetting-to-renew',
	'emergency-asked',
	'emergency-given',
	'emergency-refused',
	'first-sign-in',
	'password-changed',
	'second-factor-added',
	'second-factor-removed',
	'second-factor-reset',
	'agency-sign-in-linked',
	'recovery-codes-made',
	'recovery-code-used',
	'recovery-codes-low',
	'guest-link',
	'guest-not-needed',
	'guest-to-decide',
	'guest-decided',
	'guest-elsewhere',
	'share-offered',
	'share-answered',
	'share-ended',
	'seat-given'
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];
export const asMailKind = (kind: string): MailKind | null => MAIL_KINDS.find((one) => one === kind) ?? null;

/** What a mail about a meeting needs to know of it, as it was when the mail was written. */
export type MeetingFacts = {
	/** ISO 8601, UTC */
	readonly scheduledStart: string;
	readonly plannedMinutes: number;
	/** number of the calendar entry's revision: it rises */
	readonly revision: number;
	/** YYYY-MM-DD: by when something is owed */
	readonly by?: string;
};
/** `path`: where to read more, beginning with a slash; the kind's own place when absent. */
export type MailFacts = { readonly meeting?: MeetingFacts; readonly path?: string };

/** What happens to the entry in a calendar. */
export type CalendarChange = 'publish' | 'cancel';
export type MailWords = {
	readonly subject: string;
	readonly lines: readonly string[];
	/** beginning with a slash; null = nothing to open */
	readonly path: string | null;
	readonly calendar: CalendarChange | null;
};

type Words = {
	/** said of the mail in lists, and in its subject */
	readonly title: string;
	readonly say: (when: string, by: string) => readonly string[];
	readonly path: (meetingId: string) => string | null;
	readonly calendar?: CalendarChange;
};

const door = (meetingId: string): string => `/join/${meetingId}`;
const nowhere = (): null => null;
const SIGN_IN = 'Sign in to read what is asked of your agency and to answer.';

/** Of whatever changes how somebody signs in. */
const NOT_YOU = 'If this was not you, tell the MAPPA unit at once.';
const ownAccount = (): string => '/account';

const WORDS: Record<MailKind, Words> = {
	invited: {
		title: 'Invitation to a MAPP meeting',
		say: (when) => [
			`You are invited to a MAPP meeting: ${when}.`,
			'Sign in to read what is asked of your agency, to answer, or to name somebody who comes instead of you.'
		],
		path: door,
		calendar: 'publish'
	},
	rescheduled: {
		title: 'A MAPP meeting has changed',
		say: (when) => [
			`The MAPP meeting you are invited to has changed. It is now: ${when}.`,
			'Please answer again if you can no longer come.'
		],
		path: door,
		calendar: 'publish'
	},
	cancelled: {
		title: 'A MAPP meeting is cancelled',
		say: (when) => [`The MAPP meeting of ${when} is cancelled. There is nothing for you to do.`],
		path: door,
		calendar: 'cancel'
	},
	removed: {
		title: 'You are no longer invited to a MAPP meeting',
		say: (when) => [
			`You are no longer invited to the MAPP meeting of ${when}.`,
			'If you think this is a mistake, ring the MAPPA unit.'
		],
		path: nowhere,
		calendar: 'cancel'
	},
	represented: {
		title: 'Somebody comes to a MAPP meeting instead of you',
		say: (when) => [`The substitute for the MAPP meeting of ${when} is approved. You need not come.`],
		path: door,
		calendar: 'cancel'
	},
	'substitute-to-approve': {
		title: 'A substitute waits for your approval',
		say: (when) => [`Somebody invited to the MAPP meeting of ${when} cannot come and has named a substitute.`],
		path: (meetingId) => `/meetings/${meetingId}/answers`
	},
	'substitute-refused': {
		title: 'The substitute you named was not approved',
		say: (when) => [
			`The substitute you named for the MAPP meeting of ${when} was not approved.`,
			'Sign in to answer the invitation or to name somebody else.'
		],
		path: door
	},
	'answer-reminder': {
		title: 'Please answer an invitation to a MAPP meeting',
		say: (when) => [`You have not yet said whether you will come to the MAPP meeting of ${when}.`, SIGN_IN],
		path: door
	},
	'return-reminder': {
		title: 'A return for a MAPP meeting is due',
		say: (when, by) => [
			`The return of your agency for the MAPP meeting of ${when} is due${by}.`,
			'“Nothing known” is an answer too. Sign in to write it.'
		],
		path: (meetingId) => `/meetings/${meetingId}/return`
	},
	'papers-reminder': {
		title: 'Papers for a MAPP meeting are due',
		say: (when, by) => [`The papers for the MAPP meeting of ${when} are due${by}.`],
		path: (meetingId) => `/meetings/${meetingId}`
	},
	'referral-received': {
		title: 'A referral waits for a decision',
		say: () => ['A referral to Level 2 or 3 has come in and waits for a decision.'],
		path: nowhere
	},
	'referral-decided': {
		title: 'A referral you made was decided',
		say: () => ['A referral you made was decided. Sign in to read the decision and its reasons.'],
		path: nowhere
	},
	'more-information': {
		title: 'More information is needed for a referral',
		say: () => ['More information is needed for a referral you made. Sign in to read what is asked.'],
		path: nowhere
	},
	'papers-ready': {
		title: 'Papers for a MAPP meeting are ready',
		say: (when) => [`The papers for the MAPP meeting of ${when} are ready to read.`],
		path: door
	},
	'minutes-ready': {
		title: 'Minutes of a MAPP meeting are ready',
		say: (when) => [`The minutes of the MAPP meeting of ${when} are ready to read.`],
		path: door
	},
	'draft-to-check': {
		title: 'Please check the draft minutes of a MAPP meeting',
		say: (when, by) => [
			`The draft minutes of the MAPP meeting of ${when} are ready to be checked.`,
			`Sign in to read them, and to propose corrections or say that there are none${by}.`
		],
		path: (meetingId) => `/meetings/${meetingId}/corrections`
	},
	'correction-decided': {
		title: 'A correction you proposed was decided on',
		say: (when) => [`A correction you proposed to the minutes of the MAPP meeting of ${when} was decided on.`],
		path: (meetingId) => `/meetings/${meetingId}/corrections`
	},
	'minutes-owed': {
		title: 'Minutes of a MAPP meeting wait for you',
		say: (when, by) => [`The minutes of the MAPP meeting of ${when} were due${by}. Sign in to see what is to be done.`],
		path: () => '/'
	},
	'addendum-asked': {
		title: 'An addendum to locked minutes is asked for',
		say: (when) => [`Somebody asks for an addendum to the minutes of the MAPP meeting of ${when}, which you chaired.`],
		path: (meetingId) => `/meetings/${meetingId}/final/addenda`
	},
	'addendum-decided': {
		title: 'Your request for an addendum was decided on',
		say: (when) => [
			`The chair has decided on the addendum you asked for, to the minutes of the MAPP meeting of ${when}.`
		],
		path: (meetingId) => `/meetings/${meetingId}/final/addenda`
	},
	'addendum-added': {
		title: 'An addendum was added to minutes of a MAPP meeting',
		say: (when) => [`An addendum was added to the minutes of the MAPP meeting of ${when}. Read it together with them.`],
		path: (meetingId) => `/meetings/${meetingId}/final/addenda`
	},
	'request-to-decide': {
		title: 'A request for information waits for a decision',
		say: () => ['A request for information from MAPP meetings was received and waits for a decision.'],
		path: nowhere
	},
	'destruction-to-confirm': {
		title: 'A destruction waits for a second person',
		say: () => ['Something is proposed to be destroyed because its time is over. A second person has to confirm it.'],
		path: nowhere
	},
	'request-decided': {
		title: 'A request you made was decided',
		say: () => ['A request you made about minutes of MAPP meetings was decided. Sign in to read the decision.'],
		path: nowhere
	},
	'action-due': {
		title: 'An action of yours is due',
		say: (_, by) => [`An action agreed at a MAPP meeting is due${by}. Sign in to say how it stands.`],
		path: () => '/actions'
	},
	'action-late': {
		title: 'An action of yours is late',
		say: (_, by) => [
			`An action agreed at a MAPP meeting was due${by} and is not reported as done.`,
			'Sign in to say how it stands, also when it cannot be done yet.'
		],
		path: () => '/actions'
	},
	'action-late-agency': {
		title: 'An action of your agency is late',
		say: (_, by) => [
			`An action that your agency took on at a MAPP meeting was due${by} and is not reported as done.`,
			'Sign in to see whose it is. What it says and whom it is about is with its owner alone.'
		],
		path: () => '/actions/agency'
	},
	'action-to-raise': {
		title: 'A late action is to be taken further',
		say: (_, by) => [
			`An action agreed at a MAPP meeting was due${by} and is not reported as done.`,
			'Sign in to read it and to raise it with the line manager of its agency.'
		],
		path: () => '/actions/all?show=late'
	},
	'action-raised': {
		title: 'A late action of your agency was raised with you',
		say: (_, by) => [
			'The MAPPA unit has raised with you that an action of your agency is late.',
			`Sign in to see whose it is, and see that its owner says how it stands${by}.`
		],
		path: () => '/actions/agency'
	},
	'action-to-decide': {
		title: 'An action waits for your decision',
		say: () => ['The owner of an action asks something of you as chair. Sign in to read and decide it.'],
		path: nowhere
	},
	'action-decided': {
		title: 'The chair has decided about an action of yours',
		say: () => ['The chair has decided what you asked about an action of yours. Sign in to read it.'],
		path: nowhere
	},
	'audit-licence': {
		title: 'You are asked to look at the quality of MAPP meetings',
		say: () => ['You may view MAPP meetings of a sample for a time, to score how they were run. Sign in to begin.'],
		path: nowhere
	},
	'audit-submitted': {
		title: 'The audit of a MAPP meeting was submitted',
		say: () => ['An auditor has submitted what they found about a MAPP meeting. Sign in to read it.'],
		path: nowhere
	},
	'audit-answered': {
		title: 'A chair has answered an audit of yours',
		say: () => [
			'The chair of a MAPP meeting that you audited has answered. Sign in to read it while your licence lasts.'
		],
		path: nowhere
	},
	'board-answer': {
		title: 'The Board has answered what you raised',
		say: () => [
			'The Strategic Management Board has answered something you raised as chair of a MAPP meeting.',
			'Sign in to read the answer.'
		],
		path: nowhere
	},
	'board-question': {
		title: 'Something is on the agenda of the Strategic Management Board',
		say: () => [
			'The MAPPA unit has put something on the agenda of the Strategic Management Board. Sign in to read and answer it.'
		],
		path: nowhere
	},
	'absence-to-tell': {
		title: 'An absence notice is to be sent',
		say: (_, by) => [`An agency did not come to a MAPP meeting. Its notice is due${by}.`],
		path: nowhere
	},
	'absence-notice': {
		title: 'Your agency was not at a MAPP meeting',
		say: (_, by) => [
			'Your agency was invited to a MAPP meeting and nobody came.',
			`Sign in to accept this or to challenge it${by}.`
		],
		path: nowhere
	},
	'absence-answered': {
		title: 'An agency has answered about an absence',
		say: () => ['An agency has answered about its absence from a MAPP meeting. Sign in to read it.'],
		path: nowhere
	},
	'absence-raised': {
		title: 'An absence of your agency was raised with you',
		say: (_, by) => [
			'The absence of your agency from a MAPP meeting was raised with you.',
			`Sign in to read it and to say what is done about it${by}.`
		],
		path: nowhere
	},
	'absence-closed': {
		title: 'An absence of your agency is settled',
		say: () => ['What was asked about the absence of your agency from a MAPP meeting is closed. Sign in to read how.'],
		path: nowhere
	},
	'role-changed': {
		title: 'What you may do in the MAPP meeting service was changed',
		say: () => [
			'Your roles in the MAPP meeting service were changed, and you were signed out.',
			'If you did not expect this, ring the MAPPA unit.'
		],
		path: nowhere
	},
	'vetting-ends': {
		title: 'Your vetting ends soon',
		say: (_, by) => [
			`The date of your vetting that the MAPPA unit has recorded is about to pass${by}.`,
			'After it nothing of any case can be seen. Tell the unit the new date.'
		],
		path: nowhere
	},
	'vetting-to-renew': {
		title: 'The vetting of somebody ends soon',
		say: (_, by) => [`The vetting date of somebody in your area is about to pass${by}. Ask for the new date.`],
		path: nowhere
	},
	'emergency-asked': {
		title: 'Emergency access to a case is asked for',
		say: () => ['Somebody asks for emergency access to a case. Sign in now to approve or refuse it.'],
		path: nowhere
	},
	'emergency-given': {
		title: 'Emergency access to a case was given',
		say: () => ['Emergency access to a case was given. Sign in to see by whom it was asked, why, and until when.'],
		path: nowhere
	},
	'emergency-refused': {
		title: 'Emergency access you asked for was refused',
		say: () => ['The emergency access you asked for was refused. Sign in to read why.'],
		path: nowhere
	},
	'share-offered': {
		title: 'Another area shares a MAPP case with yours',
		say: () => [
			'Another area offers to share a case with your area. Sign in to read why, and to accept or decline it.'
		],
		path: nowhere
	},
	'share-answered': {
		title: 'Another area has answered about a shared MAPP case',
		say: () => ['The area that you offered to share a case with has answered. Sign in to read what it said.'],
		path: nowhere
	},
	'share-ended': {
		title: 'The sharing of a MAPP case has ended',
		say: () => ['A case was shared between two areas, and that has ended. Sign in to read when and why.'],
		path: nowhere
	},
	'seat-given': {
		title: 'You have a seat in another MAPP area',
		say: () => [
			'Your area has named you for a case that another area shares, so that you can be invited to meetings about it.',
			'Sign in as you always do. Your seats are listed there, with the day on which this one ends.'
		],
		path: nowhere
	},
	'password-changed': {
		title: 'Your password was changed',
		say: () => ['Your password for the MAPP meeting service was changed. Every other device was signed out.', NOT_YOU],
		path: ownAccount
	},
	'second-factor-added': {
		title: 'Another way to sign in was added',
		say: () => ['An app for codes or a passkey was added to how you sign in to the MAPP meeting service.', NOT_YOU],
		path: ownAccount
	},
	'agency-sign-in-linked': {
		title: 'Your agency now signs you in',
		say: () => ['From now on the sign-in of your agency opens your account of the MAPP meeting service.', NOT_YOU],
		path: ownAccount
	},
	'second-factor-removed': {
		title: 'A way to sign in was removed',
		say: () => ['An app for codes or a passkey was removed from how you sign in to the MAPP meeting service.', NOT_YOU],
		path: ownAccount
	},
	'second-factor-reset': {
		title: 'Your second factor was reset',
		say: () => [
			'Somebody who looks after the people of your area removed your app for codes, your recovery codes and your passkeys, and signed you out everywhere. Sign in and set up a new one.',
			NOT_YOU
		],
		path: ownAccount
	},
	'recovery-codes-made': {
		title: 'New recovery codes were made',
		say: () => ['New recovery codes were made for you. The earlier ones do not work any more.', NOT_YOU],
		path: ownAccount
	},
	'recovery-code-used': {
		title: 'A recovery code was used',
		say: () => ['One of your recovery codes was used. It does not work again.', NOT_YOU],
		path: ownAccount
	},
	'recovery-codes-low': {
		title: 'Few recovery codes are left',
		say: () => [
			'One of your recovery codes was used, and only a few are left. Make new ones when you have signed in.',
			NOT_YOU
		],
		path: ownAccount
	},
	'first-sign-in': {
		title: 'Choose your password for the MAPP meeting service',
		say: () => [
			'The MAPPA unit has put you on its list of people who work with it.',
			'Choose your password by the link of this message, which works once and for 14 days; or ask the unit for a new link.'
		],
		path: nowhere
	},
	'guest-link': {
		title: 'Your link to a MAPP meeting as a guest',
		say: (when) => [
			`You are asked to a MAPP meeting as a guest: ${when}.`,
			'The link of this message works from 15 minutes before the start until the meeting ends, in one browser only.',
			'Whoever asked you tells you an eight-digit code by telephone. Give neither to anybody else.'
		],
		path: nowhere
	},
	'guest-not-needed': {
		title: 'You are no longer asked to a MAPP meeting',
		say: (when) => [`You are no longer asked to the MAPP meeting of ${when}. The link you were sent works no more.`],
		path: nowhere
	},
	'guest-to-decide': {
		title: 'A guest for a MAPP meeting waits for a decision',
		say: (when) => [`An agency asks to bring a guest to the MAPP meeting of ${when}. Sign in to decide.`],
		path: (meetingId) => `/meetings/${meetingId}/guests`
	},
	'guest-decided': {
		title: 'The guest you asked for was decided on',
		say: (when) => [
			`The guest you asked for, to the MAPP meeting of ${when}, was decided on.`,
			'If they were approved, sign in, make a code and read it out to them by telephone.'
		],
		path: (meetingId) => `/meetings/${meetingId}/guests`
	},
	'guest-elsewhere': {
		title: 'The link of a guest was tried in a second browser',
		say: (when) => [
			`The link of a guest of the MAPP meeting of ${when} was opened in a second browser, which was refused.`,
			'Sign in to see whose it is. Ring them, and end the link if it has come into other hands.'
		],
		path: (meetingId) => `/meetings/${meetingId}/guests`
	}
};

export const mailTitle = (kind: MailKind): string => WORDS[kind].title;

/** The words of one mail. They are the same every time they are asked for. */
export const mailWords = (kind: MailKind, facts: MailFacts, meetingId: string | null): MailWords => {
	const { title, say, path, calendar } = WORDS[kind];
	const { meeting } = facts;
	const when = meeting
		? `${longMoment(meeting.scheduledStart)}, ${duration(meeting.plannedMinutes * 60_000)}`
		: 'a day that its page tells';
	const by = meeting?.by ? ` by ${longDate(meeting.by)}` : '';
	return {
		subject: `OFFICIAL-SENSITIVE: ${title}`,
		lines: say(when, by),
		path: facts.path ?? (meetingId === null ? null : path(meetingId)) ?? (kind === 'action-due' ? '/actions' : null),
		calendar: (meeting && meetingId !== null && calendar) || null
	};
};

/** The text of a mail. @param origin scheme, host and port under which people reach the service */
export const mailText = ({ lines, path }: MailWords, origin: string): string =>
	[
		...lines,
		...(path === null ? [] : ['', `${origin}${path}`]),
		'',
		'This message names nobody and says nothing of any case. Please keep it so when you answer.',
		'It was sent by the MAPPA unit’s meeting service. Nobody reads answers to this address.'
	].join('\n');
