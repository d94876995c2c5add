/**
 * Mail by SMTP. Off this machine only over TLS; with a limit on every step, so that a mail server that says nothing holds
 * nobody up. Nothing a server answers is logged or kept.
 */
import { createTransport } from 'nodemailer';
import { isPlainAddress, type MailProblem } from '#lib/mail/mail-state.ts';
import { isLoopback } from '../env.ts';
import type { Delivery, MailPort, OutgoingMail } from './mail-port.ts';

export type SmtpSettings = {
	/** smtp:// (STARTTLS) or smtps://, with name and password where the server asks for them */
	readonly url: string;
	/** the service's own address */
	readonly from: string;
	/** limit of each step, ms */
	readonly stepMs?: number;
	/** limit of one message in all, ms: far less than a node may hold one */
	readonly messageMs?: number;
};
const STEP_MS = 10_000;
const MESSAGE_MS = 45_000;

export function createSmtpPort({ url, from, stepMs = STEP_MS, messageMs = MESSAGE_MS }: SmtpSettings): MailPort {
	const { protocol, hostname, port, username, password } = new URL(url);
	const secure = protocol === 'smtps:';
	const host = hostname.replace(/^\[|\]$/g, '');
	const transport = createTransport({
		host,
		port: port === '' ? (secure ? 465 : 587) : Number(port),
		secure,
		requireTLS: !secure && !isLoopback(hostname),
		ignoreTLS: !secure && isLoopback(hostname),
		...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
		connectionTimeout: stepMs,
		greetingTimeout: stepMs,
		socketTimeout: stepMs,
		dnsTimeout: stepMs,
		// A message is what is given here and nothing that is read from elsewhere.
		disableFileAccess: true,
		disableUrlAccess: true
	});

	const send = async (mail: OutgoingMail): Promise<Delivery> => {
		if (!isPlainAddress(mail.to)) return { ok: false, problem: 'bad-address' };
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<Delivery>((resolve) => {
			timer = setTimeout(() => resolve({ ok: false, problem: 'no-connection' }), messageMs);
		});
		const sent = transport
			.sendMail({
				from: { name: 'MAPPA unit', address: from },
				// As an object: it is one address, whatever stands in it, and never parsed for more.
				to: { name: '', address: mail.to },
				envelope: { from, to: [mail.to] },
				subject: oneLine(mail.subject),
				messageId: `<${oneLine(mail.messageId)}>`,
				date: mail.date,
				text: mail.text,
				textEncoding: 'base64',
				headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
				...(mail.calendar
					? {
							icalEvent: { method: mail.calendar.method, filename: 'MAPP-meeting.ics', content: mail.calendar.content }
						}
					: {})
			})
			.then(
				(): Delivery => ({ ok: true }),
				(problem: unknown): Delivery => ({ ok: false, problem: problemOf(problem) })
			);
		return Promise.race([sent, late]).finally(() => clearTimeout(timer));
	};
	return { send, close: () => transport.close() };
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** Only a mail server's "never" about this recipient is final; everything else may be better in a while. */
function problemOf(problem: unknown): MailProblem {
	const { code, responseCode } = (typeof problem === 'object' && problem !== null ? problem : {}) as {
		code?: unknown;
		responseCode?: unknown;
	};
	if (code === 'EENVELOPE' && typeof responseCode === 'number' && responseCode >= 500) return 'refused';
	if (code === 'EAUTH') return 'sign-in';
	if (['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS', 'ECONNREFUSED', 'ECONNRESET'].includes(String(code)))
		return 'no-connection';
	return 'unknown';
}
