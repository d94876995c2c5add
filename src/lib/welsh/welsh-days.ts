/** Days of the calendar in Welsh, the same in every browser: not all of them know the language. Pure. */

const WEEKDAYS = ['Sul', 'Llun', 'Mawrth', 'Mercher', 'Iau', 'Gwener', 'Sadwrn'];
const SHORT_WEEKDAYS = ['Sul', 'Llun', 'Maw', 'Mer', 'Iau', 'Gwe', 'Sad'];
const MONTHS = [
	...['Ionawr', 'Chwefror', 'Mawrth', 'Ebrill', 'Mai', 'Mehefin', 'Gorffennaf', 'Awst', 'Medi', 'Hydref', 'Tachwedd'],
	'Rhagfyr'
];
const SHORT_MONTHS = ['Ion', 'Chwe', 'Maw', 'Ebr', 'Mai', 'Meh', 'Gorff', 'Awst', 'Medi', 'Hyd', 'Tach', 'Rhag'];

/** "dydd Iau 22 Hydref 2026" @param day midnight UTC of it */
export const welshDay = (day: Date): string => `dydd ${WEEKDAYS[day.getUTCDay()]} ${welshPlainDay(day)}`;

/** "22 Hydref 2026" */
export const welshPlainDay = (day: Date): string =>
	`${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;

/** "Hyd 2026" */
export const welshShortMonth = (day: Date): string => `${SHORT_MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;

/** "Iau 22 Hyd" */
export const welshShortDay = (day: Date): string =>
	`${SHORT_WEEKDAYS[day.getUTCDay()]} ${day.getUTCDate()} ${SHORT_MONTHS[day.getUTCMonth()]}`;
