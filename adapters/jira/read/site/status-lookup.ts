import { z } from 'zod'
import { comparable } from '../../../../domain/text/comparable.ts'
import type { Status, StatusCategory } from '../../../../domain/ticket.ts'
import { TrackerAuthError } from '../../../trackers/errors.ts'
import type { MappedTicket } from '../../../trackers/mapped-ticket.ts'
import { inPartsOf, readBisecting } from '../../http/bisect.ts'
import { isHttpError } from '../../http/http-error.ts'
import { parseResponse } from '../../map/parse.ts'
import { statusSchema } from '../../map/schemas.ts'
import { type StatusCatalog, statusOf } from '../../map/statuses.ts'
import type { JiraDeployment } from './deployment.ts'

/** The most ids that one request takes. */
const idsPerRequest = 50

const projectStatusesSchema = z.array(z.object({ statuses: z.array(z.unknown()).nullish() }))

/** The list by ids names categories, the other lists have the category's id. */
const statusByIdSchema = z.object({ id: z.string().min(1), name: z.string(), statusCategory: z.string() })

const categoryByName = new Map<string, StatusCategory>([
  ['todo', 'unstarted'],
  ['in_progress', 'in_progress'],
  ['done', 'done'],
])

/**
 * Finds the categories of statuses that histories contain and the site's list lacks: it has only those of active workflows, so
 * work in a status that was removed from its workflow would not count.
 *
 * Each project and each status is requested once; what Jira doesn't return, or not to this account, stays unknown.
 */
export class StatusLookup {
  private readonly deployment: JiraDeployment
  private readonly connectionId: string
  private readonly catalog: StatusCatalog
  private readonly requested = new Set<string>()
  private lastTurn: Promise<void> = Promise.resolve()

  constructor(deployment: JiraDeployment, connectionId: string, catalog: StatusCatalog) {
    this.deployment = deployment
    this.connectionId = connectionId
    this.catalog = catalog
  }

  /** Adds to the catalog what Jira returns for the unknown statuses of these tickets. */
  learn(tickets: readonly MappedTicket[], signal: AbortSignal | undefined): Promise<void> {
    // Pages are read in parallel: the second waits for the first one's requests instead of treating the status as unknown.
    const turn = this.lastTurn.then(() => this.learnInTurn(tickets, signal))
    // The caller gets the failure; the next call runs all the same.
    this.lastTurn = turn.catch(() => undefined)
    return turn
  }

  private async learnInTurn(
    tickets: readonly MappedTicket[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const concerned = tickets.filter((one) => this.unknownIn(one).length > 0)
    const projectIds = concerned.flatMap(({ ticket }) => ticket?.projectId ?? [])
    await this.readOnce('project', projectIds, (ids) =>
      Promise.all(ids.map((projectId) => this.readOfProject(projectId, signal))),
    )
    // Data Center has no list by ids: its list of statuses has them all.
    if (this.deployment.kind === 'data_center') return
    const left = concerned.flatMap((one) => this.unknownIn(one))
    await this.readOnce('status', left, (ids) =>
      Promise.all(inPartsOf(idsPerRequest, ids).map((part) => this.readByIds(part, signal))),
    )
  }

  private unknownIn({ statuses }: MappedTicket): string[] {
    // Those of histories may be any text, and become part of an address.
    const ids = statuses.map((status) => status.statusId).filter((id) => /^[\w-]{1,64}$/.test(id))
    return ids.filter((id) => (this.catalog.find(id)?.category ?? 'unknown') === 'unknown')
  }

  private async readOnce(
    kind: 'project' | 'status',
    ids: readonly string[],
    read: (ids: readonly string[]) => Promise<readonly (readonly Status[])[]>,
  ): Promise<void> {
    const fresh = [...new Set(ids)].filter((id) => !this.requested.has(`${kind} ${id}`))
    const statuses = fresh.length === 0 ? [] : await read(fresh)
    for (const status of statuses.flat()) this.catalog.learn(status)
    for (const id of fresh) this.requested.add(`${kind} ${id}`)
  }

  private async readOfProject(projectId: string, signal: AbortSignal | undefined): Promise<Status[]> {
    try {
      const parameters = { projectIdOrKey: projectId }
      const body = await this.deployment.client.request('projects', 'getAllStatuses', parameters, signal)
      const types = parseResponse(projectStatusesSchema, body, "list of a project's statuses")
      return types.flatMap((type) =>
        (type.statuses ?? []).flatMap((status) => {
          const parsed = statusSchema.safeParse(status)
          return parsed.success ? [statusOf(this.connectionId, parsed.data)] : []
        }),
      )
    } catch (error) {
      if (isHttpError(error, 400, 403, 404)) return []
      throw error
    }
  }

  private async readByIds(
    ids: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<readonly Status[]> {
    const all = async (id: readonly string[]) => {
      const body = await this.deployment.client.request('status', 'getStatusesById', { id: [...id] }, signal)
      return parseResponse(z.array(z.unknown()), body, 'list of statuses by id').flatMap((status) => {
        const parsed = statusByIdSchema.safeParse(status)
        if (!parsed.success) return []
        const { id: statusId, name, statusCategory } = parsed.data
        const category = categoryByName.get(comparable(statusCategory)) ?? 'unknown'
        return [{ connectionId: this.connectionId, statusId, name, category }]
      })
    }
    try {
      return await readBisecting(ids, all, async () => [])
    } catch (error) {
      // TRAP: this list is for administrators; its documented response to other accounts is 401.
      if (error instanceof TrackerAuthError || isHttpError(error, 403, 405, 410)) return []
      throw error
    }
  }
}
