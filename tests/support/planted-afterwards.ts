/**
 * What follows the story of the crawl: kinds of things that the demonstration has none of, each made by the commands that
 * people use. Every text is found by {@link PlantedStory.plantRest} where no command of the stage has planted it.
 */
import { randomUUID } from 'node:crypto';
import type { Stage } from '#drizzle/demo-stage.ts';
import type { RecordCommandName } from '#lib/addenda/record-commands.ts';
import type { Actor } from '#lib/identity.ts';
import { CRITERIA } from '#lib/quality/quality-form.ts';
import type { Result } from '#lib/result.ts';
import { quarterKey, quarterOf } from '#lib/smb/quarter.ts';
import { addDays, londonDate } from '#lib/time.ts';
import { createAdmission } from '#server/application/admission.ts';
import { destroyCase } from '#server/application/destroy-case.ts';
import { completeDisclosure, readMyDisclosures } from '#server/application/disclosures-made.ts';
import { authoriseDistribution, distributeCopies } from '#server/application/distribute-copies.ts';
import { chooseMeeting } from '#server/application/draw-audits.ts';
import { proposeDestruction } from '#server/application/retention-work.ts';
import { runAuditCommand } from '#server/application/run-audit-command.ts';
import { runRecordCommand } from '#server/application/run-record-command.ts';
import { beginReferral, saveReferralSection } from '#server/application/run-referral-command.ts';
import { openWallScreen } from '#server/application/wall-screen.ts';
import type { PlantedStory } from './planted-story.ts';
import { testSeal } from './test-seal.ts';
import { addPerson } from './wrong-people.ts';

/** Chaired the locked meeting; the co-ordinator; another of the unit; manages the case; chairs the running meeting. */
const [CHAIR, COORDINATOR, MINUTE_TAKER, CASE_MANAGER, CHAIR_NOW] = ['P01', 'P02', 'P03', 'P04', 'P15'] as const;
export const LICENSED_AUDITOR = 'Licensed Auditor';

const DISCLOSE = {
	...{ outcome: 'DISCLOSE', legalBasis: ['CJA2003_S327A'], s327aApplies: true, presumptionApplies: true },
	...{ recipient: 'A parent of two children', content: 'Not to leave him alone with them', byWhom: 'The case manager' },
	...{ method: 'In person at home', lawful: 'Section 327A says so', necessary: 'There are children at home' },
	...{ proportionate: 'Only what is needed', accurate: 'Checked the day before', subjectTold: 'AFTER' },
	...{
		subjectInformed: 'By probation, afterwards',
		risksToSubject: 'Some hostility',
		supportForRecipient: 'A social worker'
	},
	...{ alternativesConsidered: 'A condition only', reasons: 'The presumption applies here', reviewAt: '' }
};

/** The same stage, on which the first meeting also decides that somebody is told. */
export function alsoDisclosing(stage: Stage): Stage {
	let decided = false;
	return {
		...stage,
		does: async (code, meetingId, command, input) => {
			if (command === 'record-level-decision' && !decided) {
				decided = true;
				const deadline = addDays(londonDate(stage.now().toISOString()), 30);
				const discloserId = stage.actor(CASE_MANAGER).personId;
				await stage.does(code, meetingId, 'record-disclosure-decision', { ...DISCLOSE, deadline, discloserId });
			}
			return stage.does(code, meetingId, command, input);
		}
	};
}

const must = <T>(what: string, result: Result<T>): T => {
	if (result.ok) return result.value;
	throw new Error(`${what} was refused: ${result.message} ${JSON.stringify(result.problems ?? [])}`);
};

/** @returns what names in brackets stand for where no page leads there */
export async function playAfterwards(story: PlantedStory): Promise<ReadonlyMap<string, readonly string[]>> {
	const toMakeId = await tellOfDisclosure(story);
	await giveCopy(story);
	await addToRecord(story);
	await auditMeeting(story);
	const referralId = await beginReferralOf(story);
	await destroyOldCase(story);
	const admission = createAdmission(story.store.database, story.stage.cache);
	const parts = { database: story.store.database, admission, now: story.stage.now };
	const { path } = must('open-room-screen', await openWallScreen(parts, by(story, CHAIR_NOW), story.secondMeetingId));
	return new Map([
		['toMakeId', [toMakeId]],
		['referralId', [referralId]],
		['secret', [path.slice('/screen/'.length)]]
	]);
}

const by = ({ register }: PlantedStory, code: string): Actor => {
	const actor = register.actors.get(code);
	if (!actor) throw new Error(`nobody is ${code}`);
	return actor;
};
const clockOf = ({ stage, store }: PlantedStory) => ({ database: store.database, now: stage.now });
const todayOf = ({ stage }: PlantedStory): string => londonDate(stage.now().toISOString());

async function tellOfDisclosure(story: PlantedStory): Promise<string> {
	const actor = by(story, CASE_MANAGER);
	const [one] = await readMyDisclosures(story.store.database, actor);
	if (!one) throw new Error('nobody is to be told of anything');
	const input = { completedOn: todayOf(story), reaction: 'Shaken, and glad to know', undertakingSigned: 'yes' };
	const asked = { actor, id: one.id, commandId: randomUUID(), input };
	must('complete-disclosure', await completeDisclosure(clockOf(story), asked));
	return one.id;
}

