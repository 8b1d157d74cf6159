import { Readable } from 'node:stream'
import { type Frame, layout } from '../page/frame/layout.ts'
import { timesIn } from '../page/times.ts'
import type { Answer } from './answer.ts'
import { type CookieToSet, cookieHeader } from './cookies.ts'
import { missingPage } from './errors.ts'
import { frameHeaders } from './security.ts'

/** How answers become responses for one request. */
export interface ResponseSetting {
  readonly publicOrigin: string
  /** The security headers of every response. */
  readonly headers: Readonly<Record<string, string>>
  readonly frame: Omit<Frame, 'refreshAfterSeconds' | 'continuesAt'>
  /** Whether a form of one of our pages is answered: without what it kept, a browser that goes back can only send it again. */
  readonly answersForm: boolean
  /** Cookies that are set whatever the answer is. */
  readonly cookies: readonly CookieToSet[]
}

/** The response to a browser. */
export async function responseOf(answer: Answer, setting: ResponseSetting): Promise<Response> {
  const { status, headers, body } = await contentOf(answer, setting)
  const response = new Response(body instanceof Readable ? streamOf(body) : body, {
    status,
    headers: { ...setting.headers, ...headers },
  })
  for (const cookie of [...setting.cookies, ...(answer.cookies ?? [])])
    response.headers.append('Set-Cookie', cookieHeader(cookie, setting.publicOrigin))
  return response
}

interface Content {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Readable | null
}

const htmlType = { 'Content-Type': 'text/html; charset=utf-8' }

const dropKeptPages = { 'Clear-Site-Data': '"cache"' }
/** Asked for anew each time, except by somebody who goes back to it. */
const keptForBack = { 'Cache-Control': 'private, no-cache' }

async function contentOf(answer: Answer, setting: ResponseSetting): Promise<Content> {
  switch (answer.kind) {
    case 'page': {
      const timeZone = answer.timeZone ?? setting.frame.timeZone
      const endsSession = answer.endsSession === true
      const document = await layout(answer.title, answer.body, {
        ...setting.frame,
        timeZone,
        ...(endsSession && { visitor: null, nav: [], timeZone: null }),
        refreshAfterSeconds: answer.refreshAfterSeconds ?? null,
        continuesAt: answer.continuesAt ?? null,
      })
      const isKept = !endsSession && (answer.isKeptForBack ?? setting.answersForm)
      const headers = {
        ...htmlType,
        ...(isKept && keptForBack),
        ...(endsSession && dropKeptPages),
      }
      return {
        status: answer.status ?? 200,
        headers,
        body: timesIn(timeZone ?? 'UTC', document.toString()),
      }
    }
    case 'missing':
      return contentOf(missingPage, setting)
    case 'redirect':
      return {
        status: 303,
        headers: { Location: answer.to, ...(answer.dropsKeptPages === true && dropKeptPages) },
        body: null,
      }
    case 'leave':
      return { status: 303, headers: { Location: answer.to.href }, body: null }
    case 'download':
      return {
        status: 200,
        headers: {
          'Content-Type': answer.contentType,
          'Content-Disposition': `attachment; filename="${answer.fileName}"`,
        },
        body: answer.body,
      }
    case 'frame':
      return { status: 200, headers: { ...htmlType, ...frameHeaders(answer.policy) }, body: answer.html }
  }
}

/** Node's streams and the web's differ in their types alone. */
function streamOf(body: Readable): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done === true) controller.close()
      else controller.enqueue(typeof value === 'string' ? new TextEncoder().encode(value) : value)
    },
    async cancel() {
      await chunks.return?.()
    },
  })
}
