import { describe, expect, it } from 'vitest';
import { refuseOtherSeat } from './seat-guard.ts';

const ME = { personId: 'me' };
const url = new URL('https://mapp.example/cases/1/change/RISK?/amend-risk');
const sent = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
	new Request(url, { method: 'POST', headers, body: new URLSearchParams(fields) });

describe('a form from a page of another seat', () => {
	it('SEAT-8 given the page of another seat, when it is sent, then it is answered 409 with its words, ready to be sent again', async () => {
		const request = sent({ seat: 'another', commandId: 'abc', note: 'Words <of> the trust', password: 'secret' });
		const answer = await refuseOtherSeat({ url, request }, request.clone(), ME);
		expect(answer?.status).toBe(409);
		const page = (await answer?.text()) ?? '';
		expect(page).toContain('You are in another seat now');
		expect(page).toContain('Words &#60;of&#62; the trust');
		expect(page).toContain('name="seat" value="another"');
		expect(page).not.toContain('secret');
	});

	it('SEAT-8 given a script, when it is sent, then the page gets a failure with its words to keep', async () => {
		const request = sent({ seat: 'another', note: 'Words' }, { 'x-sveltekit-action': 'true' });
		const answer = await refuseOtherSeat({ url, request }, request.clone(), ME);
		expect(await answer?.json()).toMatchObject({ type: 'failure', status: 409 });
	});

	it('SEAT-8 given two seats in one form, when one of them is another, then nothing is done', async () => {
		const request = new Request(url, {
			method: 'POST',
			body: new URLSearchParams([
				['seat', 'me'],
				['seat', 'another']
			])
		});
		expect((await refuseOtherSeat({ url, request }, request.clone(), ME))?.status).toBe(409);
	});

	it('SEAT-8 given the own page, or a form that is of no seat, when it is sent, then it goes on and can be read again', async () => {
		for (const fields of [{ seat: 'me', note: 'Words' }, { note: 'Words' }] as Record<string, string>[]) {
			const form = sent(fields);
			expect(await refuseOtherSeat({ url, request: form }, form, ME)).toBeNull();
			expect((await form.formData()).get('note')).toBe('Words');
		}
		expect(await refuseOtherSeat({ url, request: new Request(url) }, null, ME)).toBeNull();
	});
});
