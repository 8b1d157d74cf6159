import type { RuleFileProblem, RuleFilesCheck, RuleFileText } from '../../domain/classify/rules/rule-file.ts'
import { FileProblemsError } from '../../domain/yaml/yaml-file.ts'
import { checkRules } from './import-rules.ts'

/** What can be said of rule files without a store. */
export type RulesTextCheck =
  | { readonly kind: 'unusable'; readonly problems: readonly RuleFileProblem[] }
  /** Files that can be read; they are taken unless cases of theirs fail. */
  | ({ readonly kind: 'readable' } & RuleFilesCheck)

/** Checks rule files: what is wrong where, which cases fail, and which rules never decide. */
export function checkRulesText(files: readonly RuleFileText[]): RulesTextCheck {
  try {
    return { kind: 'readable', ...checkRules(files) }
  } catch (error) {
    if (!(error instanceof FileProblemsError)) throw error
    const { fileName, problems } = error
    return { kind: 'unusable', problems: problems.map((problem) => ({ fileName, ...problem })) }
  }
}
