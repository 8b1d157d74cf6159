import { existsSync } from 'node:fs'
import { z } from 'zod'
import { readTextFile } from '../../../adapters/files/read-text.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import type { Instant } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/plain-text.ts'
import type { Plan } from '../../../domain/plan/plan.ts'
import { type PlanWarning, staffingWarnings } from '../../../domain/plan/plan-warnings.ts'
import type { PromiseWarning } from '../../../domain/reconcile/forecast/promises.ts'
import { type MissingReader, missingReaders } from '../../../domain/report/content/missing-readers.ts'
import { planPromises } from '../../../queries/forecast/promises.ts'
import { type Unmatched, unmatched } from '../../../queries/people/unmatched.ts'
import { importPlan } from '../../../queries/plan/import-plan.ts'
import { planWarnings } from '../../../queries/plan/plan-warnings.ts'
import { defineAction } from '../../frame/action.ts'
import { checkFile } from '../../frame/check-file.ts'
import { reconcileSchedules } from '../../frame/schedules.ts'
import type { Session } from '../../frame/session.ts'
import { planWarningText } from '../../output/plan-warning-text.ts'
import { promiseText } from '../../output/promise-text.ts'
import { unmatchedAccountText, unmatchedPersonText } from '../../output/unmatched-text.ts'
import { readPlan } from './read-plan.ts'

/** How many unmatched accounts to list: a tracker may be shared with people outside the plan. */
const mostAccounts = 10

const fileInput = z.object({ file: z.string() })

/** `plumbline plan check`. */
export const checkPlan = defineAction(fileInput, async (session, { file }) => {
  return await checkFile(file, async (text) => {
    const { plan } = await readPlan(file, text)
    const store = await storeIfAny(session)
    const warnings = [
      ...readerWarnings(missingReaders(plan)),
      ...(store === null
        ? staffingWarnings(plan).map(oddWarning)
        : await heldAgainstStore(store, plan, session.now())),
    ]
    return { summary: [countsText(plan), ...warnings].join('\n'), counts: countsOf(plan) }
  })
})

/** `plumbline plan import`. */
export const importPlanFile = defineAction(fileInput, async (session, { file }) => {
  const yaml = await readTextFile(file)
  const { plan, texts } = await readPlan(file, yaml)
  const imported = await importPlan(await session.store(), { texts, plan, nowAt: session.now() })
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
      ...readerWarnings(imported.missingReaders),
      ...promiseWarnings(imported.promises),
      ...imported.warnings.map(oddWarning),
      ...unmatchedWarnings(imported.unmatched),
      await reconcileSchedules(session),
    ],
  }
})

/** The store that forecasts are kept in; null where there is none yet: a file can be checked anywhere. */
async function storeIfAny(session: Session): Promise<Store | null> {
  const { databaseUrl, dataDir } = await session.config()
  return databaseUrl === null && !existsSync(dataDir) ? null : await session.store()
}

function promiseWarnings(promises: readonly PromiseWarning[]): string[] {
  return promises.map((each) => `warning: ${promiseText(each)}`)
}

/** What is odd about a plan, held against forecasts and what was synced. */
async function heldAgainstStore(store: Store, plan: Plan, nowAt: Instant): Promise<string[]> {
  return [
    ...promiseWarnings(await planPromises(store, plan, nowAt)),
    ...(await planWarnings(store, plan)).map(oddWarning),
    ...unmatchedWarnings(await unmatched(store, plan)),
  ]
}

function oddWarning(each: PlanWarning): string {
  return `warning: ${planWarningText(each)}`
}

function readerWarnings(missing: readonly MissingReader[]): string[] {
  return missing.map(
    ({ teamName, audience }) =>
      `warning: ${plainText(teamName)} has no ${audience} reader; nothing is sent until it has one (stakeholders)`,
  )
}

function unmatchedWarnings({ people, accounts }: Unmatched): string[] {
  const shown = [
    ...people.map(unmatchedPersonText),
    ...accounts.slice(0, mostAccounts).map(unmatchedAccountText),
  ]
  const more = accounts.length - mostAccounts
  return [
    ...shown.map((text) => `warning: ${text}`),
    ...(more > 0 ? [`warning: ${more} more accounts match nobody (all of them: --json)`] : []),
  ]
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
    .map(([word, count]) => `${count} ${count === 1 ? (singular[word] ?? word) : word}`)
    .join(', ')
}

const singular: Readonly<Record<string, string>> = {
  teams: 'team',
  people: 'person',
  quarters: 'quarter',
  stakeholders: 'stakeholder',
}
