import { resolve } from 'node:path'
import { z } from 'zod'
import { counted } from '../../../wording/counted.ts'
import {
  type ReturnedMailCounts,
  readReturnedMails,
  returnedMailSources,
} from '../../../worker/background/returned-mails.ts'
import { defineAction } from '../../frame/action.ts'
import { UsageError } from '../../frame/errors.ts'

const input = z.object({ folder: z.string().optional() })

/** `plumbline deliveries bounces`. */
export const readBounces = defineAction(input, async (session, { folder }) => {
  const { mail } = await session.config()
  const from = folder === undefined ? mail : { ...mail, bouncesUrl: null, bouncesDir: resolve(folder) }
  if (from.bouncesUrl === null && from.bouncesDir === null)
    throw new UsageError('set MAIL_BOUNCES_URL or MAIL_BOUNCES_DIR, or name a folder with --folder')
  const reading = { store: await session.store(), now: session.now }
  const sources = []
  for (const source of await returnedMailSources(from, reading))
    sources.push({ source: source.name, counts: await readReturnedMails(source, reading) })
  return {
    json: { sources: sources.map(({ source, counts }) => ({ source, ...counts })) },
    lines: sources.map(({ source, counts }) => `${source}: ${countsText(counts)}.`),
  }
})

function countsText(counts: ReturnedMailCounts): string {
  const { bounced, suppressed, withoutEffect, notOurs, others, notRead } = counts
  return [
    `${counted(bounced, 'mail')} came back`,
    `${counted(suppressed, 'complaint')}`,
    `${counted(withoutEffect, 'report')} without effect`,
    `${counted(notOurs, 'report')} about other mails`,
    `${counted(others, 'other mail')}`,
    ...(notRead === 0
      ? []
      : [
          `${counted(notRead, 'mail')} that can't be read (too large, or not given out by their server): look at them yourself`,
        ]),
  ].join(', ')
}
