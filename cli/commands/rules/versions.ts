import { z } from 'zod'
import { isoOf } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import { type RulesVersion, rulesVersions } from '../../../queries/rules/rule-versions.ts'
import { rulesChangeText } from '../../../wording/tickets/rules-change-text.ts'
import { defineAction } from '../../frame/action.ts'

const mostVersions = 20

/** `plumbline rules versions`. */
export const listRuleVersions = defineAction(z.object({}), async (session) => {
  const versions = await rulesVersions(await session.store(), mostVersions)
  return {
    json: {
      versions: versions.map(({ importedAt, ...rest }) => ({ ...rest, importedAt: isoOf(importedAt) })),
    },
    lines:
      versions.length === 0
        ? ['None have been imported: the default rules decide (plumbline rules show).']
        : versions.flatMap(versionLines),
  }
})

function versionLines({ rulesVersion, importedAt, importedBy, changes }: RulesVersion): string[] {
  const texts = changes?.map((change) => plainText(rulesChangeText(change))) ?? [
    'This version of Plumbline can’t tell what changed',
  ]
  return [
    `${rulesVersion}  ${isoOf(importedAt)}${importedBy === null ? '' : `  ${plainText(importedBy)}`}`,
    ...(texts.length === 0 ? ['Nothing that counts changed'] : texts).map((text) => `  ${text}`),
  ]
}
