import { z } from 'zod'
import { acceptRules, importRules } from '../../../queries/rules/import-rules.ts'
import { previewRules } from '../../../queries/rules/preview-rules.ts'
import { rulesInForce } from '../../../queries/rules/rules-in-force.ts'
import { counted } from '../../../wording/counted.ts'
import { defineAction } from '../../frame/action.ts'
import { filesInput, problemJson, problemText, readRuleFiles } from './files.ts'
import { movesText, previewJson } from './preview.ts'

/** `plumbline rules import`. */
export const importRuleFiles = defineAction(filesInput, async (session, { files }) => {
  const { yaml, ruleSet, unreached } = acceptRules(await readRuleFiles(files))
  const store = await session.store()
  const preview = await previewRules(store, ruleSet)
  const { rulesVersion } = await importRules(store, { yaml, nowAt: session.now() })
  const { rules } = ruleSet
  return {
    json: {
      rulesVersion,
      rules: rules.length,
      moves: previewJson(preview),
      warnings: unreached.map(problemJson),
    },
    lines: [
      `${counted(rules.length, 'rule')} in force (version ${rulesVersion}).`,
      ...movesText(preview, session.terminal.timeZone),
      'The next report classifies by them; plumbline explain TICKET shows what they decide for one ticket.',
      ...unreached.map((each) => `warning: ${problemText(each)}`),
    ],
  }
})

/** `plumbline rules show`. */
export const showRules = defineAction(z.object({}), async (session) => {
  const { rulesVersion, yaml, origin } = await rulesInForce(await session.store())
  session.terminal.say(
    origin === 'default'
      ? `The default rules, version ${rulesVersion}: none were imported.`
      : `The imported rules, version ${rulesVersion}.`,
  )
  return { json: { rulesVersion, origin, yaml }, lines: yaml.trimEnd().split('\n'), verbatim: true }
})
