/** The settings of the process: read and checked once, at start. */
import { isPlainAddress } from '#lib/mail/mail-state.ts';
import { hasFailpoints } from './failpoint.ts';

export type Env = {
	readonly host: string;
	readonly port: number;
	/** scheme, host and port as the browser shows them; every unsafe request and every socket must come from it */
	readonly origin: string;
	/** the origin is https: cookies are Secure and browsers are told to stay on https */
	readonly secure: boolean;
	readonly dataDir: string;
	/** a PostgreSQL server of your own; undefined = the embedded one in dataDir */
	readonly databaseUrl: string | undefined;
	/** a Redis or Valkey server that carries hints between several nodes; undefined = they find out by asking the database */
	readonly redisUrl: string | undefined;
	/** the mail server by which messages go out; undefined = the MAPPA unit passes them on by hand */
	readonly smtpUrl: string | undefined;
	/** the service's own mail address */
	readonly mailFrom: string;
	/** where people write to who cannot use something; undefined = the page of the accessibility statement names the MAPPA unit alone */
	readonly serviceContact?: string | undefined;
	/** where this process tells its numbers, on this machine only; undefined = nowhere */
	readonly metricsPort: number | undefined;
	/** what a proxy knows this node by: the ids of its long-polling connections begin with it; undefined = with nothing */
	readonly nodeName: string | undefined;
	/** load the fictional area and show the page of demo sign-ins */
	readonly demo: boolean;
	/** whether everybody needs a second factor, or may have one */
	readonly secondFactor: 'required' | 'offered';
	/** with what minutes are sealed; undefined = nothing is set, so nothing can be locked outside the demonstration */
	readonly seal: SealSettings | undefined;
	/** where heads of the audit are copied: a file that is only added to, and a receiver elsewhere */
	readonly auditHeads: AuditHeadSettings;
	/** where the data keys of documents lie; undefined = the folder document-keys in dataDir */
	readonly documentKeys: DocumentKeysSetting | undefined;
	/** from what the service derives its keys; undefined = one is made in dataDir, or the demonstration's */
	readonly serviceKey: ServiceKeySetting | undefined;
};

export type AuditHeadSettings = {
	/** undefined = audit-heads.jsonl in dataDir */
	readonly file: string | undefined;
	/** https://... or syslog://host:port */
	readonly url: string | undefined;
};

export type DocumentKeysSetting = { readonly folder: string } | { readonly url: string };

/** 32 bytes, or a file that holds them in base64 */
export type ServiceKeySetting = { readonly key: Buffer } | { readonly file: string };

export type SealSettings = {
	/** PKCS#12 (.p12, .pfx) or PEM, with a key and its certificates */
	readonly file: string | undefined;
	readonly passphrase: string | undefined;
	/** a file whose first line is the passphrase */
	readonly passphraseFile: string | undefined;
	/** PEM of an Ed25519 key that signs records as data; derived from the seal's key when absent */
	readonly recordKeyFile: string | undefined;
	/** where time stamps are asked for (RFC 3161) */
	readonly timestampUrl: string | undefined;
};

export type EnvProblems = { readonly problems: readonly string[] };
type Source = Readonly<Record<string, string | undefined>>;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);
export const isLoopback = (host: string): boolean => LOOPBACK.has(host);

