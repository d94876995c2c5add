/** Requests for information: what lists ask of each, and every step that was taken. */
import { asc, desc, eq, inArray, max, type SQL } from 'drizzle-orm';
import { informationRequest, mappCase, person, requestStep } from '#drizzle/schema.ts';
import {
	foldRequest,
	type InformationRequest,
	type RequestKind,
	type RequestState,
	type RequestStep,
	type TakenStep
} from '#lib/requests/information-request.ts';
import type { Tx } from './database.ts';
import { readDestroyedNumbers } from './retention.ts';

export type RequestRow = {
	readonly id: string;
	readonly number: number;
	readonly caseId: string;
	readonly caseRef: string;
	readonly kind: RequestKind;
	readonly state: RequestState;
	/** YYYY-MM-DD */
	readonly dueOn: string | null;
	readonly askedBy: string | null;
};
export type StoredRequest = RequestRow & {
	readonly request: InformationRequest;
	readonly steps: readonly (TakenStep & { readonly name: string })[];
};

const columns = {
	id: informationRequest.id,
	number: informationRequest.number,
	caseId: informationRequest.caseId,
	caseRef: mappCase.ref,
	kind: informationRequest.kind,
	state: informationRequest.state,
	dueOn: informationRequest.dueOn,
	askedBy: informationRequest.askedBy
};
const asRow = (row: { kind: string; state: string } & Omit<RequestRow, 'kind' | 'state'>): RequestRow => ({
	...row,
	kind: row.kind as RequestKind,
	state: row.state as RequestState
});

/** Open ones first by their last day, then those that are closed, newest first. */
export async function listRequests(tx: Tx, which: SQL | undefined): Promise<readonly RequestRow[]> {
	const rows = await tx
		.select(columns)
		.from(informationRequest)
		.innerJoin(mappCase, eq(mappCase.id, informationRequest.caseId))
		.where(which)
		.orderBy(desc(informationRequest.number));
	const all = rows.map(asRow);
	const open = all.filter(({ state }) => state !== 'CLOSED');
	return [
		...open.toSorted((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999')),
		...all.filter(({ state }) => state === 'CLOSED')
	];
}

/** With every step; null when there is none of this id. @param lock nobody else takes a step until the transaction ends */
export async function readRequest(tx: Tx, requestId: string, lock = false): Promise<StoredRequest | null> {
	if (lock)
		await tx
			.select({ id: informationRequest.id })
			.from(informationRequest)
			.where(eq(informationRequest.id, requestId))
			.for('update');
	const [row] = await tx
		.select(columns)
		.from(informationRequest)
		.innerJoin(mappCase, eq(mappCase.id, informationRequest.caseId))
		.where(eq(informationRequest.id, requestId));
	if (!row) return null;
	const [found] = await withSteps(tx, [asRow(row)]);
	return found ?? null;
}

/** All of a case with every step. */
export async function readRequestsOfCase(tx: Tx, caseId: string): Promise<readonly StoredRequest[]> {
	const rows = await listRequests(tx, eq(informationRequest.caseId, caseId));
	return withSteps(tx, rows);
}

async function withSteps(tx: Tx, rows: readonly RequestRow[]): Promise<readonly StoredRequest[]> {
	if (rows.length === 0) return [];
	const taken = await tx
		.select({ step: requestStep, name: person.name })
		.from(requestStep)
		.innerJoin(person, eq(person.id, requestStep.takenBy))
		.where(
			inArray(
				requestStep.requestId,
				rows.map(({ id }) => id)
			)
		)
		.orderBy(asc(requestStep.version));
	return rows.flatMap((row) => {
		const steps = taken
			.filter(({ step }) => step.requestId === row.id)
			.map(({ step, name }) => ({
				...{ version: step.version, by: step.takenBy, at: step.takenAt.toISOString(), name },
				step: step.step as RequestStep
			}));
		const request = foldRequest(steps);
		return request ? [{ ...row, request, steps }] : [];
	});
}

type By = { readonly areaId: string; readonly personId: string; readonly at: Date };
type Opening = Pick<RequestRow, 'caseId' | 'kind' | 'dueOn' | 'askedBy'> & {
	readonly step: RequestStep;
	readonly commandId: string;
};

/** The caller holds the area's row, so that two cannot get one number. @returns the id, also of one that the same form opened */
export async function insertRequest(tx: Tx, by: By, { step, commandId, ...row }: Opening): Promise<string> {
	const [known] = await tx
		.select({ id: informationRequest.id })
		.from(informationRequest)
		.where(eq(informationRequest.commandId, commandId));
	if (known) return known.id;
	const [last] = await tx.select({ number: max(informationRequest.number) }).from(informationRequest);
	const number = Math.max(last?.number ?? 0, (await readDestroyedNumbers(tx)).lastRequest) + 1;
	const [made] = await tx
		.insert(informationRequest)
		.values({
			...{ ...row, areaId: by.areaId, number, version: 1, state: 'OPEN', commandId }
		})
		.returning({ id: informationRequest.id });
	if (!made) throw new Error('the request was not stored');
	await insertStep(tx, by, made.id, 1, step);
	return made.id;
}

/** One more step. The caller holds the request's row. */
export async function takeStep(
	tx: Tx,
	by: By,
	{ id, request }: StoredRequest,
	step: RequestStep,
	dueOn?: string | null
): Promise<void> {
	const version = request.version + 1;
	await insertStep(tx, by, id, version, step);
	const state: RequestState =
		step.type === 'request-decided'
			? 'DECIDED'
			: step.type === 'information-given'
				? 'GIVEN'
				: step.type === 'request-closed'
					? 'CLOSED'
					: request.state;
	await tx
		.update(informationRequest)
		.set({ version, state, ...(dueOn === undefined ? {} : { dueOn }) })
		.where(eq(informationRequest.id, id));
}

const insertStep = (tx: Tx, { areaId, personId, at }: By, requestId: string, version: number, step: RequestStep) =>
	tx.insert(requestStep).values({ requestId, version, areaId, step, takenBy: personId, takenAt: at });
