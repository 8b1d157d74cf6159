import { z } from 'zod'
import { deliveryStates } from '../../domain/deliver/delivery.ts'
import { settlementDecisions } from '../../domain/deliver/settlement.ts'
import { suppressibleMails } from '../../domain/deliver/unsubscribe.ts'
import { deliveriesPage, deliveryOf, unsentSignInMails } from '../../queries/deliveries/deliveries.ts'
import { deliveryPauses, pauseDelivery, resumeDelivery } from '../../queries/deliveries/pause.ts'
import { settleDelivery } from '../../queries/deliveries/settle.ts'
import { allowReader, suppressedAddresses } from '../../queries/deliveries/suppressed.ts'
import { settlementText } from '../../wording/settlement-text.ts'
import { missing, page, redirect } from '../http/answer.ts'
import { definePage, type Page } from '../http/page.ts'
import { deliveriesView, problemView } from './list-view.ts'
import { deliveryView } from './one-view.ts'
import { deliveryPath, listPath } from './paths.ts'

const pageSize = 25

const list = definePage('GET /deliveries', async ({ parts, query, formToken, nowAt }) => {
  const state = deliveryStates.find((each) => each === query('state')) ?? null
  const quarter = query('quarter')
  const from = /^\d{1,7}$/.test(query('from') ?? '') ? Number(query('from')) : 0
  const filter = { ...(state === null ? {} : { state }), ...(quarter === null ? {} : { quarter }) }
  const [found, pauses, suppressed, signInMails] = await Promise.all([
    deliveriesPage(parts.store, filter, { from, size: pageSize }),
    deliveryPauses(parts.store),
    suppressedAddresses(parts.store),
    unsentSignInMails(parts.store, nowAt),
  ])
  return page(
    'Mails',
    deliveriesView(found, { state, quarter }, { pauses, suppressed, signInMails, formToken }),
  )
})

const one = definePage('GET /deliveries/:deliveryId', async ({ parts, param, formToken }) => {
  const found = await deliveryOf(parts.store, param('deliveryId'))
  return found === null ? missing : page('One mail', deliveryView(found, { formToken, problem: null }))
})

const fields = z.object({
  decision: z.enum(settlementDecisions),
  because: z.string(),
  address: z.string().default(''),
})

const settle = definePage('POST /deliveries/:deliveryId', async (request) => {
  const { parts, param, form, formToken, visitor, nowAt } = request
  const deliveryId = param('deliveryId')
  const given = { ...form(fields), deliveryId, actor: visitor.email, nowAt }
  const result = await settleDelivery(parts.store, given)
  if (result.kind === 'settled') return redirect(deliveryPath(deliveryId))
  const found = await deliveryOf(parts.store, deliveryId)
  if (found === null) return missing
  const view = deliveryView(found, { formToken, problem: settlementText(result) })
  return page('Nothing was changed', view, { status: 400 })
})

const pauseFields = z.object({
  quarter: z.string(),
  change: z.enum(['pause', 'resume']),
  because: z.string().default(''),
})

const pause = definePage('POST /delivery-pauses', async ({ parts, form, visitor, nowAt }) => {
  const { quarter, change, because } = form(pauseFields)
  const given = { quarter, because, actor: visitor.email, nowAt }
  const result = await (change === 'pause' ? pauseDelivery : resumeDelivery)(parts.store, given)
  // Whoever asked for what was so before finds it so.
  if (result === 'done' || result === 'was so before') return redirect(listPath({ state: null, quarter }))
  const problem = result === 'no reason' ? 'Say why the mails are paused.' : 'The reason is too long.'
  return page('Nothing was changed', problemView(problem, listPath({ state: null, quarter })), {
    status: 400,
  })
})

const allowFields = z.object({
  email: z.string(),
  mails: z.enum(suppressibleMails),
  because: z.string().default(''),
})

const allow = definePage('POST /suppressed-addresses', async ({ parts, form, visitor, nowAt }) => {
  const result = await allowReader(parts.store, { ...form(allowFields), actor: visitor.email, nowAt })
  // Whoever is not left out any more is mailed again, as it was asked for.
  if (result === 'allowed' || result === 'not suppressed') return redirect('/deliveries')
  const problem = result === 'no reason' ? 'Say why they are mailed again.' : 'The reason is too long.'
  return page('Nothing was changed', problemView(problem, '/deliveries#left-out'), { status: 400 })
})

/** Mails by state, what a person decides about one, pauses of a quarter's mails, and who is left out. */
export const deliveryPages: readonly Page[] = [list, one, settle, pause, allow]
