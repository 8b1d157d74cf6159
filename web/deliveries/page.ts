import { z } from 'zod'
import { deliveryStates } from '../../domain/deliver/delivery.ts'
import { settlementDecisions } from '../../domain/deliver/settlement.ts'
import { deliveriesPage, deliveryOf } from '../../queries/deliveries/deliveries.ts'
import { settleDelivery } from '../../queries/deliveries/settle.ts'
import { settlementText } from '../../wording/settlement-text.ts'
import { missing, page, redirect } from '../http/answer.ts'
import { definePage, type Page } from '../http/page.ts'
import { deliveriesView } from './list-view.ts'
import { deliveryView } from './one-view.ts'
import { deliveryPath } from './paths.ts'

const pageSize = 25

const list = definePage(
  'GET /deliveries',
  async ({ parts, query }) => {
    const state = deliveryStates.find((each) => each === query('state')) ?? null
    const quarter = query('quarter')
    const from = /^\d{1,7}$/.test(query('from') ?? '') ? Number(query('from')) : 0
    const filter = { ...(state === null ? {} : { state }), ...(quarter === null ? {} : { quarter }) }
    const found = await deliveriesPage(parts.store, filter, { from, size: pageSize })
    return page('Mails', deliveriesView(found, { state, quarter }))
  },
  { nav: 'Mails' },
)

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

/** Mails by state, and what a person decides about one. */
export const deliveryPages: readonly Page[] = [list, one, settle]
