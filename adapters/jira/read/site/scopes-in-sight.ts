import { type IncompleteList, listOfTickets } from '../../../../domain/sync/incomplete.ts'
import type { TrackerScope } from '../../../trackers/tracker.ts'
import { isHttpError } from '../../http/http-error.ts'
import type { JiraDeployment } from './deployment.ts'

/**
 * The projects of a session as they are now. One that gets another key while a run reads, or goes out of sight, makes Jira refuse each
 * query that names it: the projects are looked at anew, and the query sent with those that are left.
 */
export class ScopesInSight {
  readonly #deployment: Pick<JiraDeployment, 'readScopes'>
  /** Keys by id, once they were looked at; null before. */
  #keys: ReadonlyMap<string, string> | null = null
  readonly #lost = new Map<string, TrackerScope>()

  constructor(deployment: Pick<JiraDeployment, 'readScopes'>) {
    this.#deployment = deployment
  }

  /** Sends a query about some projects. */
  async query<Result>(
    scopes: readonly TrackerScope[],
    send: (current: readonly TrackerScope[]) => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    const before = this.current(scopes)
    try {
      return await send(before)
    } catch (error) {
      if (!isHttpError(error, 400)) throw error
      await this.#look(signal)
      const after = this.current(scopes)
      // It is refused for another reason, or there is nothing left to ask for.
      if (after.length === 0 || keysOf(before) === keysOf(after)) throw error
      for (const scope of scopes) if (!this.#keys?.has(scope.scopeId)) this.#lost.set(scope.scopeId, scope)
      return send(after)
    }
  }

  /** Some projects with their keys of now, without those that are out of sight. */
  current(scopes: readonly TrackerScope[]): readonly TrackerScope[] {
    const keys = this.#keys
    if (keys === null) return scopes
    return scopes.flatMap((scope) => {
      const key = keys.get(scope.scopeId)
      return key === undefined ? [] : [{ ...scope, key }]
    })
  }

  /** Those that went out of sight and were left out of a query. */
  lostIds(): ReadonlySet<string> {
    return new Set(this.#lost.keys())
  }

  /** The list of tickets, which is not whole without those that went out of sight. */
  incompleteLists(): IncompleteList[] {
    if (this.#lost.size === 0) return []
    const keys = [...this.#lost.values()].map(({ key }) => key).join(', ')
    return [{ list: listOfTickets, cause: `${keys} went out of sight while it was read` }]
  }

  async #look(signal: AbortSignal | undefined): Promise<void> {
    const { scopes } = await this.#deployment.readScopes(signal)
    this.#keys = new Map(scopes.map(({ scopeId, key }) => [scopeId, key]))
  }
}

function keysOf(scopes: readonly TrackerScope[]): string {
  return scopes.map(({ key }) => key).join()
}
