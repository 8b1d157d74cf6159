import { z } from 'zod'
import type { RulesChange } from '../../domain/classify/rules/diff.ts'
import { statusMeanings } from '../../domain/classify/status-rules.ts'
import { rulesChangesSince } from '../../queries/rules/rule-versions.ts'
import {
  changeStatus,
  checkStatusChange,
  type StatusChangeCheck,
} from '../../queries/statuses/change-status.ts'
import { type ListedStatus, listStatuses } from '../../queries/statuses/status-list.ts'
import { lookAtStatuses, type StatusLook } from '../../queries/statuses/suspects.ts'
import { missing, page, redirect } from '../http/answer.ts'
import { KeptLooks } from '../http/kept-look.ts'
import { definePage, type Page, type PageRequest } from '../http/page.ts'
import { firstShown } from '../page/parts.ts'
import { changeView, outcomeView } from './change-view.ts'
import { statusesView, unreadableView } from './view.ts'

const pageSize = 100

const looks = new KeptLooks<StatusLook>()

/** Who acts in which status needs every ticket's history: it is looked at in the background. */
function lastLook({ parts: { store, inBackground }, nowAt }: PageRequest) {
  return looks.last({ store, inBackground, name: 'look at statuses', look: lookAtStatuses }, nowAt)
}

const list = definePage('GET /statuses', async (request) => {
  const { parts, query } = request
  const statuses = await listStatuses(parts.store)
  if (statuses === null) return page('Statuses', unreadableView())
  const looked = await lastLook(request)
  const isSaved = query('done') === 'saved'
  const shown = {
    statuses,
    looked,
    from: firstShown(query('from')),
    size: pageSize,
    isSaved,
    formToken: request.formToken,
  }
  return page('Statuses', statusesView(shown))
})

const lookAgain = definePage('POST /statuses/look', async ({ parts }) => {
  looks.tryAgain(parts.store)
  return redirect('/statuses')
})

const one = definePage('GET /statuses/:connectionId/:statusId', async (request) => {
  const { parts, param, query, formToken } = request
  const statuses = await listStatuses(parts.store)
  const listed = statuses?.find(
    ({ status }) => status.connectionId === param('connectionId') && status.statusId === param('statusId'),
  )
  if (listed === undefined) return missing
  const { look } = await lastLook(request)
  const suggested = statusMeanings.find((each) => each === query('means')) ?? null
  return page(titleOf(listed), changeView({ listed, look, suggested, formToken }))
})

/** With the id: a tracker may have several statuses of one name. */
function titleOf({ status, connectionName }: ListedStatus): string {
  return `${status.name} on ${connectionName} (${status.statusId})`
}

const changeForm = z.object({
  connectionId: z.string().max(100),
  statusId: z.string().max(200),
  /** Empty for all. */
  project: z.string().trim().max(200).default(''),
  means: z.enum(statusMeanings),
  /** The version that the change was shown against. */
  against: z.string().max(64).default(''),
})

function changeOf({ project, ...rest }: z.infer<typeof changeForm>) {
  return { ...rest, project: project === '' ? null : project }
}

const check = definePage('POST /statuses/check', async (request) => {
  const change = changeOf(request.form(changeForm))
  return shown(request, change, await checkStatusChange(request.parts.store, change), null)
})

const save = definePage('POST /statuses', async (request) => {
  const { parts, visitor, nowAt } = request
  const { against, ...change } = changeOf(request.form(changeForm))
  const found = await changeStatus(parts.store, change, { against, actor: visitor.email, nowAt })
  // Sent twice, it says so already.
  if (found.kind === 'ready' || found.kind === 'unchanged') return redirect('/statuses?done=saved')
  if (found.kind !== 'overtaken') return shown(request, change, found, null)
  const changes = await rulesChangesSince(parts.store, against)
  return shown(request, change, await checkStatusChange(parts.store, change), { changes })
})

async function shown(
  request: PageRequest,
  change: ReturnType<typeof changeOf> | Omit<ReturnType<typeof changeOf>, 'against'>,
  found: StatusChangeCheck,
  overtakenBy: { readonly changes: readonly RulesChange[] | null } | null,
) {
  if (found.kind === 'unknown') return missing
  const { look } = await lastLook(request)
  const view = outcomeView({ found, change, look, overtakenBy, formToken: request.formToken })
  return page('What it means', view, { status: found.kind === 'ready' ? 200 : 400 })
}

/** What each status of the trackers counts as, and what else it may be said to mean. */
export const statusPages: readonly Page[] = [list, lookAgain, one, check, save]
