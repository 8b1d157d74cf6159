import { inSlices } from '../../adapters/slices.ts'
import { loadDecisions, loadOverrides } from '../../adapters/store/classify/decisions.ts'
import { loadConnectionTrackers } from '../../adapters/store/connections/names.ts'
import { latestTeamEffort } from '../../adapters/store/effort/ticket-effort.ts'
import { loadOrigin } from '../../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { loadContainers, loadTickets } from '../../adapters/store/tickets/tickets.ts'
import { decideSteps } from '../../domain/classify/decide.ts'
import type { Decision } from '../../domain/classify/decision.ts'
import type { RuleSet } from '../../domain/classify/rule.ts'
import { RulesEffect, type ScopeEffect, type TicketsEffect } from '../../domain/classify/rules/effect.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { LeftOutTeam } from '../../domain/reconcile/dataset/reconciliation.ts'
import { isPlanless } from '../../domain/report/content/view.ts'
import { readableRules } from './rules-in-force.ts'

/** What would move if other rules were in force: tickets, and the days of the last measuring, which stays as it is. */
export interface RulesPreview {
  readonly tickets: TicketsEffect
  /** Null where nothing was measured yet, or another version did. */
  readonly days: MeasuredEffect | null
}

export interface MeasuredEffect {
  readonly quarter: QuarterId
  readonly asOfAt: Instant
  /** Of the teams of the company that have figures of their own; null where its people are too few for figures. */
  readonly company: ScopeEffect | null
  /** In the plan's order; only teams that have figures of their own. */
  readonly teams: readonly { readonly teamId: string; readonly name: string; readonly effect: ScopeEffect }[]
  /** Teams without figures of their own, and why. */
  readonly leftOut: readonly LeftOutTeam[]
  /** Fewer people than this have no figures of their own. */
  readonly minimumGroupPeople: number
}

/** How far a preview is. */
export interface PreviewProgress {
  /** Tickets decided, those by the rules in force included. */
  readonly decided: number
  /** Null until it is known. */
  readonly of: number | null
}

/**
 * Decides every ticket by the rules in force and by the given ones, and compares. Stores nothing.
 * @param between called between slices of a fraction of a second; what it throws ends the preview
 */
export async function previewRules(
  store: Store,
  ruleSet: RuleSet,
  between: (progress: PreviewProgress) => Promise<void> = () => Promise.resolve(),
): Promise<RulesPreview> {
  let progress: PreviewProgress = { decided: 0, of: null }
  const pause = () => between(progress)
  await pause()
  const inForce = await readableRules(store)
  const trackerOf = await loadConnectionTrackers(store)
  const tickets = (await loadTickets(store)).filter(({ connectionId }) => trackerOf.has(connectionId))
  const common = {
    tickets,
    containers: await loadContainers(store),
    overrides: await loadOverrides(store),
    rulesVersion: '',
    trackerOf: (connectionId: string) => trackerOf.get(connectionId) ?? '',
  }
  const rounds = inForce === null ? 1 : 2
  const count = () => {
    progress = { decided: progress.decided + 1, of: rounds * tickets.length }
  }
  const decide = (rules: RuleSet) => inSlices(decideSteps({ ...common, ruleSet: rules }, count), pause)
  const before: readonly Decision[] = inForce === null ? await loadDecisions(store) : await decide(inForce)
  const effect = new RulesEffect(before, await decide(ruleSet))
  await pause()
  return { tickets: effect.ofTickets(), days: await measuredEffect(store, effect, pause) }
}

/**
 * Of the teams that the last dataset shows, whatever plan has come into force since: by another plan a team may be large enough
 * that was measured as a small one. The others are in no sum either: rules for one of their tickets would tell its days, because nothing
 * else moves then.
 */
async function measuredEffect(
  store: Store,
  effect: RulesEffect,
  pause: () => Promise<void>,
): Promise<MeasuredEffect | null> {
  const measured = await latestTeamEffort(store)
  const dataset = measured && (await loadOrigin(store, measured.reconciliationId))?.dataset
  if (measured === null || !dataset) return null
  const { quarter, asOfAt, minimumGroupPeople, company, leftOut } = dataset
  const ofCompany = new Set(
    dataset.teams.filter((team) => isPlanless(company) || !isPlanless(team)).map(({ scopeId }) => scopeId),
  )
  const rowsOf = Map.groupBy(measured.rows, ({ teamId }) => teamId)
  const effects: MeasuredEffect['teams'][number][] = []
  for (const { scopeId: teamId, name } of dataset.teams.filter(({ people }) => people > 0)) {
    effects.push({ teamId, name, effect: effect.ofDays(rowsOf.get(teamId) ?? []) })
    await pause()
  }
  return {
    ...{ quarter, asOfAt, minimumGroupPeople, leftOut },
    company:
      company.doubt?.because === 'small_group'
        ? null
        : effect.ofDays(measured.rows.filter(({ teamId }) => ofCompany.has(teamId))),
    teams: effects,
  }
}
