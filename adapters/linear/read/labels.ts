import { z } from 'zod'
import type { LinearClient } from '../http/client.ts'
import type { Label, LabelOf } from '../map/labels.ts'
import { labelNode, nodePage } from '../map/schemas.ts'
import { readAll } from './pages.ts'
import { labelsText } from './queries.ts'

const labelsQuery = {
  name: 'labels',
  text: labelsText,
  data: z.object({ issueLabels: nodePage }).transform(({ issueLabels }) => issueLabels),
}

/**
 * Labels by id. Tickets list label ids, which cost a tenth of a point each; the names are read once per run, and again when
 * an unknown id appears. An id that stays unknown has no label.
 */
export class LabelCatalog {
  private readonly client: LinearClient
  private readonly labels = new Map<string, Label>()
  private readonly missing = new Set<string>()
  #unread = 0

  constructor(client: LinearClient) {
    this.client = client
  }

  /** Drops all names: labels may have been renamed since the last run. */
  clear(): void {
    this.labels.clear()
    this.missing.clear()
    this.#unread = 0
  }

  /** Records of the list that can't be understood: tickets that have these labels lack them. */
  unread(): number {
    return this.#unread
  }

  async namesOf(labelIds: Iterable<string>, signal: AbortSignal | undefined): Promise<LabelOf> {
    const unknown = [...labelIds].filter((labelId) => !this.labels.has(labelId) && !this.missing.has(labelId))
    if (unknown.length > 0) await this.load(signal)
    for (const labelId of unknown) if (!this.labels.has(labelId)) this.missing.add(labelId)
    return (labelId) => this.labels.get(labelId) ?? null
  }

  private async load(signal: AbortSignal | undefined): Promise<void> {
    const nodes = await readAll(this.client, labelsQuery, {}, signal)
    const readable = nodes.flatMap((node) => labelNode.safeParse(node).data ?? [])
    this.#unread = nodes.length - readable.length
    for (const { id, name, parent } of readable) {
      this.labels.set(id, { name, group: parent === null ? null : { groupId: parent.id, name: parent.name } })
    }
  }
}
