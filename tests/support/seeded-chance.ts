/** Chance that a seed repeats: the same one the demonstration's year is made with. */
export { chance, type SeededChance, seededChance, spread } from '#drizzle/seeded-chance.ts';
