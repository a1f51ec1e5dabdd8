export { exportName, findSessions, plain, toJson, toMarkdown } from './documents';
