import type { MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'

/** What we write as one text. Downloads stay as they are: they stream from the database, and a long one is to arrive from its start. */
const compressed = /^(text\/(html|css|javascript)|image\/svg\+xml)\b/

const compressAnswer = compress({ contentTypeFilter: compressed })

/**
 * Compresses pages that our own pages, or people themselves, ask for. The size of a compressed page tells whether what its address
 * repeats stands in it a second time (BREACH): another site that can have pages opened, and watches the line, would read form tokens
 * and names by it. What it asks for, and what a browser asks for that doesn't say who asks, has its usual size.
 */
export const compressOwnRequests: MiddlewareHandler = (context, next) => {
  const site = context.req.header('sec-fetch-site')
  return site === 'same-origin' || site === 'none' ? compressAnswer(context, next) : next()
}

/** Compresses what is the same for everybody, whoever asks. */
export const compressForAnyone: MiddlewareHandler = compressAnswer
