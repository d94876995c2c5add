/**
 * Horizontal bars drawn as SVG, the same for the page and for print. Series differ by pattern as well as by shade; every bar
 * says its number beside it, and the table under the chart holds them all. Nothing in it needs a script or a style sheet.
 */
export type Bar = {
	/** 0 to 100; null = no bar, the words alone */
	readonly percent: number | null;
	readonly text: string;
};
export type BarChart = {
	readonly title: string;
	/** names of the bars of each row, in their order */
	readonly series: readonly string[];
	readonly rows: readonly { readonly head: string; readonly bars: readonly Bar[] }[];
	/** a line across, in per cent, with what it is */
	readonly target: { readonly percent: number; readonly text: string } | null;
};

const BAR = 16;
const GAP = 4;
const BETWEEN = 12;
const HEAD = 22;
const LEFT = 8;
const WIDTH = 720;
const SCALE = 470;
const TOP = 34;

const inXml = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Solid, stripes one way, dots, stripes the other way: told apart in black and white. */
const pattern = (id: string, series: number): string => {
	const inks = ['#1d3b53', '#1d3b53', '#5a6b78', '#5a6b78'];
	const ink = inks[series % 4];
	const marks = [
		'',
		`<path d="M0 8 L8 0" stroke="${ink}" stroke-width="2.5"/>`,
		`<circle cx="4" cy="4" r="2" fill="${ink}"/>`,
		`<path d="M0 4 L8 4" stroke="${ink}" stroke-width="2"/>`
	];
	const ground = series % 4 === 0 ? ink : '#ffffff';
	return `<pattern id="${id}-${series}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${ground}"/>${marks[series % 4]}</pattern>`;
};

/** Height in the chart's own units, of which it is 720 wide. */
export const chartHeight = ({ rows, series }: Pick<BarChart, 'rows' | 'series'>): number =>
	TOP + rows.length * (HEAD + series.length * (BAR + GAP) + BETWEEN) + 26;

/** @param id unique on its page: letters, digits and hyphens */
export const chartSvg = (chart: BarChart, id: string): string => {
	const height = chartHeight(chart);
	const text = (x: number, y: number, words: string, more = ''): string =>
		`<text x="${x}" y="${y}" font-size="13" fill="#14202b" ${more}>${inXml(words)}</text>`;
	const legend = chart.series.map((name, n) => {
		const x = LEFT + n * 170;
		return `<rect x="${x}" y="6" width="16" height="14" fill="url(#${id}-${n})" stroke="#14202b"/>${text(x + 22, 18, name)}`;
	});
	const rows = chart.rows.map(({ head, bars }, index) => {
		const top = TOP + index * (HEAD + chart.series.length * (BAR + GAP) + BETWEEN);
		const drawn = bars.map(({ percent, text: words }, n) => {
			const y = top + HEAD + n * (BAR + GAP);
			const width = percent === null ? 0 : Math.round((Math.max(0, Math.min(100, percent)) / 100) * SCALE);
			const bar =
				percent === null
					? ''
					: `<rect x="${LEFT}" y="${y}" width="${Math.max(width, 1)}" height="${BAR}" fill="url(#${id}-${n})" stroke="#14202b"/>`;
			return `${bar}${text(LEFT + (percent === null ? 0 : width + 8), y + 12.5, words)}`;
		});
		return `${text(LEFT, top + 15, head, 'font-weight="bold"')}${drawn.join('')}`;
	});
	const x = chart.target ? LEFT + Math.round((chart.target.percent / 100) * SCALE) : 0;
	const target = chart.target
		? `<path d="M${x} ${TOP} V${height - 22}" stroke="#14202b" stroke-width="1.5" stroke-dasharray="5 3"/>${text(x, height - 6, chart.target.text, 'text-anchor="middle"')}`
		: '';
	const words = inXml(`${chart.title}. The table that follows holds the same numbers.`);
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${words}" font-family="Noto Sans, Arial, sans-serif"><rect width="${WIDTH}" height="${height}" fill="#ffffff"/><defs>${chart.series.map((_, n) => pattern(id, n)).join('')}</defs>${legend.join('')}${rows.join('')}${target}</svg>`;
};
