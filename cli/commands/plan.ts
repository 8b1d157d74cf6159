import { basename } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import { versionOf } from '../../adapters/content-version.ts'
import { savePlan } from '../../adapters/store/reconcile/plans.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { parsePlanFile } from '../../domain/plan/plan-file.ts'
import { missingReaders } from '../../domain/report/content/missing-readers.ts'
import type { Act } from '../frame/action.ts'
import { checkFile } from '../frame/check-file.ts'
import { readNamedFile } from '../frame/read-file.ts'
import type { Answer } from '../frame/result.ts'
import { schedulesFollow } from '../frame/schedules.ts'
import type { Session } from '../frame/session.ts'
import { unmatchedAccounts, unmatchedPeople } from '../output/people-matched.ts'

/** A tracker may be shared with a whole company that isn't in the plan. */
const mostStrangers = 10

const fileInput = z.object({ file: z.string() })

/** `plan check` and `plan import`. */
export function addPlanCommands(program: Command, act: Act): void {
  const plan = program
    .command('plan')
    .description('people, calendars, what each quarter is meant for, and readers')
  plan
    .command('check')
    .description('say whether a plan file can be used; nothing is stored')
    .argument('<file>', 'a YAML file, see docs/plan.md')
    .addHelpText('after', '\nExample:\n  plumbline plan check plan.yaml')
    .action(act(fileInput, check))
  plan
    .command('import')
    .description('put a plan in force; earlier versions stay, and so do the baselines taken of them')
    .argument('<file>', 'a YAML file, see docs/plan.md')
    .addHelpText('after', '\nExample:\n  plumbline plan import plan.yaml')
    .action(act(fileInput, importPlan))
}

async function check(_session: Session, { file }: z.infer<typeof fileInput>): Promise<Answer> {
  const text = await readNamedFile(file)
  return checkFile(file, () => {
    const plan = parsePlanFile(text, basename(file))
    const warnings = readerWarnings(plan)
    return { said: [countsInWords(plan), ...warnings].join('\n'), counts: countsOf(plan) }
  })
}

async function importPlan(session: Session, { file }: z.infer<typeof fileInput>): Promise<Answer> {
  const yaml = await readNamedFile(file)
  const plan = parsePlanFile(yaml, basename(file))
  const store = await session.store()
  const planVersion = versionOf(yaml)
  await savePlan(store, { planVersion, yaml, plan, nowAt: session.now() })
  const unmatched = await unmatchedPeople(store, plan)
  const strangers = await unmatchedAccounts(store, plan)
  const warnings = [
    ...readerWarnings(plan),
    ...[...unmatched, ...strangers.slice(0, mostStrangers)].map(({ words }) => `warning: ${words}`),
    ...(strangers.length > mostStrangers
      ? [`warning: ${strangers.length - mostStrangers} more accounts match nobody (all of them: --json)`]
      : []),
  ]
  return {
    json: {
      planVersion,
      ...countsOf(plan),
      missingReaders: missingReaders(plan),
      unmatchedPeople: unmatched,
      unmatchedAccounts: strangers,
    },
    lines: [
      `The plan of ${plan.company} is in force (version ${planVersion}): ${countsInWords(plan)}.`,
      ...warnings,
      await schedulesFollow(session),
    ],
  }
}

function readerWarnings(plan: Plan): string[] {
  return missingReaders(plan).map(
    ({ teamName, audience }) =>
      `warning: ${teamName} has no ${audience} reader; nothing is sent until it has one (stakeholders)`,
  )
}

function countsOf({ teams, people, quarters, stakeholders }: Plan) {
  return {
    teams: teams.length,
    people: people.length,
    quarters: quarters.length,
    stakeholders: stakeholders.length,
  }
}

function countsInWords(plan: Plan): string {
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
