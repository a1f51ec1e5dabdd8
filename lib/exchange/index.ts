export { exportName, findSessions, planText, toJson, toMarkdown } from './documents';
export {
  LARGEST_PROMPTS_FILE,
  type PromptsFileProblem,
  promptsFromJson,
  promptsToJson,
} from './prompts-file';
