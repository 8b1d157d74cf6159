import { z } from 'zod'
import { type MeasuredTicket, measuredTicketSchema } from '../../../domain/effort/effort.ts'
import { text } from '../../../domain/fields.ts'
import { readStored } from '../sql/stored-data.ts'
import { ticketTable } from '../sync/tables.ts'
import { PartReader, textOf, wordsOf } from './texts.ts'

const { shape } = measuredTicketSchema

/** In the order in which `ticketReader` takes them. */
const fields = [
  'hierarchyLevel',
  'statusId',
  'statusName',
  'statusCategory',
  'resolutionId',
  'resolutionName',
  'projectId',
  'projectKey',
  'projectName',
  'teamId',
  'teamKey',
  'teamName',
  'teamsAbove',
  'parentId',
  'assigneeId',
  'creatorId',
  'estimatePoints',
  'createdAt',
  'updatedAt',
  'resolvedAt',
  'archivedAt',
  'removal',
  'removedAt',
] as const satisfies readonly (keyof MeasuredTicket)[]

/** What of a ticket stays when the rest is let go has a column of its own: a part of a text would keep all of it in memory. */
export const ticketRow = z.object({ connectionId: text, ticketId: text, url: text, ticketText: text })

/** Selects the columns of `ticketRow`. */
export function ticketColumns(alias: string): string {
  return `${alias}.connection_id as "connectionId", ${alias}.ticket_id as "ticketId", ${alias}.url, ${textOf(ticketTable, fields, alias)} as "ticketText"`
}

/** Reads tickets; null for one that must be read column by column. */
export function ticketReader(): (row: z.infer<typeof ticketRow>) => MeasuredTicket | null {
  const parts = new PartReader()
  // Equal ids are made one: each ticket keeps its own.
  let lastConnection = ''
  const connectionOf = (id: string): string => {
    if (id !== lastConnection) lastConnection = id
    return lastConnection
  }
  const categories = wordsOf(shape.statusCategory)
  const removals = wordsOf(shape.removal.unwrap())
  const teams = new Map<string, readonly string[]>([['', []]])
  const teamsOf = (part: string): readonly string[] => {
    const known = teams.get(part)
    if (known !== undefined) return known
    const read = readStored(z.array(text), JSON.parse(part))
    teams.set(part, read)
    return read
  }
  return ({ connectionId, ticketId, url, ticketText }) => {
    parts.begin(ticketText)
    const read = {
      connectionId: connectionOf(connectionId),
      ticketId,
      url,
      hierarchyLevel: parts.number(),
      statusId: parts.word(),
      statusName: parts.word(),
      statusCategory: categories.get(parts.word()),
      resolutionId: parts.wordOrNull(),
      resolutionName: parts.wordOrNull(),
      projectId: parts.wordOrNull(),
      projectKey: parts.wordOrNull(),
      projectName: parts.wordOrNull(),
      teamId: parts.wordOrNull(),
      teamKey: parts.wordOrNull(),
      teamName: parts.wordOrNull(),
      teamsAbove: parts.word(),
      parentId: parts.wordOrNull(),
      assigneeId: parts.wordOrNull(),
      creatorId: parts.wordOrNull(),
      estimatePoints: parts.numberOrNull(),
      createdAt: parts.number(),
      updatedAt: parts.number(),
      resolvedAt: parts.numberOrNull(),
      archivedAt: parts.numberOrNull(),
      removal: parts.wordOrNull(),
      removedAt: parts.numberOrNull(),
    }
    const statusCategory = read.statusCategory
    const removal = read.removal === null ? null : removals.get(read.removal)
    if (!parts.isAtEnd || statusCategory === undefined || removal === undefined) return null
    return { ...read, statusCategory, removal, teamsAbove: teamsOf(read.teamsAbove) }
  }
}
