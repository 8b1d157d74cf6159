import { z } from 'zod'
import { type MeasuredTicket, measuredTicketSchema } from '../../../domain/effort/effort.ts'
import { text } from '../../../domain/fields.ts'
import { readStored } from '../sql/stored-data.ts'
import { ticketTable } from '../sync/tables.ts'
import { hexOf, InstantReader, instantsOf } from './instant-texts.ts'
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
  'removal',
] as const satisfies readonly (keyof MeasuredTicket)[]
const instants = [
  'createdAt',
  'updatedAt',
  'resolvedAt',
  'archivedAt',
  'removedAt',
] as const satisfies readonly (keyof MeasuredTicket)[]

/** What of a ticket stays when the rest is let go has a column of its own: a part of a text would keep all of it in memory. */
export const ticketRow = z.object({
  connectionId: text,
  ticketId: text,
  url: text,
  ticketText: text,
  ticketInstants: text,
})

/** Selects the columns of `ticketRow`. */
export function ticketColumns(alias: string): string {
  return `${alias}.connection_id as "connectionId", ${alias}.ticket_id as "ticketId", ${alias}.url,
    ${textOf(ticketTable, fields, alias)} as "ticketText", ${hexOf(instantsOf(instants, alias))} as "ticketInstants"`
}

/** Reads tickets; null for one that must be read column by column. */
export function ticketReader(): (row: z.infer<typeof ticketRow>) => MeasuredTicket | null {
  const parts = new PartReader()
  const times = new InstantReader()
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
  return ({ connectionId, ticketId, url, ticketText, ticketInstants }) => {
    parts.begin(ticketText)
    times.begin(ticketInstants)
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
      removal: parts.wordOrNull(),
      createdAt: times.next(),
      updatedAt: times.next(),
      resolvedAt: times.next(),
      archivedAt: times.next(),
      removedAt: times.next(),
    }
    const { statusCategory, createdAt, updatedAt } = read
    const removal = read.removal === null ? null : removals.get(read.removal)
    if (!parts.isAtEnd || statusCategory === undefined || removal === undefined) return null
    if (createdAt === null || updatedAt === null) return null
    return { ...read, statusCategory, createdAt, updatedAt, removal, teamsAbove: teamsOf(read.teamsAbove) }
  }
}
