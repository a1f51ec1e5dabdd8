export { createText, directionOf, type MessageKey, type PluralKey, type Text } from './text';
export {
  clockField,
  dateText,
  dayText,
  forPractice,
  readClock,
  timeRange,
  timeText,
  withHours,
} from './time';
