/** The figures the bench prints, and what each has to reach (design.md section 6, performance.md section 4). */
import type { Measures } from './scenario.ts';
import type { TargetName } from './target.ts';

export type Peer = Exclude<TargetName, 'ours'>;
export type Figure = {
	/** the figure's name in tables and files */
	readonly name: string;
	readonly unit: string;
	readonly scenario: string;
	/** which of the scenario's values; `own` where ours is another one than the peers' */
	readonly value: string;
	readonly peerValue?: string;
	/** against which peer the printed ratio is */
	readonly against?: Peer;
	/** reached when all of these hold */
	readonly goals: readonly Goal[];
};
export type Goal =
	| { readonly atMost: number; readonly times: Peer }
	| { readonly atLeast: number; readonly times: Peer }
	| { readonly atMost: number; readonly times?: undefined }
	| { readonly atLeast: number; readonly times?: undefined };

const HOCUSPOCUS = 'hocuspocus';
const Y_SERVER = 'y-websocket-server';

export const FIGURES: readonly Figure[] = [
	{
		...{
			name: 'CPU for 1,000 delivered keystrokes, database counted',
			unit: 'ms',
			scenario: 'latency',
			value: 'cpuPer1000'
		},
		goals: [{ atMost: 0.5, times: HOCUSPOCUS }]
	},
	{
		...{ name: 'CPU for 1,000 delivered, all twelve typing', unit: 'ms', scenario: 'busy', value: 'cpuPer1000' },
		goals: [
			{ atMost: 0.25, times: HOCUSPOCUS },
			{ atMost: 0.45, times: Y_SERVER }
		]
	},
	{
		...{ name: 'keystroke to another person, p50', unit: 'ms', scenario: 'latency', value: 'p50' },
		goals: [{ atMost: 15 }]
	},
	{
		...{ name: 'keystroke to another person, p99', unit: 'ms', scenario: 'latency', value: 'p99' },
		goals: [{ atMost: 40 }]
	},
	{
		...{ name: 'keystroke to "saved" (committed), p50', unit: 'ms', scenario: 'latency', value: 'savedP50' },
		goals: []
	},
	{
		...{ name: 'keystroke to "saved" (committed), p99', unit: 'ms', scenario: 'latency', value: 'savedP99' },
		goals: [{ atMost: 40 }]
	},
	{
		...{ name: 'keystrokes that did not arrive', unit: '', scenario: 'latency', value: 'missing' },
		goals: [{ atMost: 0 }]
	},
	{
		...{ name: 'CPU of one join, 30,000 keystrokes', unit: 'ms', scenario: 'join', value: 'joinCpu' },
		goals: [{ atMost: 0.3, times: HOCUSPOCUS }]
	},
	{ ...{ name: 'join alone, p50', unit: 'ms', scenario: 'join', value: 'aloneP50' }, goals: [] },
	{
		...{ name: 'join of 100 within 2 s, p99', unit: 'ms', scenario: 'join', value: 'crowdP99' },
		goals: [{ atMost: 0.5, times: HOCUSPOCUS }]
	},
	{
		...{ name: 'whole text after a restart', unit: 'ms', scenario: 'join', value: 'restartWhole' },
		goals: [{ atMost: 0.3, times: HOCUSPOCUS }]
	},
	{
		...{ name: '"synced" said before the text was whole', unit: '', scenario: 'join', value: 'restartEarly' },
		goals: [{ atMost: 0 }]
	},
	{
		...{ name: 'CPU of one reconnect, 720 in 3 s', unit: 'ms', scenario: 'storm', value: 'reconnectCpu' },
		goals: [{ atMost: 0.7, times: HOCUSPOCUS }]
	},
	{ ...{ name: 'reconnect, p99', unit: 'ms', scenario: 'storm', value: 'reconnectP99' }, goals: [] },
	{ ...{ name: 'reconnects that failed', unit: '', scenario: 'storm', value: 'failed' }, goals: [{ atMost: 0 }] },
	{
		...{ name: 'memory of an open meeting', unit: 'kB', scenario: 'memory', value: 'perMeeting' },
		goals: [{ atMost: 0.2, times: HOCUSPOCUS }]
	},
	{
		...{ name: 'memory of a connection', unit: 'kB', scenario: 'memory', value: 'perConnection' },
		...{ against: Y_SERVER, goals: [{ atMost: 1, times: Y_SERVER }] }
	},
	{
		...{ name: 'memory of a connection with the facts’ line', unit: 'kB', scenario: 'memory' },
		...{ value: 'perConnectionWithFacts', peerValue: 'perConnection', goals: [{ atMost: 1, times: HOCUSPOCUS }] }
	},
	{
		...{
			name: 'others’ p99 while a huge text is opened, times calm',
			unit: 'x',
			scenario: 'isolation',
			value: 'busyToCalm'
		},
		goals: [{ atMost: 1.5 }]
	},
	{
		...{ name: 'CPU of one opening of a huge text', unit: 'ms', scenario: 'isolation', value: 'openCpu' },
		goals: [{ atMost: 0.25, times: HOCUSPOCUS }]
	},
	{
		...{ name: 'memory growth, slow readers', unit: 'MB', scenario: 'hostile', value: 'slowGrowth' },
		goals: [{ atMost: 0.5, times: HOCUSPOCUS }]
	},
	{
		...{ name: 'memory growth, flood of 50 MB', unit: 'MB', scenario: 'hostile', value: 'floodGrowth' },
		goals: [{ atMost: 0.3, times: HOCUSPOCUS }]
	},
	{ ...{ name: 'flood taken', unit: 'MB', scenario: 'hostile', value: 'floodTaken' }, goals: [{ atMost: 6 }] },
	{
		...{ name: 'attendees on one core, p99 within 100 ms', unit: '', scenario: 'ramp', value: 'attendees' },
		goals: [{ atLeast: 6720 }, { atLeast: 3.5, times: HOCUSPOCUS }, { atLeast: 2, times: Y_SERVER }]
	},
	{
		...{ name: 'key in one browser to seen in another, p50', unit: 'ms', scenario: 'browser', value: 'p50' },
		goals: []
	},
	{
		...{ name: 'key in one browser to seen in another, p95', unit: 'ms', scenario: 'browser', value: 'p95' },
		goals: []
	},
	{
		...{ name: 'final minutes of 25 pages sealed, first', unit: 'ms', scenario: 'export', value: 'first' },
		goals: [{ atMost: 2000 }]
	},
	{
		...{ name: 'final minutes of 25 pages sealed, later, p50', unit: 'ms', scenario: 'export', value: 'later' },
		goals: [{ atMost: 2000 }]
	},
	{
		...{ name: '20 exports at once: longest stall of the loop', unit: 'ms', scenario: 'export', value: 'stall' },
		goals: [{ atMost: 50 }]
	},
	{ ...{ name: 'minutes as Word document, p50', unit: 'ms', scenario: 'export', value: 'docx' }, goals: [] },
	{ ...{ name: 'minutes as web page, p50', unit: 'ms', scenario: 'export', value: 'html' }, goals: [] },
	{
		...{ name: 'memory grown from the 40th to the 200th export', unit: 'MB', scenario: 'export', value: 'growth' },
		goals: [{ atMost: 60 }]
	},
	{
		...{
			name: 'the Board’s report of a quarter, 42 areas of 200 meetings',
			unit: 'ms',
			scenario: 'board',
			value: 'quarter'
		},
		goals: [{ atMost: 2000 }]
	}
];

