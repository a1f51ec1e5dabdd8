export {
  type Appointment,
  type CalendarProblem,
  LARGEST_CALENDAR,
  readCalendar,
} from './read';
