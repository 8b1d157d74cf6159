import { packagedSuggestions } from '../../adapters/packaged-files.ts'
import { inSlices } from '../../adapters/slices.ts'
import { loadOverrides, saveDecisions } from '../../adapters/store/classify/decisions.ts'
import { ruleSetInForce } from '../../adapters/store/classify/rules-in-force.ts'
import { saveSuggestions } from '../../adapters/store/classify/suggestions.ts'
import { loadConnectionTrackers } from '../../adapters/store/connections/names.ts'
import { loadContainers, loadTickets } from '../../adapters/store/tickets/tickets.ts'
import { decideSteps } from '../../domain/classify/decide.ts'
import { countSteps, type Decision } from '../../domain/classify/decision.ts'
import { suggestForUndecided } from '../../domain/classify/suggest/undecided.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { ConnectionMissingError } from '../errors.ts'

/** An activity without an input would be refused: there would be nothing that was sealed. */
export type EmptyInput = Readonly<Record<string, never>>

export interface Classified {
  readonly tickets: number
  readonly byStep: Readonly<Record<Decision['step'], number>>
}

export function classifyActivities({
  store,
  now,
  betweenSlices,
}: Pick<ActivityDependencies, 'store' | 'now' | 'betweenSlices'>) {
  return {
    /** Decides every ticket's category by the rules in force, and suggests one for what they leave open. */
    async classifyTickets(_input: EmptyInput): Promise<Classified> {
      const { ruleSet, rulesVersion } = await ruleSetInForce(store)
      const connections = await loadConnectionTrackers(store)
      const tickets = await loadTickets(store)
      const steps = decideSteps({
        tickets,
        containers: await loadContainers(store),
        overrides: await loadOverrides(store),
        ruleSet,
        rulesVersion,
        trackerOf: (connectionId) => {
          const tracker = connections.get(connectionId)
          if (tracker === undefined) throw new ConnectionMissingError(connectionId)
          return tracker
        },
      })
      const decisions = await inSlices(steps, betweenSlices)
      const suggest = ruleSet.suggests ? packagedSuggestions() : () => null
      const suggestions = await inSlices(suggestForUndecided(tickets, decisions, suggest), betweenSlices)
      await saveDecisions(store, decisions, now())
      await saveSuggestions(store, suggestions, now())
      return { tickets: decisions.length, byStep: countSteps(decisions) }
    },
  }
}
