/** Everybody who may not see the case of the planted story, each wrong in another way, with their cookies. */
import { createHash, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { recordVetting } from '#drizzle/demo-vetting.ts';
import * as schema from '#drizzle/schema.ts';
import type { Actor, AgencyType, Role } from '#lib/identity.ts';
import { addDays, londonDate } from '#lib/time.ts';
import { authoriseDistribution, changeCopyAccess, distributeCopies } from '#server/application/distribute-copies.ts';
import { showGuestCode, showGuestLink } from '#server/application/guest-desk.ts';
import { comeInAsGuest } from '#server/application/guest-door.ts';
import { runGuestCommand } from '#server/application/run-guest-command.ts';
import { findAccountOfPerson, insertAccount } from '#server/persistence/accounts.ts';
import { createSessions } from '#server/persistence/sessions.ts';
import type { PlantedStory } from './planted-story.ts';
import { testKeys } from './test-keys.ts';

const CHAIR = 'P15';
const COORDINATOR = 'P02';

/** Somebody, and what of the story's words the table of access gives even them. */
export type Visitor = {
	readonly who: string;
	/** null: nobody is signed in */
	readonly actor: Actor | null;
	readonly cookie: string;
};

const SIGNED = { strength: 2, means: 'PASSWORD', device: 'A test' } as const;

export async function cookieOf(
	{ store }: PlantedStory,
	{ areaId, personId }: Pick<Actor, 'areaId' | 'personId'>
): Promise<string> {
	const sessions = createSessions(store.database, true, 2);
	const token = await store.database.withoutArea(async (tx) => {
		const account = await findAccountOfPerson(tx, personId);
		if (!account) throw new Error(`nobody signs in as ${personId} of ${areaId}`);
		return sessions.begin(tx, account.id, SIGNED);
	});
	return `${sessions.cookieName}=${token}`;
}

/** One more person who can sign in. Known to the story's stage by this name afterwards. */
export async function addPerson(
	story: PlantedStory,
	name: string,
	agencyCode: string,
	roles: readonly Role[]
): Promise<Actor> {
	const { stage, register, store } = story;
	const { areaId } = stage;
	const colleague = [...register.actors.values()].find((one) => one.agencyCode === agencyCode);
	if (!colleague) throw new Error(`nobody is of ${agencyCode}`);
	const actor: Actor = { ...colleague, personId: randomUUID(), name, roleTitle: 'Representative', roles };
	await store.database.withArea(areaId, async (tx) => {
		const { personId, agencyId, roleTitle } = actor;
		await tx.insert(schema.person).values({ id: personId, areaId, agencyId, name, roleTitle, roles: [...roles] });
		await recordVetting(tx, areaId);
		await insertAccount(tx, {
			areaId,
			personId,
			email: `${personId}@wrong.example`,
			passwordHash: await someHash(store)
		});
	});
	(register.actors as Map<string, Actor>).set(name, actor);
	return actor;
}

/** Of the password that everybody in the story has. */
async function someHash({ owner }: PlantedStory['store']): Promise<string> {
	const [found] = await owner<{ hash: string }[]>`
		select password_hash as hash from account where password_hash is not null limit 1`;
	return found?.hash ?? '';
}

async function addOtherArea({ store }: PlantedStory): Promise<Actor> {
	const [areaId, agencyId, personId] = [randomUUID(), randomUUID(), randomUUID()];
	const [agencyName, roleTitle, roles] = ['Saltmarsh MAPPA Unit', 'Co-ordinator', ['MAPPA_COORDINATOR']] as const;
	const name = 'Ferny Otherlands';
	await store.database.withArea(areaId, async (tx) => {
		await tx.insert(schema.area).values({ id: areaId, code: 'SMO', name: 'Saltmarsh', languages: ['en'], config: {} });
		const type: AgencyType = 'MAPPA_UNIT';
		await tx.insert(schema.agency).values({ id: agencyId, areaId, code: 'MPU', name: agencyName, type });
		await tx.insert(schema.person).values({ id: personId, areaId, agencyId, name, roleTitle, roles: [...roles] });
		await insertAccount(tx, { areaId, personId, email: 'ferny@wrong.example', passwordHash: await someHash(store) });
	});
	return { personId, areaId, agencyId, name, agencyName, agencyCode: 'MPU', roleTitle, roles };
}

/** Lets people of the story come and go until each of them is wrong. */
export async function wrongPeople(story: PlantedStory): Promise<{ signIn: () => Promise<readonly Visitor[]> }> {
	const { stage, register, secondMeetingId: meetingId } = story;
	const invite = async (actor: Actor) => {
		const request = 'What your agency knows of it';
		const { personId } = actor;
		await stage.does(COORDINATOR, meetingId, 'invite-person', { personId, capacity: 'INVITED', request });
	};
	const accept = (name: string) => stage.does(name, meetingId, 'accept-statement', { version: 1, language: 'en' });
	const confirm = ({ personId }: Actor) => stage.does(CHAIR, meetingId, 'confirm-attendee', { personId });
	const rep: readonly Role[] = ['AGENCY_REP'];

	const colleague = await addPerson(story, 'Same Agency', 'NHS', rep);
	const invited = await addPerson(story, 'Only Invited', 'NHS', rep);
	const waiting = await addPerson(story, 'Not Confirmed', 'NHS', rep);
	const removed = await addPerson(story, 'Put Out', 'NHS', rep);
	const excluded = await addPerson(story, 'Knows Them', 'JCP', rep);
	const lapsed = await addPerson(story, 'Not Vetted', 'JCP', rep);
	for (const one of [invited, waiting, removed, excluded, lapsed]) await invite(one);
	for (const one of [waiting, removed, excluded, lapsed]) await accept(one.name);
	for (const one of [removed, excluded, lapsed]) await confirm(one);
	await story.store.owner`update person set vetted_until = current_date - 1 where id = ${lapsed.personId}`;
	await stage.does(CHAIR, meetingId, 'remove-attendee', {
		...{ personId: removed.personId, reason: 'Not needed any more', conflict: false }
	});
	const today = londonDate(stage.now().toISOString());
	await stage.area(COORDINATOR, 'exclude-person', {
		...{ caseId: register.caseId, personId: excluded.personId, reason: 'KNOWS_VICTIM', from: today, until: '' }
	});
	await stage.area(COORDINATOR, 'open-request', {
		...{ caseId: register.caseId, kind: 'SUBJECT_ACCESS', asker: 'Tobiah himself', organisation: '' },
		...{ basis: 'DPA 2018 s.45', purpose: 'To know what was said', receivedOn: today, dueOn: '' },
		...{ meetingIds: [story.firstMeetingId], profile: 'SUBJECT_ACCESS', commandKey: randomUUID() }
	});
	const reader = await readerWhoseCopyEnded(story, today);
	const signedIn: readonly (readonly [who: string, actor: Actor])[] = [
		['co-ordinator of another area', await addOtherArea(story)],
		['same agency, not invited', colleague],
		['invited, statement not accepted', invited],
		['accepted, not confirmed', waiting],
		['removed', removed],
		['excluded', excluded],
		['vetting ended', lapsed],
		['reader whose copy was ended', reader],
		['member of the Board', register.actors.get('P92') as Actor],
		['lay adviser', register.actors.get('P93') as Actor],
		['auditor without a licence', register.actors.get('P94') as Actor],
		['system administrator', register.actors.get('P90') as Actor]
	];
	const signIn = async (): Promise<readonly Visitor[]> => {
		const ended = await cookieOf(story, register.actors.get('P16') as Actor);
		await endSession(story, ended);
		const visitors: Visitor[] = [
			{ who: 'nobody signed in', actor: null, cookie: '' },
			{ who: 'ended session', actor: null, cookie: ended }
		];
		for (const [who, actor] of signedIn) visitors.push({ who, actor, cookie: await cookieOf(story, actor) });
		visitors.push(await guestAtDoor(story, meetingId));
		return visitors;
	};
	return { signIn };
}

/** Came in by link and code, and is at the door of the running meeting; every other meeting and page is closed. */
async function guestAtDoor(story: PlantedStory, meetingId: string): Promise<Visitor> {
	const { stage, register, store } = story;
	const by = (code: string) => register.actors.get(code) as Actor;
	const parts = {
		database: store.database,
		cache: stage.cache,
		sessions: createSessions(store.database, true, 2),
		codeKey: testKeys().keyFor('guest-code'),
		publishHappened: () => {},
		now: stage.now
	};
	const { agencyId } = by('P17');
	const guest = { name: 'Sorrel Nightingale-Ash', roleTitle: 'Hostel manager', email: 'sorrel@hostel.example' };
	const input = { ...guest, capacity: 'INVITED', request: 'Knows the hostel', vouched: 'yes', agencyId, meetingId };
	const asked = await runGuestCommand(parts, by('P17'), 'ask-guest', input);
	const guestId = asked.ok ? asked.value.id : '';
	const approved = await runGuestCommand(parts, by(CHAIR), 'approve-guest', { meetingId, guestId });
	const link = await showGuestLink(parts, by(COORDINATOR), { meetingId, guestId });
	const code = await showGuestCode(parts, by(COORDINATOR), { meetingId, guestId });
	if (!approved.ok || !link.ok || !code.ok) throw new Error('the guest was not approved');
	const secret = link.value.path.slice('/guest/'.length);
	const coming = await comeInAsGuest(parts, {
		link: secret,
		code: code.value.code,
		binding: undefined,
		device: 'A test'
	});
	if (coming.kind !== 'in') throw new Error(`the guest did not come in: ${coming.kind}`);
	const cookie = `${parts.sessions.cookieName}=${coming.token}`;
	const read = await parts.sessions.read(cookie);
	if (!read) throw new Error('the guest has no session');
	return { who: 'guest at the door', actor: read.actor, cookie };
}

/** Was at neither meeting, got a copy of the first one's minutes, and may not read it any more. */
async function readerWhoseCopyEnded(story: PlantedStory, today: string): Promise<Actor> {
	const { stage, register, firstMeetingId: meetingId } = story;
	const reader = await addPerson(story, 'Had A Copy', 'NHS', ['AGENCY_REP']);
	const unit = register.actors.get(COORDINATOR) as Actor;
	const chair = register.actors.get('P01') as Actor;
	const at = { cache: stage.cache, now: stage.now() };
	const must = <T>(result: { ok: boolean; value?: T; message?: string }): T => {
		if (!result.ok) throw new Error(result.message);
		return result.value as T;
	};
	const copy = { personId: reader.personId, chosen: true, profile: 'FULL', mayDownload: true } as const;
	await stage.within(async (tx) => {
		must(await authoriseDistribution(tx, chair, { meetingId }, at));
		must(await distributeCopies(tx, unit, { meetingId, until: addDays(today, 20), copies: [copy] }, at));
		const [row] = await tx
			.select({ id: schema.minutesCopy.id })
			.from(schema.minutesCopy)
			.where(eq(schema.minutesCopy.personId, reader.personId));
		const ended = { copyId: row?.id ?? '', version: 1, ended: true, until: '', reason: 'Moved to other work' };
		must(await changeCopyAccess(tx, unit, ended, at));
	});
	return reader;
}

async function endSession({ store }: PlantedStory, cookie: string): Promise<void> {
	const token = cookie.slice(cookie.indexOf('=') + 1);
	const id = createHash('sha256').update(token).digest('hex');
	const gone = await store.owner`delete from session where id = ${id} returning id`;
	if (gone.length !== 1) throw new Error('the session was not there');
}