/** The settings, or one plain line for each that is wrong. Pure. */
export function readEnv(source: Source): Env | EnvProblems {
	const problems: string[] = [];
	const value = (name: string) => source[name]?.trim() || undefined;
	const port = readPort('PORT', value('PORT'), problems) ?? 3000;
	const metricsPort = readPort('METRICS_PORT', value('METRICS_PORT'), problems);
	if (metricsPort === port) problems.push('METRICS_PORT must be another port than PORT.');
	const nodeName = value('NODE_NAME');
	if (nodeName !== undefined && !/^[A-Za-z0-9]{1,16}$/.test(nodeName))
		problems.push('NODE_NAME must be 1 to 16 letters or digits.');
	const host = value('HOST') ?? '127.0.0.1';
	if (/[\s/]/.test(host)) problems.push('HOST must be an address or a name, such as 127.0.0.1 or 0.0.0.0.');
	const origin = readOrigin(value('ORIGIN'), host, port, problems);
	const databaseUrl = value('DATABASE_URL');
	if (databaseUrl !== undefined && !isPostgresAddress(databaseUrl))
		problems.push('DATABASE_URL must look like postgres://user:password@host:5432/database.');
	const redisUrl = value('REDIS_URL');
	if (redisUrl !== undefined && !isRedisAddress(redisUrl))
		problems.push(
			'REDIS_URL must look like redis://user:password@host:6379, or rediss:// for an encrypted connection.'
		);
	const smtpUrl = value('SMTP_URL');
	if (smtpUrl !== undefined && !isSmtpAddress(smtpUrl))
		problems.push('SMTP_URL must look like smtp://user:password@host:587, or smtps://host:465.');
	const mailFrom = value('MAIL_FROM') ?? `mapp-meetings@${hostOf(origin)}`;
	if (!isPlainAddress(mailFrom)) problems.push('MAIL_FROM must be one e-mail address, such as mapp@agency.example.');
	const serviceContact = value('SERVICE_CONTACT');
	if (serviceContact !== undefined && !isPlainAddress(serviceContact))
		problems.push('SERVICE_CONTACT must be one e-mail address, such as help@agency.example.');
	const demo = readDemo(value('DEMO'), problems);
	const secondFactor = readSecondFactor(value('SECOND_FACTOR'), demo, problems);
	const seal = readSeal(source, demo, problems);
	const serviceKey = readServiceKey(source, problems);
	const auditHeads = readAuditHeads(source, problems);
	const documentKeys = readDocumentKeys(source, problems);
	if (databaseUrl !== undefined && !demo && serviceKey === undefined && problems.length === 0)
		problems.push('SERVICE_KEY or SERVICE_KEY_FILE must be set with DATABASE_URL: 32 random bytes in base64.');
	if (databaseUrl !== undefined && !demo && documentKeys === undefined && problems.length === 0)
		problems.push(
			'DOCUMENT_KEYS_FOLDER or DOCUMENT_KEYS_URL must be set with DATABASE_URL: a folder all nodes share, or another PostgreSQL server.'
		);
	if (value('FAILPOINT') !== undefined && !hasFailpoints())
		problems.push('FAILPOINT must not be set: only a build of the chaos suite has failpoints.');
	if (problems.length > 0) return { problems };
	const secure = origin.startsWith('https:');
	// The demonstration's passwords are public: it never shares a folder with real people's data by accident.
	const dataDir = value('DATA_DIR') ?? (demo ? './data/demo' : './data');
	const mail = { smtpUrl, mailFrom, serviceContact };
	const keys = { seal, serviceKey, auditHeads, documentKeys };
	return {
		host,
		port,
		origin,
		secure,
		dataDir,
		databaseUrl,
		redisUrl,
		...mail,
		metricsPort,
		nodeName,
		demo,
		secondFactor,
		...keys
	};
}

/** The demonstration lets people look round with the password alone. */
function readSecondFactor(text: string | undefined, demo: boolean, problems: string[]): Env['secondFactor'] {
	if (text === undefined) return demo ? 'offered' : 'required';
	if (text === 'required' || text === 'offered') return text;
	problems.push('SECOND_FACTOR must be required or offered.');
	return 'required';
}

function readAuditHeads(source: Source, problems: string[]): AuditHeadSettings {
	const file = source.AUDIT_HEAD_FILE?.trim() || undefined;
	const url = source.AUDIT_HEAD_URL?.trim() || undefined;
	const isRight = url === undefined || (URL.canParse(url) && isReceiver(new URL(url)));
	if (!isRight) problems.push('AUDIT_HEAD_URL must look like https://host/path or syslog://host:601.');
	return { file, url };
}

const isReceiver = ({ protocol, hostname, pathname }: URL): boolean =>
	hostname !== '' && (protocol === 'https:' || (protocol === 'syslog:' && /^\/?$/.test(pathname)));

function readDocumentKeys(source: Source, problems: string[]): DocumentKeysSetting | undefined {
	const folder = source.DOCUMENT_KEYS_FOLDER?.trim() || undefined;
	const url = source.DOCUMENT_KEYS_URL?.trim() || undefined;
	if (folder !== undefined && url !== undefined)
		problems.push('Set DOCUMENT_KEYS_FOLDER or DOCUMENT_KEYS_URL, not both.');
	if (url === undefined) return folder === undefined ? undefined : { folder };
	if (!isPostgresAddress(url))
		problems.push('DOCUMENT_KEYS_URL must look like postgres://user:password@host:5432/database.');
	return { url };
}

