import { z } from 'zod'
import { readTextFile } from '../../../adapters/files/read-text.ts'
import { isoOf } from '../../../domain/instant.ts'
import { planDiff } from '../../../domain/plan/diff.ts'
import type { Plan } from '../../../domain/plan/plan.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import { planFileOf, planVersions, versionBefore } from '../../../queries/plan/plan-versions.ts'
import { counted } from '../../../wording/counted.ts'
import { planChangeText } from '../../../wording/plan/change-text.ts'
import { planTables } from '../../../wording/plan/tables.ts'
import { timeOf, writtenIn } from '../../../wording/times.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError } from '../../frame/errors.ts'
import type { Session } from '../../frame/session.ts'
import { columns } from '../../output/columns.ts'
import { readPlan } from './read-plan.ts'

const versionPattern = /^[0-9a-f]{12}$/
const mostVersions = 50

/** `plumbline plan show`. */
export const showPlan = defineAction(
  z.object({ plan: z.string().optional(), yaml: z.boolean().optional() }),
  async (session, { plan: version, yaml: asFile = false }) => {
    const { plan, planVersion, importedAt, yaml } = await storedPlan(session, version ?? null)
    const json = { planVersion, importedAt: isoOf(importedAt), plan, yaml }
    if (asFile) return { json, lines: yaml.trimEnd().split('\n'), verbatim: true }
    const tables = planTables(plan).flatMap(({ caption, heads, rows }) => [
      ...['', `${caption}:`],
      ...columns([heads.map((head) => head.toUpperCase()), ...rows.map((row) => row.map(plainText))]).map(
        (line) => `  ${line}`,
      ),
    ])
    return {
      json,
      lines: [
        headOf(plan, { planVersion, imported: writtenIn(session.terminal.timeZone, timeOf(importedAt)) }),
        ...tables,
      ],
    }
  },
)

/** `plumbline plan versions`. */
export const listPlanVersions = defineAction(z.object({}), async (session) => {
  const versions = await planVersions(await session.store(), mostVersions)
  return {
    json: {
      versions: versions.map(({ planVersion, importedAt, changes }) => ({
        planVersion,
        importedAt: isoOf(importedAt),
        changes: changes?.map(planChangeText) ?? null,
      })),
    },
    lines:
      versions.length === 0
        ? ['No plan has been imported yet: plumbline plan template']
        : columns([
            ['VERSION', 'IMPORTED', 'CHANGED'],
            ...versions.map(({ planVersion, importedAt, changes }) => [
              planVersion,
              isoOf(importedAt),
              changes === null ? 'the first one' : counted(changes.length, 'thing'),
            ]),
          ]),
  }
})

/** `plumbline plan diff`. */
export const diffPlans = defineAction(
  z.object({ from: z.string().optional(), to: z.string().optional() }),
  async (session, { from, to }) => {
    const { before, after } = await twoPlans(session, from, to)
    const changes = planDiff(before.plan, after.plan)
    return {
      json: {
        from: before.name,
        to: after.name,
        changes: changes.map((each) => ({ ...each, words: planChangeText(each) })),
      },
      lines: [
        `From ${plainText(before.name)} to ${plainText(after.name)}:`,
        ...(changes.length === 0 ? ['nothing that counts changed'] : changes.map(planChangeText)),
      ],
    }
  },
)

interface NamedPlan {
  readonly name: string
  readonly plan: Plan
}

/** Without names the last two plans in force; one file is held against the plan in force, and so is one version. */
async function twoPlans(
  session: Session,
  from: string | undefined,
  to: string | undefined,
): Promise<{ readonly before: NamedPlan; readonly after: NamedPlan }> {
  if (from !== undefined && to !== undefined)
    return { before: await namedPlan(session, from), after: await namedPlan(session, to) }
  const inForce = await storedPlan(session, null)
  const current = { name: inForce.planVersion, plan: inForce.plan }
  if (from !== undefined) {
    const named = await namedPlan(session, from)
    return versionPattern.test(from) ? { before: named, after: current } : { before: current, after: named }
  }
  const earlier = await versionBefore(await session.store(), inForce.planVersion)
  if (earlier === null) throw new NegativeResultError('there was no plan before the one in force')
  return { before: await namedPlan(session, earlier), after: current }
}

/** Twelve hex digits are a version; all else is a file. */
async function namedPlan(session: Session, name: string): Promise<NamedPlan> {
  if (!versionPattern.test(name)) return { name, plan: (await readPlan(name, await readTextFile(name))).plan }
  return { name, plan: (await storedPlan(session, name)).plan }
}

async function storedPlan(session: Session, version: string | null) {
  const found = await planFileOf(await session.store(), version)
  if (found !== null) return found
  throw new NegativeResultError(
    version === null
      ? 'no plan has been imported yet: plumbline plan template drafts one'
      : `there is no plan version ${version}: plumbline plan versions`,
  )
}

function headOf(
  plan: Plan,
  { planVersion, imported }: { readonly planVersion: string; readonly imported: string },
): string {
  return `The plan of ${plainText(plan.company)}, version ${planVersion}, imported ${imported}`
}
