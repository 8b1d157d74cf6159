import { allConnections } from '../../queries/connections/find-connection.ts'
import { quarterReports } from '../../queries/reports/quarters.ts'
import { type PreviewStanding, previewStanding } from '../../worker/runs/preview-standing.ts'
import { startOnce } from '../../worker/runs/start-once.ts'
import { startPreview } from '../../worker/runs/start-preview.ts'
import { mainTaskQueue, reportPreviewId } from '../../workflows/ids.ts'
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
  if (client === null) return redirect(`${quarterPath(quarter)}?figures=away`)
  const started = await startOnce(
    { client, store: parts.store },
    {
      workflowId: reportPreviewId(quarter),
      entry: { actor: visitor.email, action: 'make figures', subject: `figures of ${quarter}`, nowAt },
      start: () => startPreview({ client, taskQueue: mainTaskQueue }, { quarter, asOfAt: nowAt }),
    },
  )
  return redirect(`${quarterPath(quarter)}?figures=${started}`)
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
