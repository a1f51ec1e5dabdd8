export {
  type Appointment,
  type CalendarProblem,
  LARGEST_CALENDAR,
  type ReadAppointments,
  readCalendar,
} from './read';
