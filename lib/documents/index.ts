export {
  clientJson,
  clientMarkdown,
  exportName,
  notesOf,
  PARTS,
  type Part,
  planText,
  toJson,
  toMarkdown,
} from './documents';
export {
  LARGEST_PROMPTS_FILE,
  type PromptsFileProblem,
  promptsFromJson,
  promptsToJson,
} from './prompts-file';
