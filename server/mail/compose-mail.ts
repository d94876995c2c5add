/** One row of the outbox as a whole message: words of its kind, a stable id, and the calendar file it brings. */
import { calendarFile } from '#lib/mail/calendar-file.ts';
import { asMailKind, type MailFacts, type MailWords, mailText, mailWords } from '#lib/mail/mail-kinds.ts';
import type { OutgoingMail } from './mail-port.ts';

export type StoredMail = {
	readonly id: string;
	readonly kind: string;
	readonly meetingId: string | null;
	readonly facts: MailFacts;
	readonly createdAt: Date;
};
/** @param origin scheme, host and port under which people reach the service; `from` is the service's own address */
export type Sender = { readonly origin: string; readonly from: string };

const calendarOf = (
	{ id: _, meetingId, facts, createdAt }: StoredMail,
	words: MailWords,
	sender: Sender
): string | null =>
	words.calendar && meetingId !== null && facts.meeting
		? calendarFile([{ meetingId, ...facts.meeting, change: words.calendar }], {
				origin: sender.origin,
				organiser: sender.from,
				now: createdAt.getTime()
			})
		: null;

/** Everything but the recipient; null for a kind that this version does not know. */
export function composeMail(mail: StoredMail, sender: Sender): Omit<OutgoingMail, 'to'> | null {
	const kind = asMailKind(mail.kind);
	if (!kind) return null;
	const words = mailWords(kind, mail.facts, mail.meetingId);
	const content = calendarOf(mail, words, sender);
	return {
		messageId: `${mail.id}@${new URL(sender.origin).hostname}`,
		subject: words.subject,
		text: mailText(words, sender.origin),
		calendar: content === null ? null : { content, method: words.calendar === 'cancel' ? 'CANCEL' : 'PUBLISH' },
		date: mail.createdAt
	};
}
