import { z } from 'zod'
import { unsubscribableBy, unsubscribe } from '../../queries/deliveries/unsubscribe.ts'
import { page } from '../http/answer.ts'
import { defineOpenPage, type OpenRequest, type Page } from '../http/page.ts'
import { askView, doneView, unknownLinkView } from './view.ts'

const ask = defineOpenPage('GET /unsubscribe/:token', async (request) => {
  const found = await unsubscribableOf(request)
  if (found === null) return page('No more mails', unknownLinkView, { status: 410 })
  return page('No more mails', askView(found, request.param('token')))
})

/** By the button, or by a mail program for its user (RFC 8058): answered at once, since those follow no redirect. */
const stop = defineOpenPage('POST /unsubscribe/:token', async (request) => {
  request.form(z.object({ 'List-Unsubscribe': z.literal('One-Click') }))
  const found = await unsubscribableOf(request)
  if (found === null) return page('No more mails', unknownLinkView, { status: 410 })
  await unsubscribe(request.parts.store, found, request.nowAt)
  return page('No more mails', doneView(found))
})

/** How readers stop a kind of mail. */
export const unsubscribePages: readonly Page[] = [ask, stop]

async function unsubscribableOf({ parts, param }: OpenRequest) {
  return unsubscribableBy(parts.store, param('token'), await parts.keys())
}
