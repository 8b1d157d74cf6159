import { versionOf } from '../adapters/content-version.ts'
import { currentRuleSet, loadOverrides, saveDecisions } from '../adapters/store/classify/decisions.ts'
import { listConnections } from '../adapters/store/sync/connections.ts'
import { loadContainers, loadTickets } from '../adapters/store/sync/tickets.ts'
import { decideAll } from '../domain/classify/decide.ts'
import { countSteps, type Decision } from '../domain/classify/decision.ts'
import { parseRuleFile } from '../domain/classify/rule-file.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { ConnectionMissingError } from './errors.ts'

/** An activity without an input would be refused: there would be nothing that was sealed. */
export type EmptyInput = Readonly<Record<string, never>>

export interface Classified {
  readonly tickets: number
  readonly byStep: Readonly<Record<Decision['step'], number>>
}

export function classifyActivities({
  store,
  now,
  defaultRules,
}: Pick<ActivityDependencies, 'store' | 'now' | 'defaultRules'>) {
  return {
    /** Gives every ticket its decision, by the rules in force. */
    async classifyTickets(_input: EmptyInput): Promise<Classified> {
      const rules = await rulesInForce({ store, defaultRules })
      const connections = new Map(
        (await listConnections(store)).map((connection) => [connection.connectionId, connection.tracker]),
      )
      const decisions = decideAll({
        tickets: await loadTickets(store),
        containers: await loadContainers(store),
        overrides: await loadOverrides(store),
        ruleSet: rules.ruleSet,
        rulesVersion: rules.rulesVersion,
        trackerOf: (connectionId) => {
          const tracker = connections.get(connectionId)
          if (tracker === undefined) throw new ConnectionMissingError(connectionId)
          return tracker
        },
      })
      await saveDecisions(store, decisions, now())
      return { tickets: decisions.length, byStep: countSteps(decisions) }
    },
  }
}

/** The imported rule file, or the default one. @throws FileProblemsError when it can't be read any more */
export async function rulesInForce({
  store,
  defaultRules,
}: Pick<ActivityDependencies, 'store' | 'defaultRules'>) {
  const yaml = (await currentRuleSet(store))?.yaml ?? defaultRules
  return { ruleSet: parseRuleFile(yaml), rulesVersion: versionOf(yaml) }
}
