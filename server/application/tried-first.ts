/**
 * What passwords of twelve and more characters that are tried first are made of: the words that published lists of stolen
 * passwords begin with (years, names, teams, months and keys in a row), in lower case. Together with digits, signs and the
 * usual exchanges of letters they stand for some hundred thousand passwords; three words that are none of these stay free.
 */
const WORDS = `password passwort passw0rd pass word letmein welcome login access master admin administrator root user guest
test testing default changeme change secret private security secure qwerty qwertz azerty asdf zxcv iloveyou loveyou love
lovely forever angel princess queen king prince baby sweet honey sunshine sunflower rainbow flower summer winter spring autumn
january february march april june july august september october november december monday tuesday wednesday thursday friday
saturday sunday dragon monkey tiger lion eagle panther bear wolf shadow ninja pirate superman batman spiderman pokemon starwars
star wars trek matrix hunter killer soccer football rugby cricket hockey baseball tennis golf arsenal chelsea liverpool everton
tottenham manchester united city villa leeds newcastle sunderland celtic rangers cardiff swansea england wales scotland ireland
britain london birmingham bristol yorkshire cheese chocolate cookie banana orange apple pepper ginger coffee whisky computer
internet google facebook samsung iphone windows microsoft linux android hello goodbye please thankyou thank you whatever nothing
something trustno trust jesus christ heaven blessed michael jordan daniel thomas charlie george harry oliver jack james william
joshua matthew andrew robert david john paul peter mark steven anthony jessica jennifer ashley amanda sarah emma emily sophie
charlotte hannah lauren chloe megan olivia grace alice lily maria nicole michelle victoria elizabeth mercedes ferrari porsche
corvette mustang harley yamaha honda diamond silver golden purple yellow green blue black white freedom peace happy lucky magic
power money dollar family mother father brother sister friend buddy maggie bailey buster jasper rocky molly daisy poppy
mappa mapp meeting probation police prison offender multi agency public protection justice ministry council nhs service`;

export const TRIED_FIRST: readonly string[] = [...new Set(WORDS.split(/\s+/))].sort((a, b) => b.length - a.length);

/** Keys and letters in a row; each also backwards. */
const ROWS = ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890', '1q2w3e4r5t6y7u8i9o0p'];
export const IN_A_ROW: readonly string[] = ROWS.flatMap((row) => [row, [...row].reverse().join('')]).map(
	(row) => row + row
);
