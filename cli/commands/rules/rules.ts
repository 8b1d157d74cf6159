import { basename } from 'node:path'
import { z } from 'zod'
import { readTextFile } from '../../../adapters/files/read-text.ts'
import { importRules, parseRules } from '../../../queries/rules/import-rules.ts'
import { rulesInForce } from '../../../queries/rules/rules-in-force.ts'
import { defineAction } from '../../frame/action.ts'
import { checkFile } from '../../frame/check-file.ts'
import { counted } from '../../output/words.ts'

const fileInput = z.object({ file: z.string() })

/** `plumbline rules check`. */
export const checkRules = defineAction(fileInput, async (_session, { file }) => {
  return await checkFile(file, (text) => {
    const { rules } = parseRules(text, basename(file))
    return { summary: `${counted(rules.length, 'rule')}, fine`, counts: { rules: rules.length } }
  })
})

/** `plumbline rules import`. */
export const importRuleFile = defineAction(fileInput, async (session, { file }) => {
  const yaml = await readTextFile(file)
  const { rules } = parseRules(yaml, basename(file))
  const { rulesVersion } = await importRules(await session.store(), { yaml, nowAt: session.now() })
  return {
    json: { rulesVersion, rules: rules.length },
    lines: [
      `${counted(rules.length, 'rule')} in force (version ${rulesVersion}).`,
      'The next report classifies by them; plumbline explain TICKET shows what they decide for one ticket.',
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
