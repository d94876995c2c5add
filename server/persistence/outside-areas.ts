/**
 * The tables that row security by area does not cover, each with the reason. Every other table has the policy of its own area,
 * forced: the start refuses a database in which one has not, and tests/persistence/catalogue.test.ts reads the rest.
 */
export const OUTSIDE_AREAS: Readonly<Record<string, string>> = {
	account: 'read at sign-in, before anybody knows whose area it is; holds no name',
	session: 'read with every request, before anybody knows whose area it is; names an account and nothing else',
	ended_session: 'digests of sessions that ended, for every node',
	session_end: 'digests of sessions and why they ended: read by a browser that is signed out',
	sign_in_attempt: 'digests of addresses and networks that failed to sign in',
	sign_in_challenge: 'questions that are open before anybody is let in',
	totp_secret: 'of a human, who may have seats in several areas; read before anybody is let in',
	recovery_code: 'of a human, who may have seats in several areas; read before anybody is let in',
	passkey: 'of a human, who may have seats in several areas; read before anybody is let in',
	agency_sign_in: 'read at sign-in, before anybody knows whose area it is; the secret in it is sealed',
	agency_link: 'whom a provider means: read at sign-in, before anybody knows whose area it is',
	agency_sign_in_begun: 'questions to a provider that are open before anybody is let in',
	node: 'the running processes of the service',
	document_key_ending: 'names of data keys that no document has any more, until the keys are destroyed',
	area_name: 'which areas the service serves, by name: whoever shares a case chooses one',
	seat_offer: 'offered in one area, answered by somebody who comes from another'
};
