export { createText, type MessageKey, type PluralKey, type Text } from './text';
