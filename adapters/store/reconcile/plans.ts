import { z } from 'zod'
import { type Immutable, instant, text } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import { refuseOvertaken } from '../../../domain/overtaken.ts'
import { type Plan, planSchema } from '../../../domain/plan/plan.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { addAuditEntry } from '../sign-in/audit.ts'
import type { Store } from '../sql/client.ts'
import { KeptDocuments } from '../sql/kept-documents.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { sanitizeJson, sanitizeText } from '../sql/sanitize-text.ts'
import { storedRow } from '../sql/stored-data.ts'
import { selectList } from '../sql/table.ts'

const importedPlan = z.object({ planVersion: text, plan: planSchema, importedAt: instant })

const planDocuments = {
  plan: { what: 'the contents of the plan', advice: 'run "plumbline plan import" with its file' },
}

const storedPlan = storedRow(importedPlan, planDocuments)

export type ImportedPlan = Immutable<z.infer<typeof importedPlan>>

export interface PlanToSave {
  /** Names the file's exact content. */
  readonly planVersion: string
  readonly yaml: string
  readonly plan: Plan
  readonly nowAt: Instant
  /** Who imports it, for the audit trail; not written down by default. */
  readonly actor?: string
  /** The version that it was made from, null for none; whichever is in force by default. */
  readonly against?: string | null
}

const versionRow = z.object({ planVersion: text })

const versionInForce = `select plan_version as "planVersion" from plan_imports order by import_number desc limit 1`

/**
 * Puts a plan in force; the one that is in force already stays, an older one comes back. Its contents are stored as this version has them.
 * @throws OvertakenError where another one is in force than it was made from
 */
export function savePlan(
  store: Store,
  { planVersion, yaml, plan, nowAt, actor, against }: PlanToSave,
): Promise<void> {
  return inTransaction(store, async (client) => {
    await client.query('lock table plan_imports in share row exclusive mode')
    const before = await selectRow(client, versionRow, versionInForce)
    refuseOvertaken({ against, inForce: before?.planVersion ?? null, saving: planVersion })
    await client.query(
      `insert into plans (plan_version, yaml, plan) values ($1, $2, $3) on conflict (plan_version)
       do update set plan = excluded.plan where plans.plan is distinct from excluded.plan`,
      [planVersion, sanitizeText(yaml).value, sanitizeJson(plan).value],
    )
    const { rowCount } = await client.query(
      `insert into plan_imports (plan_version, imported_at) select $1::text, $2::timestamptz
       where $1 is distinct from (select plan_version from plan_imports order by import_number desc limit 1)`,
      [planVersion, timestampOf(nowAt)],
    )
    if (actor === undefined || rowCount === 0) return
    const entry = { changedAt: nowAt, actor, action: 'import plan' as const, subject: 'plan' }
    await addAuditEntry(client, { ...entry, before: before?.planVersion ?? null, after: planVersion })
  })
}

const inForce = z.object({ planVersion: text, importedAt: instant, content: text })

const storedContent = storedRow(importedPlan.pick({ plan: true }), planDocuments)

/** The plan in force and the ten before it, which one page compares. */
const mostKept = 12
const keptPlans = new KeptDocuments<Plan>(mostKept)

/** The plan in force, the one imported last; null before the first import. */
export async function currentPlan(store: Store): Promise<ImportedPlan | null> {
  const found = await selectRow(
    store.pool,
    inForce,
    `select plan_version as "planVersion", imported_at as "importedAt", md5(plan::text) as content
     from plan_imports join plans using (plan_version) order by import_number desc limit 1`,
  )
  if (found === null) return null
  const plan = await storedPlanOf(store, found)
  // Stored anew in between.
  if (plan === null) return currentPlan(store)
  const { planVersion, importedAt } = found
  return { planVersion, importedAt, plan }
}

/** Null where the version was stored anew, as a newer Plumbline does that reads more in its file. */
function storedPlanOf(
  store: Store,
  { planVersion, content }: Pick<z.infer<typeof inForce>, 'planVersion' | 'content'>,
): Promise<Plan | null> {
  return keptPlans.get(store, `${planVersion} ${content}`, async () => {
    const row = await selectRow(
      store.pool,
      storedContent,
      'select plan from plans where plan_version = $1 and md5(plan::text) = $2',
      [planVersion, content],
    )
    return row?.plan ?? null
  })
}

const readershipRow = planSchema.pick({ teams: true, stakeholders: true })

const storedReadership = storedRow(readershipRow, {
  teams: { what: 'the teams of the plan', advice: 'run "plumbline plan import" with its file' },
  stakeholders: { what: 'the readers of the plan', advice: 'run "plumbline plan import" with its file' },
})

/** Teams and readers of the plan in force, without the rest, which is large; null before the first import. */
export function currentReadership(store: Store): Promise<Pick<Plan, 'teams' | 'stakeholders'> | null> {
  return selectRow(
    store.pool,
    storedReadership,
    `select plan->'teams' as teams, plan->'stakeholders' as stakeholders
     from plan_imports join plans using (plan_version) order by import_number desc limit 1`,
  )
}

/**
 * The plan that a quarter began with: of the plans that speak of the quarter, the one in force at its start, or else the first
 * one imported after it. Null when no plan speaks of it.
 */
export function planAtStart(
  store: Store,
  quarter: QuarterId,
  startAt: Instant,
): Promise<ImportedPlan | null> {
  return selectRow(
    store.pool,
    storedPlan,
    `select ${selectList(importedPlan)}
     from plan_imports join plans using (plan_version)
     where plan->'quarters' @> jsonb_build_array(jsonb_build_object('quarter', $1::text))
     order by imported_at <= $2 desc, case when imported_at <= $2 then -import_number else import_number end limit 1`,
    [quarter, timestampOf(startAt)],
  )
}

const planImport = z.object({ planVersion: text, importedAt: instant })

/** The newest imports of plans, newest first; all of them where there is no limit. */
export function listPlans(
  store: Store,
  limit: number | null = null,
): Promise<{ planVersion: string; importedAt: Instant }[]> {
  return selectRows(
    store.pool,
    planImport,
    `select ${selectList(planImport)} from plan_imports order by import_number desc limit $1`,
    [limit],
  )
}

const planFile = inForce.extend({ yaml: text })

export interface ImportedPlanFile extends ImportedPlan {
  readonly yaml: string
}

/** A plan with its file, as it was imported last; null for a version that never was. */
export async function planOfVersion(store: Store, version: string): Promise<ImportedPlanFile | null> {
  const found = await selectRow(
    store.pool,
    planFile,
    `select plan_version as "planVersion", imported_at as "importedAt", md5(plan::text) as content, yaml
     from plan_imports join plans using (plan_version) where plan_version = $1 order by import_number desc limit 1`,
    [version],
  )
  if (found === null) return null
  const { planVersion, importedAt, yaml } = found
  const plan = await storedPlanOf(store, found)
  return plan === null ? planOfVersion(store, version) : { planVersion, importedAt, yaml, plan }
}
