import { existsSync } from 'node:fs'
import { z } from 'zod'
import { readTextFile } from '../../../adapters/files/read-text.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import type { Plan } from '../../../domain/plan/plan.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import { checkPlan, importPlan } from '../../../queries/plan/import-plan.ts'
import { commandLineActor } from '../../../queries/sign-in/admins.ts'
import { counted } from '../../../wording/counted.ts'
import { planFindingTexts } from '../../../wording/plan/findings-text.ts'
import { promiseText } from '../../../wording/plan/promise-text.ts'
import { unmatchedAccountText, unmatchedPersonText } from '../../../wording/plan/unmatched-text.ts'
import { planWarningText } from '../../../wording/plan/warning-text.ts'
import { defineAction } from '../../frame/action.ts'
import { checkFile } from '../../frame/check-file.ts'
import { reconcileSchedules } from '../../frame/schedules.ts'
import type { Session } from '../../frame/session.ts'
import { planFindingLines } from '../../output/plan-findings-text.ts'
import { readPlan } from './read-plan.ts'

const fileInput = z.object({ file: z.string() })

/** `plumbline plan check`: problems make the file unusable, warnings don't. */
export const checkPlanFile = defineAction(fileInput, async (session, { file }) => {
  return await checkFile(file, async (text) => {
    const { plan } = await readPlan(file, text)
    const findings = await checkPlan(await storeIfAny(session), plan, session.now())
    return {
      lines: [countsText(plan), ...planFindingLines(findings)],
      counts: countsOf(plan),
      warnings: planFindingTexts(findings),
    }
  })
})

/** `plumbline plan import`. */
export const importPlanFile = defineAction(fileInput, async (session, { file }) => {
  const { plan, yaml } = await readPlan(file, await readTextFile(file))
  const imported = await importPlan(await session.store(), {
    ...{ yaml, plan, nowAt: session.now() },
    actor: commandLineActor,
  })
  const { planVersion } = imported
  return {
    json: {
      planVersion,
      ...countsOf(plan),
      missingReaders: imported.missingReaders,
      promises: imported.promises.map((each) => ({ ...each, words: promiseText(each) })),
      unmatchedPeople: imported.unmatched.people.map((each) => ({
        name: each.name,
        email: each.email,
        words: unmatchedPersonText(each),
      })),
      unmatchedAccounts: imported.unmatched.accounts.map((each) => ({
        ...each,
        words: unmatchedAccountText(each),
      })),
      warnings: imported.warnings.map((each) => ({ kind: each.kind, words: planWarningText(each) })),
    },
    lines: [
      `The plan of ${plainText(plan.company)} is in force (version ${planVersion}): ${countsText(plan)}.`,
      ...planFindingLines(imported),
      await reconcileSchedules(session),
    ],
  }
})

/** The store that forecasts are kept in; null where there is none yet: a file can be checked anywhere. */
async function storeIfAny(session: Session): Promise<Store | null> {
  const { databaseUrl, dataDir } = await session.config()
  return databaseUrl === null && !existsSync(dataDir) ? null : await session.store()
}

function countsOf({ teams, people, quarters, stakeholders }: Plan) {
  return {
    teams: teams.length,
    people: people.length,
    quarters: quarters.length,
    stakeholders: stakeholders.length,
  }
}

function countsText(plan: Plan): string {
  return Object.entries(countsOf(plan))
    .map(([word, count]) => counted(count, singular[word] ?? word, word))
    .join(', ')
}

const singular: Readonly<Record<string, string>> = {
  teams: 'team',
  people: 'person',
  quarters: 'quarter',
  stakeholders: 'stakeholder',
}
