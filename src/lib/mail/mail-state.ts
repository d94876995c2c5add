/** How the sending of one message stands, in words that need no knowledge of mail. */

/** Why a try failed: a closed list, so that nothing a mail server says is shown or kept. */
export const MAIL_PROBLEMS = ['no-address', 'bad-address', 'refused', 'no-connection', 'sign-in', 'unknown'] as const;
export type MailProblem = (typeof MAIL_PROBLEMS)[number];

export const mailProblemWord: Record<MailProblem, string> = {
	'no-address': 'This person has no e-mail address here',
	'bad-address': 'The address is not a plain e-mail address',
	refused: 'The mail server did not take this address',
	'no-connection': 'The mail server could not be reached',
	'sign-in': 'The mail server did not accept the name and password of this service',
	unknown: 'The mail server answered something unexpected'
};
export const asMailProblem = (stored: string | null): MailProblem | null =>
	MAIL_PROBLEMS.find((one) => one === stored) ?? null;

/** No use in trying these again by itself. */
export const isFinal = (problem: MailProblem): boolean =>
	problem === 'no-address' || problem === 'bad-address' || problem === 'refused';

export const MAIL_STATES = ['to-pass-on', 'waiting', 'trying', 'failed', 'sent', 'by-hand', 'too-late'] as const;
export type MailState = (typeof MAIL_STATES)[number];
export const mailStateWord: Record<MailState, string> = {
	'to-pass-on': 'To be passed on',
	waiting: 'Waiting to be sent',
	trying: 'Failed, will be tried again',
	failed: 'Could not be sent',
	sent: 'Sent',
	'by-hand': 'Passed on by hand',
	'too-late': 'No longer needed'
};

export type MailRow = {
	readonly tries: number;
	readonly sentAt: Date | null;
	readonly byHandAt: Date | null;
	readonly gaveUpAt: Date | null;
	readonly usefulUntil: Date | null;
};

/** @param sends whether this service has a mail server to send by */
export const mailState = (row: MailRow, now: Date, sends: boolean): MailState => {
	if (row.sentAt) return 'sent';
	if (row.byHandAt) return 'by-hand';
	if (row.usefulUntil && row.usefulUntil <= now) return 'too-late';
	if (row.gaveUpAt) return 'failed';
	if (!sends) return 'to-pass-on';
	return row.tries > 0 ? 'trying' : 'waiting';
};

const MINUTE_MS = 60_000;
const WAITS_MS = [1, 5, 15, 60, 240, 480, 720, 1440].map((minutes) => minutes * MINUTE_MS);

/** How long to wait after so many failed tries (1, 2, ...), ms; null = it is given up and shown to the administrator. */
export const waitAfter = (tries: number): number | null => WAITS_MS[tries - 1] ?? null;

/** One plain address and nothing that could begin a second header or a second recipient. */
export const isPlainAddress = (address: string): boolean =>
	address.length <= 254 && /^[^\s@"(),:;<>[\]\\\p{Cc}\p{Cf}]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/u.test(address);
