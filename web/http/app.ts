import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { codeVersion } from '../../adapters/packaged-files.ts'
import { clientOfAddress } from '../../domain/sign-in/client-address.ts'
import { safeReturnPath } from '../../domain/sign-in/return-path.ts'
import { navigationOf } from '../navigation.ts'
import { findAsset } from '../page/assets/assets.ts'
import { formTokenField } from '../page/form/form.ts'
import type { SendAgain } from '../page/form/send-again.ts'
import { admit, isBySignedLink, isForAnyone } from './access-check.ts'
import { type Answer, missing, redirect } from './answer.ts'
import { compressForAnyone, compressOwnRequests } from './compression.ts'
import { readCookie } from './cookies.ts'
import {
  failurePage,
  foreignFormPage,
  goneFormPage,
  signedOutPage,
  staleFormPage,
  wrongHostPage,
} from './errors.ts'
import { FormError, type FormFields, FormTooLargeError, readFields, readForm, sentFields } from './form.ts'
import { answerHook, hookRoute } from './hooks.ts'
import { readAfterFailureMs, withinTime } from './limits.ts'
import type { Page } from './page.ts'
import type { WebParts } from './parts.ts'
import { type ResponseSetting, responseOf } from './response.ts'
import { isFromOurPages, isOurHost, isSameToken, securityHeaders } from './security.ts'
import { type Visit, visitOf } from './visit.ts'

/** Methods that some route has. */
const served: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST'])
const cacheForever = 'public, max-age=31536000, immutable'

/** The site as a function from requests to responses: no port is opened. */
export function buildApp(parts: WebParts, pages: readonly Page[]): Hono {
  const app = new Hono()
  const headers = securityHeaders(parts.publicOrigin)
  const site = { parts, pages, headers, asked: new WeakSet<Request>() }
  app.use(async (context, next) => {
    const startedAt = performance.now()
    await next()
    const { method, routePath } = context.req
    // The pattern, never the path: a path may hold a link's token.
    const line = { method, route: routePath, status: context.res.status }
    parts.log.info({ ...line, durationMs: Math.round(performance.now() - startedAt) }, 'page')
  })
  app.use(compressOwnRequests)
  app.get('/alive', () => new Response('alive\n', { headers }))
  app.post(hookRoute, async (context) => {
    const answer = answerHook(parts, context.req.param('connectionId'), context.req.raw)
    const { status } = await withinTime(answer)
    return new Response(null, { status, headers })
  })
  app.use(async (context, next) => {
    if (isOurHost(context.req.header('host'), parts)) return next()
    // A page of another site whose name points to us must not read ours (DNS rebinding): it is sent to our own name.
    const isGet = context.req.method === 'GET'
    const answer = isGet ? redirect(`${parts.publicOrigin}${pathOf(context)}`) : wrongHostPage
    return responseOf(answer, settingOf(site, context, nobody))
  })
  app.use((context, next) => {
    if (served.has(context.req.method)) return next()
    return Promise.resolve(
      new Response(null, { status: 405, headers: { ...headers, Allow: 'GET, HEAD, POST' } }),
    )
  })
  app.get('/assets/*', compressForAnyone, (context) => {
    const asset = findAsset(context.req.path)
    if (asset === null) return responseOf(missing, settingOf(site, context, nobody))
    const { contentType, body } = asset
    return new Response(body, {
      headers: { ...headers, 'Content-Type': contentType, 'Cache-Control': cacheForever },
    })
  })
  for (const page of pages) {
    const [method = 'GET', path = '/'] = page.route.split(' ')
    app.on(method, path, (context) => serve(site, page, context))
  }
  app.notFound(async (context) => {
    const visit = await visitOf(parts, cookiesOf(context))
    const answer = withoutSlash(context) ?? (visit.visitor === null ? signInFirst(context) : missing)
    return responseOf(answer, settingOf(site, context, visit))
  })
  app.onError((error, context) => fail(site, context, error))
  return app
}

