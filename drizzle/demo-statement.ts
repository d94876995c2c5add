/**
 * A fictional area's confidentiality and equality statement, in the substance of domain.md 4.3. Real areas paste their own
 * approved text. The Welsh is the demonstration's own and not an official translation.
 */
export const STATEMENT = {
	en: `This meeting is held under the Multi-Agency Public Protection Arrangements, sections 325 to 327B of the Criminal Justice Act 2003. Information is shared so that the public, and especially children and adults at risk, are protected from serious harm.

What is said and written here is confidential. The risk to others may outweigh the duty of confidence, and information is shared only where that is lawful, necessary and proportionate under Article 8(2) of the European Convention on Human Rights.

The minutes are marked OFFICIAL-SENSITIVE. They are closed under sections 30(1)(b), 38, 40 and 41 of the Freedom of Information Act 2000. Do not copy them or pass them on without the agreement of the chair. Keep them in the restricted part of your agency's record and do not carry them to other meetings.

If your agency needs to disclose anything from this meeting, ask the chair first. The chair decides on what each person needs to know.

We work without discrimination, and with respect for everybody affected: the person we meet about, victims and families, and each other. Say so when something here falls short of that.`,
	cy: `Cynhelir y cyfarfod hwn o dan y Trefniadau Amlasiantaeth ar gyfer Diogelu'r Cyhoedd, adrannau 325 i 327B Deddf Cyfiawnder Troseddol 2003. Rhennir gwybodaeth er mwyn diogelu'r cyhoedd, ac yn enwedig plant ac oedolion mewn perygl, rhag niwed difrifol.

Mae'r hyn a ddywedir ac a ysgrifennir yma yn gyfrinachol. Gall y risg i eraill orbwyso'r ddyletswydd o gyfrinachedd, a dim ond pan fo hynny'n gyfreithlon, yn angenrheidiol ac yn gymesur o dan Erthygl 8(2) y Confensiwn Ewropeaidd ar Hawliau Dynol y rhennir gwybodaeth.

Mae'r cofnodion wedi'u marcio'n OFFICIAL-SENSITIVE ac wedi'u cau o dan adrannau 30(1)(b), 38, 40 a 41 Deddf Rhyddid Gwybodaeth 2000. Peidiwch â'u copïo na'u trosglwyddo heb gytundeb y cadeirydd. Cadwch nhw yn rhan gyfyngedig cofnod eich asiantaeth a pheidiwch â'u cario i gyfarfodydd eraill.

Os oes angen i'ch asiantaeth ddatgelu unrhyw beth o'r cyfarfod hwn, gofynnwch i'r cadeirydd yn gyntaf. Y cadeirydd sy'n penderfynu beth y mae angen i bob person ei wybod.

Rydym yn gweithio heb wahaniaethu, a chyda pharch at bawb yr effeithir arnynt: y person yr ydym yn cwrdd yn ei gylch, dioddefwyr a theuluoedd, a'n gilydd.`
} as const;
