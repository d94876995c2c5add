/** Setting how people of an agency sign in through it, and what the page for it shows. The secret never comes back out. */
import { SET_AGENCY_SIGN_IN, type SetAgencySignIn, signInProblems } from '#lib/agency-sign-in/set-agency-sign-in.ts';
import { mayRunInArea } from '#lib/cases/area-commands.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { keepSignIn, readSignInOfAgency, readSignInsOfArea } from '../persistence/agency-sign-ins.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readOwnAgencies } from '../persistence/people.ts';
import type { ServiceKeys } from '../service-keys.ts';
import { type AgencyProvider, TROUBLE_WORDS } from './agency-provider.ts';
import { clientOf } from './agency-sign-in.ts';
import { sealSecret } from './code-app.ts';

export type SignInSetting = {
	/** of the purpose 'agency-sign-in' */
	readonly key: Buffer;
	readonly mayBeLocal: boolean;
};

const NO_SECRET = 'Enter the client secret. It is asked for again when the issuer changes';
const CHANGED = 'Somebody else has changed this meanwhile. Look at it again, then save.';

export async function setAgencySignIn(
	tx: Tx,
	{ areaId }: Pick<Actor, 'areaId'>,
	input: SetAgencySignIn,
	{ key, mayBeLocal }: SignInSetting
): Promise<Result<string>> {
	const wrong = signInProblems(input, mayBeLocal);
	if (wrong) return wrong;
	const { agencyId, label, issuer, clientId, secret, strong, isOn, isRequired, version } = input;
	const own = (await readOwnAgencies(tx)).some(({ id }) => id === agencyId);
	if (!own) return refuse('missing', 'There is no such agency.');
	const before = await readSignInOfAgency(tx, areaId, agencyId);
	if ((before?.version ?? 0) !== version) return refuse('not-now', CHANGED);
	const kept = before?.issuer === issuer ? before.sealedSecret : null;
	const sealedSecret = secret ? sealSecret(key, `${agencyId} ${issuer}`, secret) : kept;
	if (sealedSecret === null) return refuse('invalid', NO_SECRET, [{ field: 'secret', message: NO_SECRET }]);
	const domains = [...new Set(input.domains.map((one) => one.toLowerCase()))];
	const values = { areaId, agencyId, label, issuer, clientId, sealedSecret, domains, strong, isOn, isRequired };
	const id = await keepSignIn(tx, values, version);
	return id === null ? refuse('not-now', CHANGED) : done(id);
}

export type ShownSignIn = Omit<SetAgencySignIn, 'secret'> & { readonly agencyName: string };
/** Every agency of the area with its sign-in; of one that has none `version` is 0. */
export async function readAgencySignIns(
	database: Pick<Database, 'withArea'>,
	actor: Actor
): Promise<Result<readonly ShownSignIn[]>> {
	const barred = mayRunInArea(actor, 'set-agency-sign-in');
	if (barred) return barred;
	return database.withArea(actor.areaId, async (tx) => {
		const set = new Map((await readSignInsOfArea(tx, actor.areaId)).map((one) => [one.agencyId, one]));
		return done(
			(await readOwnAgencies(tx)).map(({ id: agencyId, name: agencyName }) => {
				const { label, issuer, clientId, domains, strong, isOn, isRequired, version } = set.get(agencyId) ?? NONE;
				return {
					...{ agencyId, agencyName, label, issuer, clientId, domains, strong, isOn, isRequired, version }
				};
			})
		);
	});
}
const NONE = {
	...{ label: '', issuer: '', clientId: '', domains: [], strong: [] },
	...{ isOn: false, isRequired: false, version: 0 }
};

/** Asks the provider as it is set; the answer in words, null = all is right. */
export async function tryAgencySignIn(
	parts: {
		readonly database: Pick<Database, 'withArea'>;
		readonly keys: ServiceKeys;
		readonly agencyProvider: AgencyProvider;
	},
	actor: Actor,
	agencyId: string
): Promise<Result<string | null>> {
	const barred = mayRunInArea(actor, 'set-agency-sign-in');
	if (barred) return barred;
	const known = SET_AGENCY_SIGN_IN.shape.agencyId.safeParse(agencyId);
	const signIn = known.success
		? await parts.database.withArea(actor.areaId, (tx) => readSignInOfAgency(tx, actor.areaId, known.data))
		: null;
	if (!signIn) return refuse('missing', 'There is no such sign-in.');
	const client = clientOf(parts.keys, signIn);
	if (client === null) return done('The secret can no longer be read. Enter it again.');
	const answer = await parts.agencyProvider.look(client);
	if (answer.kind === 'answer') return done(null);
	return done(TROUBLE_WORDS[answer.kind === 'trouble' ? answer.trouble : 'not-right']);
}
