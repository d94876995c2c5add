/** A calendar file as an answer. Its name says nothing of what is in it. */
export const calendarAnswer = (content: string, name = 'MAPP-meeting'): Response =>
	new Response(content, {
		headers: {
			'content-type': `text/calendar; charset=utf-8; method=${content.includes('\r\nMETHOD:CANCEL\r\n') ? 'CANCEL' : 'PUBLISH'}`,
			'content-disposition': `attachment; filename="${name}.ics"`,
			'cache-control': 'no-store'
		}
	});
