import { z } from 'zod'
import { deliveryStates } from '../../domain/deliver/delivery.ts'
import { listedKinds } from '../../domain/deliver/readers/listed-kind.ts'
import { suppressibleMails } from '../../domain/deliver/readers/unsubscribe.ts'
import { decisionsFor, longestReason, settlementDecisions } from '../../domain/deliver/settlement.ts'
import { deliveriesPage, deliveryOf, signInMailsOfWeek } from '../../queries/deliveries/deliveries.ts'
import { formerReaderOf } from '../../queries/deliveries/former-readers.ts'
import { deliveryPauses, pauseDelivery, resumeDelivery } from '../../queries/deliveries/pause.ts'
import { type SettlementResult, settleDelivery } from '../../queries/deliveries/settle.ts'
import { allowReader, suppressedAddresses } from '../../queries/deliveries/suppressed.ts'
import { settlementText } from '../../wording/deliver/settlement-text.ts'
import { missing, page, redirect } from '../http/answer.ts'
import { definePage, type Page, type PageRequest } from '../http/page.ts'
import type { Html } from '../page/html.ts'
import { firstShown } from '../page/parts.ts'
import { deliveryPath } from '../page/paths.ts'
import { deliveriesView, pageSize, pauseReasonId } from './list-view.ts'
import { becauseId, deliveryView } from './one-view.ts'
import { allMails, listPath, type Shown } from './paths.ts'
import type { RefusedReason } from './reason-field.ts'
import { sendPage } from './send-page.ts'
import { allowReasonId } from './suppressed-view.ts'

const list = definePage('GET /deliveries', async (request) => {
  const { query } = request
  const state = deliveryStates.find((each) => each === query('state')) ?? null
  const from = firstShown(query('from'))
  const kind = listedKinds.find((each) => each === query('kind')) ?? null
  return page('Mails', await listed(request, { state, quarter: query('quarter'), kind }, { from }))
})

async function listed(
  { parts, formToken, nowAt }: PageRequest,
  shown: Shown,
  { from = 0, refused = null }: { readonly from?: number; readonly refused?: RefusedReason | null },
): Promise<Html> {
  const { state, quarter, kind } = shown
  const filter = {
    ...(state === null ? {} : { state }),
    ...(quarter === null ? {} : { quarter }),
    ...(kind === null ? {} : { kind }),
  }
  const [found, pauses, suppressed, signInMails] = await Promise.all([
    deliveriesPage(parts.store, filter, { from, size: pageSize }),
    deliveryPauses(parts.store),
    suppressedAddresses(parts.store),
    signInMailsOfWeek(parts.store, nowAt, kind === 'sign-in link' ? 'all' : 'unsent'),
  ])
  const besides = { from, pauses, suppressed, signInMails, formToken, refused }
  return deliveriesView(found, shown, besides)
}

const one = definePage('GET /deliveries/:deliveryId', async ({ parts, param, formToken }) => {
  const found = await deliveryOf(parts.store, param('deliveryId'))
  if (found === null) return missing
  const formerReader = await formerReaderOf(parts.store, found.delivery.deliveryId)
  return page(
    `To ${found.delivery.recipientName}: ${found.delivery.subject}`,
    deliveryView(found, { formToken, formerReader, refused: null }),
  )
})

const fields = z.object({
  decision: z.enum(settlementDecisions),
  because: z.string(),
  address: z.string().default(''),
  'former-reader': z.literal('yes').optional(),
})

const settle = definePage('POST /deliveries/:deliveryId', async (request) => {
  const { parts, param, form, formToken, visitor, nowAt } = request
  const deliveryId = param('deliveryId')
  const { 'former-reader': toFormer, ...sent } = form(fields)
  const given = { ...sent, toFormerReader: toFormer === 'yes', deliveryId, actor: visitor.email, nowAt }
  const result = await settleDelivery(parts.store, given)
  if (result.kind === 'settled') return redirect(deliveryPath(deliveryId))
  const found = await deliveryOf(parts.store, deliveryId)
  if (found === null) return missing
  const reasonId = becauseId(sent.decision)
  const isOffered = decisionsFor(found.delivery.state).includes(sent.decision)
  const of = isOffered ? fieldOf(result.kind, reasonId) : null
  const problems = [{ field: of, words: settlementText(result, request.timeZone) }]
  const formerReader = await formerReaderOf(parts.store, deliveryId)
  const view = deliveryView(found, { formToken, formerReader, refused: { ...sent, reasonId, problems } })
  return page('Nothing was changed', view, { status: 400 })
})

/** The control that a refusal is about; null where it is about none. */
function fieldOf(kind: SettlementResult['kind'], reasonId: string): string | null {
  switch (kind) {
    case 'no reason':
    case 'reason too long':
      return reasonId
    case 'former reader':
      return 'former-reader-yes'
    case 'no address':
    case 'address taken':
    case 'address suppressed':
      return 'address'
    default:
      return null
  }
}

const pauseFields = z.object({
  quarter: z.string(),
  change: z.enum(['pause', 'resume']),
  because: z.string().default(''),
})

const pause = definePage('POST /delivery-pauses', async (request) => {
  const { parts, form, visitor, nowAt } = request
  const { quarter, change, because } = form(pauseFields)
  const given = { quarter, because, actor: visitor.email, nowAt }
  const result = await (change === 'pause' ? pauseDelivery : resumeDelivery)(parts.store, given)
  // Whoever asked for what was so before finds it so.
  if (result === 'done' || result === 'was so before') return redirect(listPath({ ...allMails, quarter }))
  const problem = result === 'no reason' ? 'Say why the mails are paused.' : reasonTooLongText
  const refused = refusedReason(pauseReasonId, because, problem)
  const view = await listed(request, { ...allMails, quarter }, { refused })
  return page('Nothing was changed', view, { status: 400 })
})

const allowFields = z.object({
  email: z.string(),
  mails: z.enum(suppressibleMails),
  because: z.string().default(''),
})

const allow = definePage('POST /suppressed-addresses', async (request) => {
  const { parts, form, visitor, nowAt } = request
  const sent = form(allowFields)
  const result = await allowReader(parts.store, { ...sent, actor: visitor.email, nowAt })
  // Whoever is not left out any more is mailed again, as it was asked for.
  if (result === 'allowed' || result === 'not suppressed') return redirect('/deliveries')
  const problem = result === 'no reason' ? 'Say why they are mailed again.' : reasonTooLongText
  const refused = refusedReason(allowReasonId(sent), sent.because, problem)
  const view = await listed(request, allMails, { refused })
  return page('Nothing was changed', view, { status: 400 })
})

function refusedReason(reasonId: string, because: string, words: string): RefusedReason {
  return { reasonId, because, problems: [{ field: reasonId, words }] }
}

const reasonTooLongText = `The reason is longer than ${longestReason} characters.`

/** Mails by state, what a person decides about one, pauses of a quarter's mails, and who is left out. */
export const deliveryPages: readonly Page[] = [list, one, settle, pause, sendPage, allow]
