import { expect, it } from 'vitest';
import { placeInRoom } from './gate-place.ts';

it('FORM-5 leads from outside the room to the place in it, and leaves other links alone', () => {
	expect(placeInRoom('m1', '#R2.contingency')).toBe('/meetings/m1/room#R2.contingency');
	expect(placeInRoom('m1', '/meetings/m1/register#person-p1')).toBe('/meetings/m1/register#person-p1');
});
