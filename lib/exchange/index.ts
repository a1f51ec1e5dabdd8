export { exportName, findSessions, toJson, toMarkdown } from './documents';
