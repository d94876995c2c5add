/**
 * One node among those that share a database. PostgreSQL carries everything; every node asks it again and again how what
 * it has open stands, and a hint only makes it ask at once (server/decisions/010).
 */
import { londonDate } from '#lib/time.ts';
import type { Application } from '../application/application.ts';
import type { WatchedArea } from '../application/watched-meetings.ts';
import type { LiveSessions } from '../live-sessions.ts';
import { noteAccessDay } from '../persistence/access-day.ts';
import type { Database } from '../persistence/database.ts';
import {
	forgetOldNodes,
	readAreaIds,
	readEndedSessions,
	readNews,
	readOtherNodes,
	renewNode,
	retireNode
} from '../persistence/node-rows.ts';
import { closePresenceOfGoneNodes } from '../persistence/presence-notes.ts';
import { repeat } from '../recurring-work.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Hint } from './hint-message.ts';
import type { Hints } from './hints.ts';
import type { NodePresence, OtherNodes } from './other-nodes.ts';
import { tellPresence } from './own-presence.ts';
import { showPresenceElsewhere } from './presence-elsewhere.ts';

export type NodeParts = {
	readonly nodeId: string;
	/** the node's own way to the database: a storm of joins must not delay what ends a connection (R12) */
	readonly lookout: Pick<Database, 'withArea' | 'withoutArea'>;
	readonly others: OtherNodes;
	readonly hints: Hints;
	readonly application: Application;
	readonly rooms: Pick<Rooms, 'wake' | 'cursors' | 'cursorsElsewhere'>;
	readonly liveSessions: Pick<LiveSessions, 'end'>;
	readonly log: (line: string) => void;
	/** how often the database is asked, ms */
	readonly lookEveryMs?: number;
};

export type Node = {
	/** Who is connected here to a meeting has changed. */
	readonly presenceMoved: (areaId: string, meetingId: string) => void;
	/** Where somebody here writes has changed. */
	readonly cursorsMoved: (meetingId: string) => void;
	/** Asks the database about everything, after what is being asked just now. Never throws. */
	readonly look: () => Promise<void>;
	/** Says goodbye to the other nodes; whoever is still connected here goes on being looked after. Never throws. */
	readonly leave: () => Promise<void>;
	/** Asks no more. */
	readonly close: () => Promise<void>;
};

const LOOK_EVERY_MS = 400;
const RENEW_EVERY_MS = 900;
const FORGET_EVERY_MS = 15_000;
/** Hints come in swarms: one question for all of so many ms. */
const GATHER_HINTS_MS = 30;
/** An end does not wait longer for a database that is away. */
const GOODBYE_WITHIN_MS = 1000;
/** When this node could not look for so long, others may not have been seen either: nobody is taken for gone at once. */
const BLIND_AFTER_MS = 1500;