interface Site {
  readonly parts: WebParts
  readonly pages: readonly Page[]
  readonly headers: Readonly<Record<string, string>>
  /** Requests that a page was asked to answer: where that fails, what it changed before isn't known. */
  readonly asked: WeakSet<Request>
}

const nobody: Visit = {
  visitor: null,
  sessionToken: null,
  formToken: '',
  earlierFormToken: null,
  isNew: true,
  timeZone: null,
  cookies: [],
}

/** A page's answer, if its visitor may have it and a change comes from a form of ours. */
async function serve(site: Site, page: Page, context: Context): Promise<Response> {
  const { parts } = site
  const visit = await visitOf(parts, cookiesOf(context))
  const answer = await withinTime(answerOf(site, page, context, visit))
  const setting = settingOf(site, context, visit)
  return responseOf(answer, isBySignedLink(page.route) ? withoutTraces(setting) : setting)
}

/** The address holds what lets its holder in: no page learns it, and the browser keeps nothing. */
function withoutTraces(setting: ResponseSetting): ResponseSetting {
  const headers = { ...setting.headers, 'Referrer-Policy': 'no-referrer' }
  return { ...setting, headers, answersForm: false, cookies: [] }
}

async function answerOf(site: Site, page: Page, context: Context, visit: Visit): Promise<Answer> {
  const { parts } = site
  const isChange = context.req.method === 'POST'
  // A link of a mail is all that such a change needs, and mail providers make it for their users (RFC 8058).
  const needsOurForm = isChange && !isBySignedLink(page.route)
  if (needsOurForm && !isOfOurPages(site, context)) return foreignFormPage
  const param = (name: string): string => {
    const value = context.req.param(name)
    if (value === undefined) throw new Error(`${page.route} has no "${name}"`)
    return value
  }
  // No name of ours has one, and PostgreSQL takes none.
  if (Object.values(context.req.param()).some((value) => value.includes('\0'))) return missing
  const admission = await admit(page.route, { store: parts.store, visitor: visit.visitor, param })
  if (admission === 'missing') return needsOurForm ? await refusedForm(context, visit) : missing
  if (admission === 'sign in first' && !isChange) return signInFirst(context)
  const fields: FormFields = isChange ? await readForm(context.req.raw) : {}
  const sendAgain = sendAgainOf(context, fields, visit.formToken)
  if (admission === 'sign in first') return signedOutPage(sendAgain, pageBefore(site, context))
  const isOurs = isOurForm(fields, visit) || (isForAnyone(page.route) && isEarlierForm(fields, visit))
  if (needsOurForm && !isOurs) return staleFormPage(sendAgain, visit)
  site.asked.add(context.req.raw)
  const answer = await page.answer({
    parts,
    nowAt: parts.now(),
    visitor: visit.visitor,
    timeZone: visit.timeZone ?? 'UTC',
    param,
    query: (name) => context.req.query(name) ?? null,
    form: (schema) => readFields(fields, schema),
    formToken: visit.formToken,
    sessionToken: visit.sessionToken,
    cookie: (name) => readCookie(cookiesOf(context), name, parts.publicOrigin),
    client: clientOf(parts, context),
    url: new URL(pathOf(context), parts.publicOrigin),
  })
  return answer.kind === 'missing' && needsOurForm ? goneFormPage(sendAgain) : answer
}

/** A form that was sent to a page that isn't its visitor's, or isn't one any more. */
async function refusedForm(context: Context, visit: Visit): Promise<Answer> {
  const fields = await readForm(context.req.raw).catch((error: unknown) => {
    if (error instanceof FormError || error instanceof FormTooLargeError) return null
    throw error
  })
  return fields !== null && isOurForm(fields, visit)
    ? goneFormPage(sendAgainOf(context, fields, visit.formToken))
    : missing
}

function isOurForm(fields: FormFields, { formToken }: Visit): boolean {
  return isSameToken(sentToken(fields), formToken)
}