export type Results = Readonly<Partial<Record<TargetName, Readonly<Record<string, Measures>>>>>;
export type Compared = {
	readonly name: string;
	readonly unit: string;
	readonly ours: number | null;
	readonly peers: Readonly<Partial<Record<Peer, number>>>;
	/** ours divided by each peer's */
	readonly ratios: Readonly<Partial<Record<Peer, number>>>;
	/** against the peer the goal names first */
	readonly ratio: number | null;
	readonly goals: readonly { readonly text: string; readonly isReached: boolean | null }[];
};

const PEERS: readonly Peer[] = [HOCUSPOCUS, Y_SERVER];

/** Figures of which anything was measured, in their order. Pure. */
export function compare(results: Results, figures: readonly Figure[] = FIGURES): Compared[] {
	return figures.flatMap((figure) => {
		const of = (name: TargetName, value: string): number | null => {
			const found = results[name]?.[figure.scenario]?.[value];
			return found === undefined || found === null || Number.isNaN(found) ? null : found;
		};
		const ours = of('ours', figure.value);
		const measured = PEERS.flatMap((peer) => {
			const theirs = of(peer, figure.peerValue ?? figure.value);
			return theirs === null ? [] : [[peer, theirs] as const];
		});
		if (ours === null && measured.length === 0) return [];
		const peers: Partial<Record<Peer, number>> = Object.fromEntries(measured);
		const ratios: Partial<Record<Peer, number>> = Object.fromEntries(
			measured.flatMap(([peer, theirs]) => (ours === null || theirs === 0 ? [] : [[peer, ours / theirs]]))
		);
		const goals = figure.goals.map((goal) => ({ text: goalText(goal), isReached: isReached(goal, ours, ratios) }));
		const against = figure.against ?? HOCUSPOCUS;
		return [{ name: figure.name, unit: figure.unit, ours, peers, ratios, ratio: ratios[against] ?? null, goals }];
	});
}

function goalText(goal: Goal): string {
	const [word, value] = 'atMost' in goal ? ['at most', goal.atMost] : ['at least', goal.atLeast];
	return goal.times ? `${word} ${value} x ${goal.times}` : `${word} ${value}`;
}

/** null: it cannot be said, because something was not measured. */
function isReached(goal: Goal, ours: number | null, ratios: Compared['ratios']): boolean | null {
	const value = goal.times ? (ratios[goal.times] ?? null) : ours;
	if (value === null) return null;
	return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

const shown = (value: number | null | undefined): string =>
	value === null || value === undefined
		? '-'
		: value.toFixed(Math.abs(value) < 10 && value % 1 !== 0 ? 2 : value % 1 === 0 ? 0 : 1);
const ratioText = (value: number | undefined): string => (value === undefined ? '' : `${value.toFixed(2)} x`);
const REACHED = new Map([
	[true, 'reached'],
	[false, 'NOT reached'],
	[null, 'not measured']
]);

/** For people to read: below 1 x is less than the peer. */
export function table(compared: readonly Compared[]): string {
	const rows = [
		['figure', 'unit', 'ours', 'Hocuspocus', 'ratio', 'y-websocket-server', 'ratio', 'goal'],
		...compared.map(({ name, unit, ours, peers, ratios, goals }) => [
			...[name, unit, shown(ours)],
			...PEERS.flatMap((peer) => [shown(peers[peer]), ratioText(ratios[peer])]),
			goals.map(({ text, isReached: is }) => `${text}: ${REACHED.get(is)}`).join('; ')
		])
	];
	const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
	return rows
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('  ')
				.trimEnd()
		)
		.join('\n');
}
