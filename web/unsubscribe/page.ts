import { z } from 'zod'
import { copyToken } from '../../domain/page-paths.ts'
import { resubscribe, unsubscribableBy, unsubscribe } from '../../queries/deliveries/unsubscribe.ts'
import { page } from '../http/answer.ts'
import { defineOpenPage, type OpenRequest, type Page } from '../http/page.ts'
import { againView, askView, copyView, doneView, unknownLinkView } from './view.ts'

const ask = defineOpenPage('GET /unsubscribe/:token', async (request) => {
  if (request.param('token') === copyToken) return page('No more mails', copyView)
  const found = await unsubscribableOf(request)
  if (found === null) return page('No more mails', unknownLinkView, { status: 410 })
  const view = found.isStopped ? doneView : askView
  return page('No more mails', view(found, request.param('token')))
})

const fields = z.union([
  z.object({ 'List-Unsubscribe': z.string().trim().toLowerCase().pipe(z.literal('one-click')) }),
  z.object({ again: z.literal('yes') }),
])

/** By a button, or by a mail program for its user (RFC 8058): answered at once, since those follow no redirect. */
const stop = defineOpenPage('POST /unsubscribe/:token', async (request) => {
  const given = request.form(fields)
  const found = await unsubscribableOf(request)
  if (found === null) return page('No more mails', unknownLinkView, { status: 410 })
  const { parts, param, nowAt } = request
  if ('again' in given) {
    await resubscribe(parts.store, found, nowAt)
    return page('Mails again', againView(found))
  }
  await unsubscribe(parts.store, found, nowAt)
  return page('No more mails', doneView(found, param('token')))
})

/** How readers stop a kind of mail, and get it again. */
export const unsubscribePages: readonly Page[] = [ask, stop]

async function unsubscribableOf({ parts, param }: OpenRequest) {
  return unsubscribableBy(parts.store, param('token'), await parts.keys())
}
