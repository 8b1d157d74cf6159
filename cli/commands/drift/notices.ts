import { isoOf } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { longQuarter } from '../../../domain/report/words/dates.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { NoticedDrift } from '../../../queries/drift/notices.ts'
import { nobodyToldText, noticedChangeText } from '../../../wording/report/drift-notice-text.ts'
import { timeOf, writtenIn } from '../../../wording/times.ts'
import type { Answer } from '../../frame/result.ts'

/** What the weekly watch noticed, when, and whom it told. */
export function noticesAnswer(
  quarter: QuarterId,
  noticed: readonly NoticedDrift[],
  timeZone: string,
): Answer {
  return {
    json: { quarter, notices: noticed.map(jsonOf) },
    lines:
      noticed.length === 0
        ? [
            `No change of drift was noticed in ${longQuarter(quarter)}. The worker looks on Mondays: plumbline schedules`,
          ]
        : noticed.flatMap((each) => linesOf(each, timeZone)),
  }
}

function jsonOf({ teamId, mails, noticedAt, ...change }: NoticedDrift) {
  return {
    ...{ team: teamId, ...change, noticedAt: isoOf(noticedAt) },
    mails: mails.map(({ sentAt, ...mail }) => ({ ...mail, sentAt: sentAt === null ? null : isoOf(sentAt) })),
  }
}

function linesOf({ name, noticedAt, mails, ...change }: NoticedDrift, timeZone: string): string[] {
  return [
    `${writtenIn(timeZone, timeOf(noticedAt))}  ${plainText(name)}: ${noticedChangeText(change)}`,
    ...(mails.length === 0 ? [`  ${nobodyToldText}`] : []),
    ...mails.map((mail) => `  ${plainText(mail.name)} <${mail.email}>: ${mail.state}`),
  ]
}
