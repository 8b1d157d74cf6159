import { isoOf } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/plain-text.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { instantInWords, longQuarter } from '../../../domain/report/words/dates.ts'
import { driftInWords } from '../../../domain/report/words/drift.ts'
import type { NoticedDrift } from '../../../queries/drift/notices.ts'
import type { Answer } from '../../frame/result.ts'

/** What the weekly watch noticed, when, and whom it told. */
export function noticesAnswer(quarter: QuarterId, noticed: readonly NoticedDrift[]): Answer {
  return {
    json: { quarter, notices: noticed.map(jsonOf) },
    lines:
      noticed.length === 0
        ? [
            `No change of drift was noticed in ${longQuarter(quarter)}. The worker looks on Mondays: plumbline schedules`,
          ]
        : noticed.flatMap(linesOf),
  }
}

function jsonOf({ teamId, mails, noticedAt, ...change }: NoticedDrift) {
  return {
    ...{ team: teamId, ...change, noticedAt: isoOf(noticedAt) },
    mails: mails.map(({ sentAt, ...mail }) => ({ ...mail, sentAt: sentAt === null ? null : isoOf(sentAt) })),
  }
}

function linesOf({ name, noticedAt, before, after, mails }: NoticedDrift): string[] {
  const change = `${stateInWords(before)} to ${stateInWords(after)}`
  return [
    `${instantInWords(noticedAt)}  ${plainText(name)}: ${change}`,
    ...(mails.length === 0 ? ['  nobody was told: the plan names no product reader of the team'] : []),
    ...mails.map((mail) => `  ${plainText(mail.name)} <${mail.email}>: ${mail.state}`),
  ]
}

function stateInWords(state: NoticedDrift['after']): string {
  return driftInWords({ state, projectedEnd: null })
}
