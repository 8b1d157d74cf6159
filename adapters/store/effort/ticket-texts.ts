import { z } from 'zod'
import { type MeasuredTicket, measuredTicketSchema } from '../../../domain/effort/effort.ts'
import { text } from '../../../domain/fields.ts'
import { readStored } from '../sql/stored-data.ts'
import { ticketTable } from '../tickets/tables.ts'
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
    ${textOf(ticketTable, fields, alias)} as "ticketText", ${hexOf(instantsOf(ticketTable, instants, alias))} as "ticketInstants"`
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
    // Not read into an object that is spread into another: that makes two of each.
    const hierarchyLevel = parts.number()
    const statusId = parts.word()
    const statusName = parts.word()
    const statusCategory = categories.get(parts.word())
    const resolutionId = parts.wordOrNull()
    const resolutionName = parts.wordOrNull()
    const projectId = parts.wordOrNull()
    const projectKey = parts.wordOrNull()
    const projectName = parts.wordOrNull()
    const teamId = parts.wordOrNull()
    const teamKey = parts.wordOrNull()
    const teamName = parts.wordOrNull()
    const teamsAbove = parts.word()
    const parentId = parts.wordOrNull()
    const assigneeId = parts.wordOrNull()
    const creatorId = parts.wordOrNull()
    const estimatePoints = parts.numberOrNull()
    const removalWord = parts.wordOrNull()
    const createdAt = times.next()
    const updatedAt = times.next()
    const removal = removalWord === null ? null : removals.get(removalWord)
    if (!parts.isAtEnd || statusCategory === undefined || removal === undefined) return null
    if (createdAt === null || updatedAt === null) return null
    return {
      connectionId: connectionOf(connectionId),
      ticketId,
      url,
      hierarchyLevel,
      statusId,
      statusName,
      statusCategory,
      resolutionId,
      resolutionName,
      projectId,
      projectKey,
      projectName,
      teamId,
      teamKey,
      teamName,
      teamsAbove: teamsOf(teamsAbove),
      parentId,
      assigneeId,
      creatorId,
      estimatePoints,
      createdAt,
      updatedAt,
      resolvedAt: times.next(),
      archivedAt: times.next(),
      removal,
      removedAt: times.next(),
    }
  }
}
