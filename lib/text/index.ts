export { createText, directionOf, type MessageKey, type PluralKey, type Text } from './text';
export {
  clockField,
  dateText,
  dayText,
  forPractice,
  readClock,
  timeText,
  withHours,
} from './time';
