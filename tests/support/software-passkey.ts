/** A passkey made of software (WebAuthn level 2, ES256, no attestation), to show what the service believes and what it does not. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

type Options = { readonly challenge: string; readonly user?: { readonly id: string } };
type Behaviour = {
	/** the page that asks, as the browser says it */
	readonly origin?: string;
	readonly rpId?: string;
	/** whether it asked for PIN, finger or face */
	readonly knowsPerson?: boolean;
	/** instead of one more than before */
	readonly counter?: number;
	readonly challenge?: string;
};

const [PRESENT, VERIFIED, ATTESTED] = [0x01, 0x04, 0x40];
const digest = (data: string | Buffer) => createHash('sha256').update(data).digest();
const text = (value: string) => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);

export class SoftwarePasskey {
	readonly id = randomBytes(32).toString('base64url');
	private readonly key: KeyObject;
	private readonly publicKey: Buffer;
	private readonly origin: string;
	private counter = 0;
	private owner = '';

	constructor(origin: string) {
		this.origin = origin;
		const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		this.key = pair.privateKey;
		const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
		// COSE: an EC2 key (1: 2) for ES256 (3: -7) on P-256 (-1: 1), with x and y of 32 bytes.
		this.publicKey = Buffer.concat([
			Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
			Buffer.from(x, 'base64url'),
			Buffer.from([0x22, 0x58, 0x20]),
			Buffer.from(y, 'base64url')
		]);
	}

	/** What a browser answers when a passkey is made: the text of the form's field. */
	create(options: object, how: Behaviour = {}): string {
		const asked = options as Options;
		this.owner = asked.user?.id ?? '';
		const id = Buffer.from(this.id, 'base64url');
		const data = Buffer.concat([
			this.head(how, ATTESTED),
			...[Buffer.alloc(16), Buffer.from([0, id.length]), id, this.publicKey]
		]);
		const length = Buffer.alloc(2);
		length.writeUInt16BE(data.length);
		const attestationObject = Buffer.concat([
			...[Buffer.from([0xa3]), text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])],
			...[text('authData'), Buffer.from([0x59]), length, data]
		]);
		return this.said({
			clientDataJSON: this.client('webauthn.create', asked, how).toString('base64url'),
			attestationObject: attestationObject.toString('base64url'),
			transports: ['internal']
		});
	}

	/** What a browser answers when the passkey is used. */
	get(options: object, how: Behaviour = {}): string {
		this.counter = how.counter ?? this.counter + 1;
		const client = this.client('webauthn.get', options as Options, how);
		const data = this.head(how, 0);
		const signature = sign('sha256', Buffer.concat([data, digest(client)]), this.key);
		return this.said({
			clientDataJSON: client.toString('base64url'),
			authenticatorData: data.toString('base64url'),
			signature: signature.toString('base64url'),
			userHandle: this.owner
		});
	}

	private head({ knowsPerson = true, rpId }: Behaviour, more: number): Buffer {
		const counter = Buffer.alloc(4);
		counter.writeUInt32BE(this.counter);
		const flags = PRESENT | (knowsPerson ? VERIFIED : 0) | more;
		return Buffer.concat([digest(rpId ?? new URL(this.origin).hostname), Buffer.from([flags]), counter]);
	}

	private client(type: string, asked: Options, how: Behaviour): Buffer {
		const { origin = this.origin, challenge = asked.challenge } = how;
		return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
	}

	private said(response: object): string {
		const said = { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response };
		return JSON.stringify(said);
	}
}
