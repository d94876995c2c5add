/** The date of law of a meeting, YYYY-MM-DD in London: the day it began, or is to begin. */
import { londonDate } from '../time.ts';
import type { Meeting } from './meeting.ts';

export const meetingOn = (meeting: Meeting): string => londonDate(meeting.startedAt ?? meeting.convened.scheduledStart);