function readServiceKey(source: Source, problems: string[]): ServiceKeySetting | undefined {
	const text = source.SERVICE_KEY?.trim() || undefined;
	const file = source.SERVICE_KEY_FILE?.trim() || undefined;
	if (text !== undefined && file !== undefined) problems.push('Set SERVICE_KEY or SERVICE_KEY_FILE, not both.');
	if (text === undefined) return file === undefined ? undefined : { file };
	const key = serviceKeyFrom(text);
	if (key === null) problems.push('SERVICE_KEY must be 32 random bytes in base64: openssl rand -base64 32');
	return key === null ? undefined : { key };
}

/** The key that a text spells; null when it is not exactly 32 bytes in base64. */
export function serviceKeyFrom(text: string): Buffer | null {
	const key = Buffer.from(text.trim(), 'base64');
	return key.length === 32 && /^[A-Za-z0-9+/]{43}=?$/.test(text.trim()) ? key : null;
}

function readSeal(source: Source, demo: boolean, problems: string[]): SealSettings | undefined {
	const value = (name: string) => source[name]?.trim() || undefined;
	const file = value('SEAL_FILE');
	const timestampUrl = value('SEAL_TIMESTAMP_URL');
	const recordKeyFile = value('SEAL_RECORD_KEY');
	const passphraseFile = value('SEAL_PASSPHRASE_FILE');
	// Blanks may be part of a passphrase.
	const passphrase = source.SEAL_PASSPHRASE || undefined;
	if (demo && file !== undefined)
		problems.push('SEAL_FILE must not be set with DEMO=1: the demonstration seals with a certificate of its own.');
	if (passphrase !== undefined && passphraseFile !== undefined)
		problems.push('Set SEAL_PASSPHRASE or SEAL_PASSPHRASE_FILE, not both.');
	if (file === undefined && (passphrase ?? passphraseFile ?? recordKeyFile) !== undefined)
		problems.push('SEAL_FILE must be set when its passphrase or SEAL_RECORD_KEY is.');
	if (timestampUrl !== undefined && !(URL.canParse(timestampUrl) && /^https?:$/.test(new URL(timestampUrl).protocol)))
		problems.push('SEAL_TIMESTAMP_URL must look like http://timestamp.example/tsa.');
	if (file === undefined && timestampUrl === undefined) return undefined;
	return { file, passphrase, passphraseFile, recordKeyFile, timestampUrl };
}

function readPort(name: string, text: string | undefined, problems: string[]): number | undefined {
	if (text === undefined) return undefined;
	const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
	if (port < 1 || port > 65_535) problems.push(`${name} must be a whole number from 1 to 65535.`);
	return port;
}

/** Known only when we ourselves are the address people type; behind a proxy or on a network it must be said. */
function readOrigin(text: string | undefined, host: string, port: number, problems: string[]): string {
	if (text === undefined) {
		if (!isLoopback(host)) problems.push(`ORIGIN must be set when HOST is ${host}, for example https://mappa.example.`);
		return `http://localhost:${port}`;
	}
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || url.origin !== text.replace(/\/$/, '') || !/^https?:$/.test(url.protocol)) {
		problems.push('ORIGIN must be a scheme, a host and if need be a port, for example https://mappa.example.');
		return '';
	}
	if (url.protocol === 'http:' && !isLoopback(url.hostname))
		problems.push('ORIGIN must begin with https:// unless it is on this machine (localhost).');
	return url.origin;
}

function isPostgresAddress(text: string): boolean {
	if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return false;
	const url = new URL(text);
	return url.hostname !== '' && url.pathname.length > 1;
}

function isRedisAddress(text: string): boolean {
	if (!/^rediss?:\/\//.test(text) || !URL.canParse(text)) return false;
	const url = new URL(text);
	return url.hostname !== '' && /^(\/\d{0,4})?$/.test(url.pathname) && url.search === '' && url.hash === '';
}

function isSmtpAddress(text: string): boolean {
	if (!/^smtps?:\/\//.test(text) || !URL.canParse(text)) return false;
	const url = new URL(text);
	const isEncoded = [url.username, url.password].every((part) => !/%(?![0-9a-f]{2})/i.test(part));
	return url.hostname !== '' && isEncoded && /^\/?$/.test(url.pathname) && url.search === '' && url.hash === '';
}

/** For the mail address: "localhost" also where there is no origin yet. */
const hostOf = (origin: string): string =>
	URL.canParse(origin) ? new URL(origin).hostname.replace(/[[\]]/g, '') : 'localhost';

function readDemo(text: string | undefined, problems: string[]): boolean {
	if (text !== undefined && !['1', '0', 'true', 'false'].includes(text)) problems.push('DEMO must be 1 or 0.');
	return text === '1' || text === 'true';
}