export function joinNodes(parts: NodeParts): Node {
	const { nodeId, lookout, others, hints, application, rooms, liveSessions, log } = parts;
	const everyMs = parts.lookEveryMs ?? LOOK_EVERY_MS;
	const { people, atDoors, watched, followed } = application;
	let renewedAt = Number.NEGATIVE_INFINITY;
	let forgottenAt = performance.now();
	let lookedAt = performance.now();
	let wasBlind = false;
	// As long as nobody has looked, others may be there, and are told: the first look may have something to take back.
	let wereThere = true;
	let left = false;
	let isFirst = true;

	const elsewhere = showPresenceElsewhere({ nodeId, database: lookout, application, rooms });
	const own = tellPresence({ nodeId, database: lookout, others, hints, read: readHere });

	/** How everything stands at this moment, to be asked meeting by meeting. */
	function readHere(): (meetingId: string) => NodePresence | null {
		const cursors = new Map<string, NodePresence['cursors'][number][]>();
		for (const [documentId, { meetingId, states }] of rooms.cursors())
			if (states.length > 0) cursors.set(meetingId, [...(cursors.get(meetingId) ?? []), { documentId, states }]);
		return (meetingId) => {
			const [here, atDoor] = [people.here(meetingId), atDoors.here(meetingId)];
			const written = cursors.get(meetingId) ?? [];
			return here.length + atDoor.length + written.length === 0 ? null : { people: here, atDoor, cursors: written };
		};
	}

	/** Meetings, questions about texts, statement and presence of one area. @param isBlind presence is left as it is */
	async function lookAtArea({ areaId, meetings }: WatchedArea, isBlind: boolean): Promise<void> {
		const news = await lookout.withArea(areaId, (tx) => readNews(tx, nodeId, meetings));
		const behind = [...news.meetings].filter(([meetingId, version]) => followed.isBehind(meetingId, version));
		const followedAll = await Promise.allSettled(behind.map(([meetingId]) => followed.catchUp(areaId, meetingId)));
		application.statementIs(areaId, news.statement);
		const put = await Promise.allSettled([
			application.accessIs(areaId, news.access),
			...[...news.asks].map(([meetingId, version]) => application.asksAre(areaId, meetingId, version))
		]);
		if (!isBlind) await elsewhere.look(areaId, meetings, news.presence);
		throwFirst([...followedAll, ...put]);
	}

	/** Nodes and sessions, which belong to no area. @returns whether it was the first look after a time without */
	async function lookAtNodes(): Promise<boolean> {
		const now = performance.now();
		const isBlind = now - lookedAt > BLIND_AFTER_MS && !wasBlind;
		const isDue = !left && now - renewedAt >= RENEW_EVERY_MS;
		const isForgetDue = now - forgottenAt >= FORGET_EVERY_MS;
		const found = await lookout.withoutArea(async (tx) => {
			const isNew = isDue && (await renewNode(tx, nodeId));
			if (isForgetDue) await forgetOldNodes(tx);
			return { isNew, nodes: await readOtherNodes(tx, nodeId), sessions: await readEndedSessions(tx) };
		});
		if (isDue) renewedAt = now;
		if (isForgetDue) forgottenAt = now;
		for (const sessionId of found.sessions) liveSessions.end(sessionId);
		lookedAt = performance.now();
		const cameBack = wasBlind;
		wasBlind = isBlind;
		if (isBlind) return true;
		const gone = others.found(found.nodes);
		const areThere = others.areThere();
		if (areThere && (found.isNew || !wereThere)) own.tellAll(watched.areas());
		else if (!areThere && wereThere) own.withdraw();
		wereThere = areThere;
		// Others may have closed what this node had noted, while they could not see it.
		if (found.isNew || cameBack) application.notePresentAgain();
		if (gone.length > 0 || isFirst) closePresence().catch(() => log('presence at a node that is gone was not noted'));
		isFirst = false;
		return false;
	}

	/** Whoever was connected to a node that is gone left it with it. At the first look, also to this one's forerunner. */
	async function closePresence(): Promise<void> {
		for (const areaId of await lookout.withoutArea(readAreaIds))
			await lookout.withArea(areaId, (tx) => closePresenceOfGoneNodes(tx, areaId, nodeId));
	}

	/** The day, YYYY-MM-DD, whose beginning was noted in every area. */
	let day = '';
	async function turnDay(): Promise<void> {
		if (londonDate(new Date().toISOString()) === day) return;
		let noted = '';
		for (const areaId of await lookout.withoutArea(readAreaIds)) noted = await lookout.withArea(areaId, noteAccessDay);
		day = noted;
	}

	async function lookAtAll(): Promise<void> {
		const isBlind = await lookAtNodes();
		await turnDay();
		await lookAtAreas(isBlind);
	}

	/**
	 * The same, but of the areas only every second time as long as no other node lives: who would have changed anything
	 * there? Somebody might, who is no node, and is found a second after all.
	 */
	let wasPassedOver = false;
	async function lookInTurn(): Promise<void> {
		const wasAlone = !others.areThere();
		const isBlind = await lookAtNodes();
		await turnDay();
		wasPassedOver = wasAlone && !others.areThere() && !isBlind && !wasPassedOver;
		if (!wasPassedOver) await lookAtAreas(isBlind);
	}

	async function lookAtAreas(isBlind: boolean): Promise<void> {
		const areas = watched.areas();
		const looked: PromiseSettledResult<void>[] = [];
		// One area or meeting that cannot be read keeps nobody from looking at the others.
		for (const area of areas) looked.push(...(await Promise.allSettled([lookAtArea(area, isBlind)])));
		elsewhere.keepOnly(new Set(areas.flatMap(({ meetings }) => meetings)));
		throwFirst(looked);
	}

	const looking = repeat({
		work: lookInTurn,
		everyMs,
		failed: 'looking at the other nodes failed',
		again: 'looking at the other nodes works again',
		log
	});

	const hinted = { meetings: new Set<string>(), areas: new Set<string>(), sessions: false };
	let gathering: NodeJS.Timeout | null = null;
	async function lookWhereHinted(): Promise<void> {
		gathering = null;
		const { meetings, areas, sessions } = { ...hinted };
		hinted.meetings = new Set();
		hinted.areas = new Set();
		hinted.sessions = false;
		const isBlind = sessions ? await lookAtNodes() : performance.now() - lookedAt > BLIND_AFTER_MS;
		for (const area of watched.areas()) {
			const some = area.meetings.filter((one) => meetings.has(one));
			if (some.length > 0 || areas.has(area.areaId)) await lookAtArea({ ...area, meetings: some }, isBlind);
		}
	}
	hints.listen((hint: Hint) => {
		if (hint.documents.length > 0) rooms.wake(hint.documents);
		for (const meetingId of hint.meetings) {
			const areaId = watched.areaOf(meetingId);
			if (areaId) followed.catchUp(areaId, meetingId).catch(() => {});
		}
		for (const meetingId of hint.presence) if (watched.areaOf(meetingId)) hinted.meetings.add(meetingId);
		for (const areaId of hint.areas) hinted.areas.add(areaId);
		hinted.sessions ||= hint.sessions;
		if (hinted.meetings.size + hinted.areas.size > 0 || hinted.sessions)
			gathering ??= setTimeout(() => void looking.next(lookWhereHinted), GATHER_HINTS_MS).unref();
	});

	return {
		presenceMoved: own.moved,
		// With nearly every key: a node alone has nobody to tell.
		cursorsMoved: (meetingId) => {
			if (own.isTold(meetingId)) own.moved(watched.areaOf(meetingId), meetingId);
		},
		look: () => looking.next(lookAtAll),
		leave: async () => {
			left = true;
			own.close();
			const goodbye = lookout.withoutArea((tx) => retireNode(tx, nodeId)).catch(() => {});
			await Promise.race([goodbye, new Promise((late) => setTimeout(late, GOODBYE_WITHIN_MS).unref())]);
		},
		close: async () => {
			if (gathering) clearTimeout(gathering);
			hints.close();
			await looking.end();
		}
	};
}

/** @throws why the first of these failed, if one did */
function throwFirst(results: readonly PromiseSettledResult<void>[]): void {
	const failed = results.find((one) => one.status === 'rejected');
	if (failed) throw failed.reason;
}
