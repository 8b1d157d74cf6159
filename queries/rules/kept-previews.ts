import { randomUUID } from 'node:crypto'
import { letOthersRun } from '../../adapters/slices.ts'
import {
  addRulePreview,
  beatRulePreview,
  endRulePreview,
  loadRulePreview,
  type StoredEffect,
} from '../../adapters/store/classify/rule-previews.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { RuleSet } from '../../domain/classify/rule.ts'
import { dayMs, type Instant } from '../../domain/instant.ts'
import { previewRules } from './preview-rules.ts'
import { rulesInForce } from './rules-in-force.ts'

const keptForMs = dayMs
const beatEveryMs = 1_000
/** A process that is this late with its word has ended. */
const silentForMs = 30_000

/** Keeps a rule file with what it would move, so that any process can show it. Made by `makePreview`. @returns its id */
export async function beginPreview(
  store: Store,
  { yaml, askedBy, nowAt }: { readonly yaml: string; readonly askedBy: string; readonly nowAt: Instant },
): Promise<string> {
  const previewId = randomUUID()
  const { rulesVersion } = await rulesInForce(store)
  const begun = { previewId, askedAt: nowAt, askedBy, yaml, rulesVersion, aliveAt: nowAt }
  const nothing = {
    state: 'under way' as const,
    decided: 0,
    decisions: null,
    effect: null,
    failedBecause: null,
  }
  await addRulePreview(store, { ...begun, ...nothing }, nowAt - keptForMs)
  return previewId
}

/** Finds out what the rules would move, and keeps it. Ends early where somebody cancels it, or the process is to stop. */
export async function makePreview(
  store: Store,
  previewId: string,
  {
    ruleSet,
    now,
    signal,
    causeOf,
  }: {
    readonly ruleSet: RuleSet
    readonly now: () => Instant
    readonly signal: AbortSignal
    /** A failure in words. */
    readonly causeOf: (error: unknown) => string
  },
): Promise<void> {
  const cancelling = new AbortController()
  const either = AbortSignal.any([signal, cancelling.signal])
  let toldAt = performance.now()
  try {
    const effect = await previewRules(store, ruleSet, async ({ decided, of: decisions }) => {
      if (performance.now() - toldAt >= beatEveryMs) {
        toldAt = performance.now()
        const goesOn = await beatRulePreview(store, { previewId, aliveAt: now(), decided, decisions })
        if (!goesOn) cancelling.abort()
      }
      await letOthersRun(either)
    })
    await endRulePreview(store, previewId, { state: 'done', effect })
  } catch (error) {
    // One that a stop cuts off falls silent; it was not cancelled.
    if (either.aborted && error === either.reason) return
    await endRulePreview(store, previewId, { state: 'failed', because: causeOf(error) })
    throw error
  }
}

/** Ends a preview that is under way. */
export async function cancelPreview(store: Store, previewId: string): Promise<void> {
  await endRulePreview(store, previewId, { state: 'cancelled' })
}

/** A preview as it stands. */
export type KeptPreview = { readonly yaml: string } & (
  | { readonly kind: 'under way'; readonly decided: number; readonly of: number | null }
  | {
      readonly kind: 'done'
      readonly effect: StoredEffect
      /** The version that was in force when it began. */
      readonly against: string
      /** Whether other rules came in force meanwhile. */
      readonly isOvertaken: boolean
    }
  | { readonly kind: 'cancelled' | 'interrupted' }
  /** Why, in words. */
  | { readonly kind: 'failed'; readonly because: string | null }
)

/** Null for one that was dropped, or never was. */
export async function keptPreview(
  store: Store,
  previewId: string,
  nowAt: Instant,
): Promise<KeptPreview | null> {
  const found = await loadRulePreview(store, previewId)
  if (found === null) return null
  const { yaml, state, effect, decided, decisions, aliveAt } = found
  if (state === 'done' && effect !== null) {
    const { rulesVersion } = await rulesInForce(store)
    const against = found.rulesVersion
    return { yaml, kind: 'done', effect, against, isOvertaken: rulesVersion !== against }
  }
  if (state === 'cancelled') return { yaml, kind: 'cancelled' }
  if (state !== 'under way') return { yaml, kind: 'failed', because: found.failedBecause }
  if (nowAt - aliveAt > silentForMs) return { yaml, kind: 'interrupted' }
  return { yaml, kind: 'under way', decided, of: decisions }
}
