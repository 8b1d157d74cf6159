import type { Instant } from '../../instant.ts'
import { daysLeft, type ExpiryStage, expiryDateOf } from '../../sync/secret-expiry.ts'
import type { NoticeContent } from '../content/notice.ts'
import { dateInWords } from '../words/dates.ts'
import { counted } from '../words/figures.ts'
import { subjectAbout } from '../words/scope.ts'
import { link, outside, type Sentence, say } from '../words/sentence.ts'

export interface ExpiryNoticeInput {
  readonly connectionName: string
  /** `API token`, as its tracker calls the secret. */
  readonly secretName: string
  /** The tracker: `Jira`. */
  readonly label: string
  /** Where people make the secret: a sentence. */
  readonly madeAt: string
  readonly expiresAt: Instant
  readonly stage: ExpiryStage
  readonly nowAt: Instant
  /** The address of the connection's page; null where pages have none that mails may name. */
  readonly page: string | null
}

/** The mail to admins before a connection's secret expires, and after it did. */
export function composeExpiryNotice(input: ExpiryNoticeInput): NoticeContent {
  const { connectionName, secretName, label, expiresAt, stage, nowAt, page } = input
  const day = dateInWords(expiryDateOf(expiresAt))
  const isOver = stage === 'expired'
  const left = counted(daysLeft(expiresAt, nowAt), 'day')
  const answer: Sentence = isOver
    ? say`The ${secretName} of “${outside(connectionName)}” expired on ${day}: Plumbline can no longer read ${label} with it.`
    : say`The ${secretName} of “${outside(connectionName)}” expires on ${day}, in ${left}. Plumbline can’t read ${label} with it after that.`
  return {
    subject: subjectAbout(
      connectionName,
      isOver ? `: its ${secretName} has expired` : `: its ${secretName} expires in ${left}`,
    ),
    preheader: isOver
      ? `Nothing has been read from this ${label} since ${day}.`
      : `Without a new one, reports miss what changes in ${label} after that.`,
    title: say`${label}, connection “${outside(connectionName)}”`,
    answer: [answer],
    picture: null,
    details: [],
    list: null,
    request: {
      heading: 'What to do',
      sentences: [
        page === null
          ? say`Replace the ${secretName} with plumbline connect: give the connection’s name, and the new expiry date after --expires.`
          : say`Replace the ${secretName}, and state when the new one expires, on ${link('the connection’s page', page)}.`,
        say`${input.madeAt}`,
      ],
    },
    footer: [
      say`You get this because you are an admin. This warning comes 30 days, 7 days and 1 day before, and on the day.`,
    ],
  }
}
