/** A way out for mail. There are two: an SMTP server, and none, when the MAPPA unit passes messages on by hand. */
import type { MailProblem } from '#lib/mail/mail-state.ts';

export type OutgoingMail = {
	/** without angle brackets; the same each time the same message is sent */
	readonly messageId: string;
	/** one plain address */
	readonly to: string;
	readonly subject: string;
	readonly text: string;
	/** a calendar file and what it does */
	readonly calendar: { readonly content: string; readonly method: 'PUBLISH' | 'CANCEL' } | null;
	/** when the message was written */
	readonly date: Date;
};
export type Delivery = { readonly ok: true } | { readonly ok: false; readonly problem: MailProblem };
export type MailPort = {
	/** Never throws: what goes wrong is one of the listed problems, and nothing that a server says is passed on. */
	readonly send: (mail: OutgoingMail) => Promise<Delivery>;
	readonly close: () => void;
};
