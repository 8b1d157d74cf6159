import { z } from 'zod'
import { draftEditions } from '../../../activities/report/draft-editions.ts'
import { letOthersRun } from '../../../adapters/slices.ts'
import { asPreviewed } from '../../../domain/deliver/readers/links.ts'
import { longQuarter } from '../../../domain/report/words/dates.ts'
import { isOver } from '../../../domain/review/states.ts'
import { quietReadersOf } from '../../../queries/deliveries/quiet-hours.ts'
import { repliesTo } from '../../../queries/deliveries/reply-to.ts'
import { counted } from '../../../wording/counted.ts'
import { quietReadersJson } from '../../../wording/quiet-hours-text.ts'
import { reviewStateText } from '../../../wording/report/review-text.ts'
import { textIn } from '../../../wording/times.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError } from '../../frame/errors.ts'
import { checkPreviewFolder, writeEditions } from '../../output/edition-files.ts'
import { quietReaderLines } from '../../output/quiet-readers.ts'
import { replyLines } from '../../output/reply-lines.ts'
import { findReview } from './find.ts'
import { approvalLines } from './show.ts'

/** `plumbline review preview`. */
export const previewReviewCommand = defineAction(
  z.object({ quarter: z.string().optional(), out: z.string() }),
  async (session, options) => {
    await checkPreviewFolder(options.out)
    const shown = await findReview(session, options.quarter)
    const { quarter, state, reconciliationId } = shown.review
    if (reconciliationId === null || isOver(state))
      throw new NegativeResultError(
        `the review of ${longQuarter(quarter)} has nothing to send now: ${textIn(session.terminal.timeZone, reviewStateText(shown))}`,
      )
    const betweenSlices = () => letOthersRun(session.signal)
    const { web, mail } = await session.config()
    const { publicOrigin } = web
    const from = { store: await session.store(), now: session.now, betweenSlices, publicOrigin }
    const editions = await draftEditions(from, reconciliationId)
    const quiet = await quietReadersOf(
      from.store,
      editions.map(({ edition }) => edition),
      session.now(),
    )
    const drafted = editions.map(({ edition }) => edition)
    const replies = await repliesTo(from.store, drafted, mail.replyTo)
    const { json, lines } = await writeEditions(
      options.out,
      editions.map(({ edition }) => asPreviewed(edition, publicOrigin)),
      replies,
    )
    return {
      json: { quarter, reconciliationId, editions: json, quietHours: quiet.map(quietReadersJson) },
      lines: [
        `${counted(editions.length, 'report')} of ${quarter}, as the review would send them now; nothing was sent:`,
        ...lines,
        ...replyLines(drafted, replies, mail.from),
        ...quietReaderLines(quiet),
        ...approvalLines(shown.review),
      ],
    }
  },
)
