export { lockProblemText, lockReplyText, problemText } from './problem';
