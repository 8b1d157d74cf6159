import { checkRulesText } from '../../../queries/rules/check-rules-text.ts'
import { counted } from '../../../wording/counted.ts'
import { defineAction } from '../../frame/action.ts'
import { exitCodes } from '../../frame/exit-codes.ts'
import { filesInput, problemJson, problemText, readRuleFiles } from './files.ts'

/** `plumbline rules check`. */
export const checkRuleFiles = defineAction(filesInput, async (_session, { files }) => {
  const checked = checkRulesText(await readRuleFiles(files))
  const problems = checked.kind === 'unusable' ? checked.problems : checked.failedCases
  const unreached = checked.kind === 'unusable' ? [] : checked.unreached
  const counts =
    checked.kind === 'unusable' ? {} : { rules: checked.ruleSet.rules.length, cases: checked.cases }
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
  const checked = checkRulesText(await readRuleFiles(files))
  if (checked.kind === 'unusable') {
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
