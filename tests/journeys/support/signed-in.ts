/** Signing in once per person, and sending a form's post without a browser where the form itself is not what is tested. */
import { randomUUID } from 'node:crypto';
import { type APIRequestContext, expect, request } from '@playwright/test';
import { CAST, emailOf, PASSWORD, type Role } from './cast.ts';

type Client = { readonly since: number; readonly client: Promise<APIRequestContext> };
const clients = new Map<Role, Client>();
/** What cannot be taken back wants a password entered in the last five minutes: no journey begins with an old session. */
const OLD_AFTER_MS = 60_000;

/** Before a journey: whoever signed in a while ago signs in anew when they are needed. */
export function forgetOldClients(): void {
	for (const [role, { since }] of clients) if (Date.now() - since > OLD_AFTER_MS) clients.delete(role);
}

/** A client with this person's cookie, from posting the sign-in form once; later journeys use the same session. */
export const clientOf = (role: Role, baseURL: string): Promise<APIRequestContext> => {
	const known = clients.get(role) ?? { since: Date.now(), client: signIn(role, baseURL) };
	clients.set(role, known);
	return known.client;
};

async function signIn(role: Role, baseURL: string): Promise<APIRequestContext> {
	// The origin and what is accepted are what a browser sends with a form.
	const client = await request.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL, accept: 'text/html' } });
	const answer = await client.post('/sign-in', { form: { email: emailOf(role), password: PASSWORD }, maxRedirects: 0 });
	expect(answer.status(), `sign-in of ${CAST[role]}`).toBe(303);
	return client;
}

/** Posts one form as this person; it must be carried out. */
export async function postForm(
	client: APIRequestContext,
	action: string,
	fields: Record<string, string>
): Promise<void> {
	const answer = await client.post(action, { form: { commandId: randomUUID(), ...fields }, maxRedirects: 0 });
	const refusal = answer.status() === 303 ? '' : /\{command:.*?values:/s.exec(await answer.text())?.[0];
	expect(answer.status(), `${action} ${refusal ?? ''}`).toBe(303);
}
