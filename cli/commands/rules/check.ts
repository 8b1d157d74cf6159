import type {
  RuleFileProblem,
  RuleFilesCheck,
  RuleFileText,
} from '../../../domain/classify/rules/rule-file.ts'
import { FileProblemsError } from '../../../domain/yaml-file.ts'
import { checkRules } from '../../../queries/rules/import-rules.ts'
import { counted } from '../../../wording/counted.ts'
import { defineAction } from '../../frame/action.ts'
import { exitCodes } from '../../frame/exit-codes.ts'
import { filesInput, problemJson, problemText, readRuleFiles } from './files.ts'

/** `plumbline rules check`. */
export const checkRuleFiles = defineAction(filesInput, async (_session, { files }) => {
  const checked = checkedFiles(await readRuleFiles(files))
  const problems = 'problems' in checked ? checked.problems : checked.failedCases
  const unreached = 'problems' in checked ? [] : checked.unreached
  const counts = 'problems' in checked ? {} : { rules: checked.ruleSet.rules.length, cases: checked.cases }
  const isFine = problems.length === 0
  return {
    json: {
      file: files[0],
      files,
      fine: isFine,
      ...counts,
      problems: problems.map(problemJson),
      warnings: unreached.map(problemJson),
    },
    lines: [
      ...problems.map(problemText),
      isFine ? `${counted(counts.rules ?? 0, 'rule')}, fine` : counted(problems.length, 'problem'),
      ...unreached.map((each) => `warning: ${problemText(each)}`),
    ],
    ...(!isFine && { exitCode: exitCodes.negative }),
  }
})

/** `plumbline rules test`. */
export const testRuleFiles = defineAction(filesInput, async (_session, { files }) => {
  const checked = checkedFiles(await readRuleFiles(files))
  if ('problems' in checked) {
    const { problems } = checked
    return {
      json: { files, fine: false, problems: problems.map(problemJson) },
      lines: [...problems.map(problemText), counted(problems.length, 'problem')],
      exitCode: exitCodes.negative,
    }
  }
  const { cases, failedCases } = checked
  const held = cases - failedCases.length
  return {
    json: { files, fine: failedCases.length === 0, cases, failed: failedCases.map(problemJson) },
    lines: [
      ...failedCases.map(problemText),
      cases === 0
        ? 'No cases: write some under "cases:", see docs/rules.md.'
        : `${held} of ${counted(cases, 'case')} decided as expected`,
    ],
    ...(failedCases.length > 0 && { exitCode: exitCodes.negative }),
  }
})

/** What is wrong with files that can't be read as rules is what a check finds out. */
function checkedFiles(
  files: readonly RuleFileText[],
): RuleFilesCheck | { readonly problems: readonly RuleFileProblem[] } {
  try {
    return checkRules(files)
  } catch (error) {
    if (!(error instanceof FileProblemsError)) throw error
    const { fileName, problems } = error
    return { problems: problems.map((problem) => ({ fileName, ...problem })) }
  }
}
