import { recordStart } from '../../queries/audit/record-start.ts'
import { allConnections } from '../../queries/connections/find-connection.ts'
import { quarterReports } from '../../queries/reports/quarters.ts'
import { type PreviewStanding, previewStanding } from '../../worker/preview-standing.ts'
import { startPreview } from '../../worker/start-preview.ts'
import { orAway } from '../../worker/temporal-away.ts'
import { mainTaskQueue } from '../../workflows/ids.ts'
import { missing, redirect } from '../http/answer.ts'
import { definePage, type PageRequest } from '../http/page.ts'
import { quarterPath } from '../page/paths.ts'

/** Has a quarter's figures made anew, as `plumbline report preview` does; mails nobody. */
export const makeFigures = definePage('POST /reports/:quarter/figures', async (request) => {
  const { parts, param, nowAt, visitor } = request
  const reports = await quarterReports(parts.store, param('quarter'), nowAt)
  if (reports === null) return missing
  const { quarter } = reports
  const client = parts.temporal?.client ?? null
  const work = {
    actor: visitor.email,
    action: 'make figures',
    subject: `figures of ${quarter}`,
    nowAt,
  } as const
  if (client !== null) await recordStart(parts.store, work)
  const started =
    client === null
      ? null
      : await orAway(client, () =>
          startPreview({ client, taskQueue: mainTaskQueue }, { quarter, asOfAt: nowAt }),
        )
  return redirect(`${quarterPath(quarter)}?figures=${started === null ? 'away' : 'started'}`)
})

/** How the making that was just asked for stands; null where none was, or Temporal doesn't tell. */
export async function figuresStanding(
  { parts, query }: Pick<PageRequest, 'parts' | 'query'>,
  quarter: string,
): Promise<PreviewStanding | null> {
  const client = parts.temporal?.client ?? null
  if (query('figures') === null || client === null) return null
  const connections = await allConnections(parts.store)
  return previewStanding(
    client,
    quarter,
    connections.map(({ connectionId }) => connectionId),
  )
}
