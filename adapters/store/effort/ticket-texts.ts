import { z } from 'zod'
import { type MeasuredTicket, measuredTicketSchema } from '../../../domain/effort/effort.ts'
import { text } from '../../../domain/fields.ts'
import { readStored } from '../sql/stored-data.ts'
import { ticketTable } from '../sync/tables.ts'
import { numberOrNull, partsOf, textOf, wordOrNullReader, wordReader } from './texts.ts'

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
  const wordOrNull = wordOrNullReader()
  const categoryOf = wordReader(shape.statusCategory)
  const removalOf = wordReader(shape.removal.unwrap())
  const teams = new Map<string, readonly string[]>([['', []]])
  const teamsOf = (part: string): readonly string[] => {
    const known = teams.get(part)
    if (known !== undefined) return known
    const read = readStored(z.array(text), JSON.parse(part))
    teams.set(part, read)
    return read
  }
  return ({ connectionId, ticketId, url, ticketText }) => {
    const parts = partsOf(ticketText, fields.length)
    if (parts === null) return null
    const [
      hierarchyLevel = '',
      statusId = '',
      statusName = '',
      statusCategory = '',
      resolutionId = '',
      resolutionName = '',
      projectId = '',
      projectKey = '',
      projectName = '',
      teamId = '',
      teamKey = '',
      teamName = '',
      teamsAbove = '',
      parentId = '',
      assigneeId = '',
      creatorId = '',
      estimatePoints = '',
      createdAt = '',
      updatedAt = '',
      resolvedAt = '',
      archivedAt = '',
      removal = '',
      removedAt = '',
    ] = parts
    return {
      connectionId: wordOrNull(connectionId) ?? '',
      ticketId,
      url,
      hierarchyLevel: Number(hierarchyLevel),
      statusId,
      statusName,
      statusCategory: categoryOf(statusCategory),
      resolutionId: wordOrNull(resolutionId),
      resolutionName: wordOrNull(resolutionName),
      projectId: wordOrNull(projectId),
      projectKey: wordOrNull(projectKey),
      projectName: wordOrNull(projectName),
      teamId: wordOrNull(teamId),
      teamKey: wordOrNull(teamKey),
      teamName: wordOrNull(teamName),
      teamsAbove: teamsOf(teamsAbove),
      parentId: wordOrNull(parentId),
      assigneeId: wordOrNull(assigneeId),
      creatorId: wordOrNull(creatorId),
      estimatePoints: numberOrNull(estimatePoints),
      createdAt: Number(createdAt),
      updatedAt: Number(updatedAt),
      resolvedAt: numberOrNull(resolvedAt),
      archivedAt: numberOrNull(archivedAt),
      removal: removal === '' ? null : removalOf(removal),
      removedAt: numberOrNull(removedAt),
    }
  }
}
