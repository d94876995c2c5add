/**
 * The numbers an area works by. Every number that is practice and not law stands here with its source, and the area may
 * change it (domain.md 0.1); the code holds only these defaults (2.4, 4.1, 6.2).
 */
import { z } from 'zod';

export type AreaConfig = z.infer<typeof AREA_CONFIG>;

const byLevel = <T extends z.ZodType>(of: T) => z.strictObject({ L2: of, L3: of });
const days = z.int().min(0).max(260);
const weeks = z.int().min(1).max(104);
const percent = z.int().min(0).max(100);

/** The stored shape of `area.config`; anything left out takes its default. */
export const AREA_CONFIG = z.strictObject({
	/** where the numbers come from, shown beside them */
	source: z
		.string()
		.default('Common practice. Check against the current national guidance and your own Strategic Management Board.'),
	/** YYYY-MM-DD */
	effectiveFrom: z.string().default('2026-01-01'),
	/** first meeting after the referral is accepted */
	initialMeetingWorkingDays: days.default(20),
	/** normal review interval, shortest and longest, in weeks */
	reviewWeeks: byLevel(z.tuple([weeks, weeks])).default({ L2: [8, 12], L3: [4, 6] }),
	/** the latest a review counts as in time */
	kpiReviewWeeks: byLevel(weeks).default({ L2: 16, L3: 8 }),
	inviteWorkingDays: days.default(10),
	papersWorkingDays: days.default(5),
	returnsWorkingDays: days.default(3),
	actionListWorkingDays: days.default(1),
	draftWorkingDays: byLevel(days).default({ L2: 5, L3: 3 }),
	minutesWorkingDays: byLevel(days).default({ L2: 10, L3: 5 }),
	/** after distribution */
	fileWorkingDays: days.default(3),
	attendanceTargetPct: byLevel(percent).default({ L2: 75, L3: 90 }),
	/** late when more than this after the scheduled start */
	lateAfterMinutes: z.int().min(0).max(120).default(10),
	/** a connection lost for less than this is no departure */
	departureMinutes: z.int().min(0).max(120).default(5)
});

export const DEFAULT_AREA_CONFIG: AreaConfig = AREA_CONFIG.parse({});

/** The area's numbers as stored, completed with the defaults; the defaults alone when what is stored cannot be read. */
export const areaConfig = (stored: unknown): AreaConfig => {
	const read = AREA_CONFIG.safeParse(stored ?? {});
	return read.success ? read.data : DEFAULT_AREA_CONFIG;
};
