/** Questions about the seats of a meeting that rules, screens and the record ask alike. */
import type { AgencyType } from '../identity.ts';
import type { Attendance, PersonRef, Seat } from './attendance.ts';

/** The seat of a person, also when they were removed; null when they were never invited. */
export const seatOf = (attendance: Attendance, personId: string): Seat | null =>
	Object.hasOwn(attendance.seats, personId) ? (attendance.seats[personId] ?? null) : null;

export const seatList = (attendance: Attendance): readonly Seat[] => Object.values(attendance.seats);

/** Seats of an agency that were not removed. */
export const agencySeats = (attendance: Attendance, agencyId: string): readonly Seat[] =>
	seatList(attendance).filter((seat) => seat.person.agencyId === agencyId && !seat.removed);

/** The name an agency is known by in this meeting; null when nobody of it was invited. */
export const invitedAgencyName = (attendance: Attendance, agencyId: string): string | null =>
	seatList(attendance).find((seat) => seat.person.agencyId === agencyId)?.person.agencyName ?? null;

/** "Juniper Softley-Moth, Probation Service, Northmere PDU" */
export const personAndAgency = (person: PersonRef): string => `${person.name}, ${person.agencyName}`;

/** Looks up what kind of agency it is; null when the area does not know it. */
export type AgencyTypeOf = (agencyId: string) => AgencyType | null;
