/** Demo people signed in and in the room of the running meeting, as cookies for sockets and browsers. */
import { DEMO_PEOPLE } from '#drizzle/demo-people.ts';
import { DEMO_PASSWORD } from '#server/application/password.ts';

export type Seats = { readonly meetingId: string; readonly cookies: readonly string[] };

export async function openSeats(port: number): Promise<Seats> {
	const origin = `http://localhost:${port}`;
	const cookies: string[] = [];
	let meetingId = '';
	for (const { email } of DEMO_PEOPLE) {
		const answer = await fetch(`${origin}/sign-in`, {
			method: 'POST',
			redirect: 'manual',
			headers: { origin, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams({ email, password: DEMO_PASSWORD })
		});
		const cookie = answer.headers.get('set-cookie')?.split(';')[0];
		if (answer.status !== 303 || !cookie) throw new Error(`a demo person could not sign in: ${answer.status}`);
		const work = await (await fetch(origin, { headers: { cookie } })).text();
		const room = /\/meetings\/([0-9a-f-]{36})\/room/.exec(work)?.[1];
		if (!room) continue;
		const page = await fetch(`${origin}/meetings/${room}/room`, { headers: { cookie }, redirect: 'manual' });
		if (page.status !== 200) continue;
		meetingId = room;
		cookies.push(cookie);
	}
	if (cookies.length < 3) throw new Error('too few demo people are in the running meeting');
	return { meetingId, cookies };
}
