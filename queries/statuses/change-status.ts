import type { Store } from '../../adapters/store/sql/client.ts'
import {
  addStatusLine,
  changedLines,
  type LineChanges,
  statusLine,
} from '../../domain/classify/rules/add-status.ts'
import type { StatusMeaning } from '../../domain/classify/status-rules.ts'
import type { Instant } from '../../domain/instant.ts'
import { OvertakenError } from '../../domain/overtaken.ts'
import { checkRulesText } from '../rules/check-rules-text.ts'
import { importRules } from '../rules/import-rules.ts'
import { rulesInForce } from '../rules/rules-in-force.ts'
import { type ListedStatus, statusesUnder, statusFacts } from './status-list.ts'

/** What a status is to mean. */
export interface StatusChange {
  readonly connectionId: string
  readonly statusId: string
  /** Key of the project that it is to hold for; null for all. */
  readonly project: string | null
  readonly means: StatusMeaning
}

/** A status whose meaning changes with a line, which names no connection. */
export interface TouchedStatus {
  readonly before: ListedStatus
  readonly after: ListedStatus
}

/** What would become of the rule file. */
export type StatusChangeCheck =
  | { readonly kind: 'unknown' }
  /** It means that already. */
  | { readonly kind: 'unchanged'; readonly status: ListedStatus }
  /** We can't write into this file: the line for a person to write. */
  | { readonly kind: 'by hand'; readonly status: ListedStatus; readonly line: string }
  | {
      readonly kind: 'ready'
      readonly status: ListedStatus
      /** The version in force that it is held against. */
      readonly against: string
      readonly yaml: string
      readonly lines: LineChanges
      readonly touched: readonly TouchedStatus[]
    }

/** Finds out what changes in the rule file, and which statuses then count otherwise. Stores nothing. */
export async function checkStatusChange(store: Store, change: StatusChange): Promise<StatusChangeCheck> {
  const { yaml: text, rulesVersion: against } = await rulesInForce(store)
  const facts = await statusFacts(store)
  const rules = checkRulesText([{ fileName, text }])
  if (rules.kind === 'unusable') return { kind: 'unknown' }
  const before = statusesUnder(rules.ruleSet.statusRules, facts)
  const status = before.find((each) => isOf(each, change))
  if (status === undefined) return { kind: 'unknown' }
  const line = { ...change, name: status.status.name }
  const yaml = addStatusLine(text, line)
  const found = yaml === null ? null : checkRulesText([{ fileName, text: yaml }])
  // What was written must hold, and spoil nothing else.
  if (yaml === null || found?.kind !== 'readable' || found.failedCases.length > 0)
    return { kind: 'by hand', status, line: statusLine(line) }
  const after = statusesUnder(found.ruleSet.statusRules, facts)
  const touched = before.flatMap((each, index): TouchedStatus[] => {
    const now = after[index]
    return now === undefined || meaningsOf(each) === meaningsOf(now) ? [] : [{ before: each, after: now }]
  })
  if (touched.length === 0) return { kind: 'unchanged', status }
  if (!touched.some(({ before: each }) => isOf(each, change)))
    return { kind: 'by hand', status, line: statusLine(line) }
  return { kind: 'ready', status, against, yaml, lines: changedLines(text, yaml), touched }
}

const fileName = 'rules.yaml'

function isOf({ status }: ListedStatus, { connectionId, statusId }: StatusChange): boolean {
  return status.connectionId === connectionId && status.statusId === statusId
}

function meaningsOf({ readings }: ListedStatus): string {
  return JSON.stringify(readings.map(({ means, places }) => [means, places]))
}

/**
 * Writes what a status means into the rule file in force.
 * @param input.against the version that the change was shown against; null for any
 * @returns what came of it; `overtaken` where another version came in force since
 */
export async function changeStatus(
  store: Store,
  change: StatusChange,
  {
    against,
    actor,
    nowAt,
  }: { readonly against: string | null; readonly actor?: string; readonly nowAt: Instant },
): Promise<StatusChangeCheck | { readonly kind: 'overtaken' }> {
  const check = await checkStatusChange(store, change)
  if (check.kind !== 'ready') return check
  const by = { nowAt, against: against ?? check.against, ...(actor !== undefined && { actor }) }
  try {
    await importRules(store, { yaml: check.yaml, ...by })
  } catch (error) {
    if (error instanceof OvertakenError) return { kind: 'overtaken' }
    throw error
  }
  return check
}