async function addToRecord(story: PlantedStory): Promise<void> {
	const { stage, firstMeetingId: meetingId, canaries } = story;
	const says = (field: string, text: string): string => canaries.plant(text, `addendum.${field}`);
	const does = async (code: string, command: RecordCommandName, input: object): Promise<void> => {
		const parts = { ...clockOf(story), cache: stage.cache, seal: testSeal() };
		const request = {
			actor: by(story, code),
			meetingId,
			command,
			commandId: randomUUID(),
			input,
			stepUpAt: stage.now()
		};
		must(command, await runRecordCommand(parts, request));
	};
	await does(CHAIR, 'ask-addendum', {
		...{ kind: 'WRONG', place: 'record.risk.R1', says: says('says', 'What was said there') },
		...{ shouldSay: says('shouldSay', 'What should be said'), why: says('why', 'The school told us'), lateWordsId: '' }
	});
	const reason = says('reason', 'Agreed by everybody');
	await does(CHAIR, 'decide-addendum', { number: '1', decision: 'ADD', reason, sensitivity: 'NONE' });
}

/** The case manager's copy stays open. */
async function giveCopy(story: PlantedStory): Promise<void> {
	const { stage, firstMeetingId: meetingId } = story;
	const at = { cache: stage.cache, now: stage.now() };
	const { personId } = by(story, CASE_MANAGER);
	const copy = { personId, chosen: true, profile: 'FULL', mayDownload: true } as const;
	const until = addDays(todayOf(story), 20);
	await stage.within(async (tx) => {
		must('authorise', await authoriseDistribution(tx, by(story, CHAIR), { meetingId }, at));
		must('distribute', await distributeCopies(tx, by(story, COORDINATOR), { meetingId, until, copies: [copy] }, at));
	});
}

async function auditMeeting(story: PlantedStory): Promise<void> {
	const { store, firstMeetingId: meetingId } = story;
	const auditor = await addPerson(story, LICENSED_AUDITOR, 'HSG', ['AUDITOR']);
	const [held] =
		await store.owner`select to_char(scheduled_start, 'YYYY-MM-DD') as on from meeting where id = ${meetingId}`;
	const drawn = await chooseMeeting(
		{ ...clockOf(story), seed: () => 'not by chance' },
		{
			...{ actor: by(story, COORDINATOR), commandId: randomUUID() },
			input: {
				...{ quarter: quarterKey(quarterOf(held?.on)), meetingId, reason: 'Somebody complained of it' },
				...{ auditorId: auditor.personId, from: todayOf(story), until: addDays(todayOf(story), 5) }
			}
		}
	);
	must('choose-audited-meeting', drawn);
	const [audit] = await store.owner`select id from quality_audit where meeting_id = ${meetingId}`;
	const does = async (actor: Actor, command: string, input: object): Promise<void> => {
		const request = { actor, auditId: audit?.id, command, commandId: randomUUID(), input };
		must(command, await runAuditCommand(clockOf(story), request));
	};
	await does(auditor, 'accept-audit-statement', { version: '1', language: 'en', agreed: 'yes' });
	const form = {
		scores: Object.fromEntries(CRITERIA.map((one) => [one, '3'])),
		...{ strengths: 'Calm and clear', improve: 'Begin a little sooner', overall: '3' }
	};
	await does(auditor, 'submit-audit', { edition: '0', form });
}

/** Not sent yet: nobody but whoever writes it has it. */
async function beginReferralOf(story: PlantedStory): Promise<string> {
	const actor = by(story, CASE_MANAGER);
	const begun = await beginReferral(clockOf(story), { actor, commandId: randomUUID(), input: {} });
	const { id: referralId } = must('begin-referral', begun);
	const values = { why: 'He has been seen at the school', objective: 'To know what to do' };
	const saved = await saveReferralSection(clockOf(story), { actor, referralId, slug: 'reason', version: 0, values });
	if (saved.kind !== 'saved') throw new Error(`the section was not saved: ${saved.kind}`);
	return referralId;
}

/** A case whose time is over, destroyed by two people: its certificate stays. */
async function destroyOldCase(story: PlantedStory): Promise<void> {
	const { stage, register, store } = story;
	const now = stage.now();
	const caseId = await stage.area(COORDINATOR, 'open-case', {
		...{ ref: 'NMS-2020-001', category: 2, level: 2, leadAgencyId: register.agencies.get('PRB') },
		caseManagerId: by(story, CASE_MANAGER).personId,
		subject: {
			...{ name: 'Oldest Of All', aliases: [], dateOfBirth: '1961-05-05', ethnicity: '', firstLanguage: '' },
			...{ accessibility: '', identifiers: { crn: 'X900001' } }
		},
		facts: {
			...{ indexOffence: 'Invented, long ago', sentence: 'Two years', dates: [], notification: '', orders: [] },
			...{ rosh: {}, tools: [], victims: [], protectiveFactors: [], s327aApplies: false }
		}
	});
	await stage.area(COORDINATOR, 'change-status', {
		...{ caseId, version: 1, status: 'CLOSED', endReason: 'LEGAL_BASIS_ENDED', toArea: '', reason: 'It has ended' }
	});
	// It ended three years ago: the day is the database's own, and nobody waits so long.
	await store.owner.begin(async (sql) => {
		await sql`set local session_replication_role = replica`;
		await sql`update case_change set at = at - interval '3 years' where case_id = ${caseId}`;
	});
	const proposer = by(story, COORDINATOR);
	await stage.within(async (tx) => must('propose', await proposeDestruction(tx, proposer, { caseId }, now)));
	const [row] = await store.owner`select id from destruction where case_id = ${caseId}`;
	const destroyed = await destroyCase(
		{ ...clockOf(story), seal: testSeal(), forget: () => {} },
		{ actor: by(story, MINUTE_TAKER), stepUpAt: now },
		{ destructionId: row?.id, reference: 'NMS-2020-001' }
	);
	must('destroy-case', destroyed);
}