/** Shown before the browser signed in, perhaps as somebody else: taken where it makes no difference who is signed in. */
function isEarlierForm(fields: FormFields, { earlierFormToken }: Visit): boolean {
  return earlierFormToken !== null && isSameToken(sentToken(fields), earlierFormToken)
}

function sentToken(fields: FormFields): string {
  return String(fields[formTokenField] ?? '')
}

/** What was sent, in a form that the browser may send now. */
function sendAgainOf(context: Context, fields: FormFields, formToken: string): SendAgain {
  return { action: pathOf(context), formToken, ...sentFields(fields) }
}

/** Whatever failed: what one of our pages sent, with its own token, which is looked at again. Null where nothing was, or it can't be read. */
async function sentBeforeFailure(site: Site, context: Context): Promise<SendAgain | null> {
  const { method, raw } = context.req
  if (method !== 'POST' || !isOfOurPages(site, context)) return null
  const fields = await withinTime(readForm(raw), readAfterFailureMs).catch(() => null)
  return fields && sendAgainOf(context, fields, sentToken(fields))
}

/** Whether one of our pages sent a form, as far as the browser says. */
function isOfOurPages({ parts }: Site, context: Context): boolean {
  const sender = { origin: header(context, 'origin'), fetchSite: header(context, 'sec-fetch-site') }
  return isFromOurPages(sender, parts.publicOrigin)
}

/** Paths end without a slash, which people and mail programs add; null for one that has none. */
function withoutSlash(context: Context): Answer | null {
  const { pathname, search } = new URL(context.req.url)
  const isAdded = context.req.method === 'GET' && pathname.length > 1 && pathname.endsWith('/')
  return isAdded ? redirect(safeReturnPath(`${pathname.replace(/\/+$/, '')}${search}`)) : null
}

/** The page that a form stood on; the start page where the browser doesn't say. */
function pageBefore({ parts }: Site, context: Context): string {
  const from = header(context, 'referer')
  const isOurs = from?.startsWith(`${parts.publicOrigin}/`) ?? false
  return safeReturnPath(isOurs ? from?.slice(parts.publicOrigin.length) : null)
}

/** Whatever path was asked for: who isn't signed in learns of none whether it is there. */
function signInFirst(context: Context): Answer {
  // A way back that is too long would make an address that no server takes.
  const here = safeReturnPath(pathOf(context))
  return redirect(here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`)
}

function settingOf(site: Site, context: Context, visit: Visit): ResponseSetting {
  const { visitor, formToken, timeZone, cookies } = visit
  const path = new URL(context.req.url).pathname
  const nav = visitor === null ? [] : navigationOf(visitor)
  const frame = { visitor, nav, path, formToken, timeZone, version: codeVersion() }
  const answersForm = context.req.method === 'POST'
  return { publicOrigin: site.parts.publicOrigin, headers: site.headers, frame, answersForm, cookies }
}

async function fail(site: Site, context: Context, error: unknown): Promise<Response> {
  const requestId = randomUUID().slice(0, 8)
  site.parts.log.error({ requestId, route: context.req.routePath, err: error }, 'a page failed')
  const sendAgain = await sentBeforeFailure(site, context)
  const isUnsure = context.req.method === 'POST' && site.asked.has(context.req.raw)
  const answer = failurePage(error, { requestId, sendAgain, isUnsure, from: pageBefore(site, context) })
  return responseOf(answer, settingOf(site, context, nobody))
}

/** The address that tries to sign in are counted by: what our own proxy wrote last, where one is trusted. */
function clientOf({ trustsProxy }: WebParts, context: Context): string {
  const forwarded = trustsProxy ? header(context, 'x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return clientOfAddress(forwarded || (getConnInfo(context).remote.address ?? 'unknown'))
}

function cookiesOf(context: Context): string | null {
  return header(context, 'cookie')
}

/** With its query. */
function pathOf(context: Context): string {
  const { pathname, search } = new URL(context.req.url)
  return `${pathname}${search}`
}

function header(context: Context, name: string): string | null {
  return context.req.header(name) ?? null
}
