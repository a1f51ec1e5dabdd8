export { lockProblemText, problemText } from './problem';
