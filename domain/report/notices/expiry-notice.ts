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
    ? say`The ${secretName} of “${outside(connectionName)}” expired on ${day}: ${label} is no longer read through it.`
    : say`The ${secretName} of “${outside(connectionName)}” expires on ${day}, in ${left}. From then on ${label} is no longer read through it.`
  return {
    subject: subjectAbout(
      connectionName,
      isOver ? `: its ${secretName} has expired` : `: its ${secretName} expires in ${left}`,
    ),
    preheader: isOver
      ? `${label} has not been read through it since ${day}.`
      : `From ${day} on, ${label} is no longer read through it.`,
    title: say`${label}, connection “${outside(connectionName)}”`,
    answer: [answer],
    picture: null,
    details: [],
    list: null,
    request: {
      heading: 'What to do',
      sentences: [
        page === null
          ? say`Put a new ${secretName} in place of the old one, with its date: plumbline connect, with the connection’s name, and --expires.`
          : say`Put a new ${secretName} in place of the old one, with its date: ${link('the connection’s page', page)}.`,
        say`${input.madeAt}`,
      ],
    },
    footer: [say`You get this because you are an admin. It comes 30, 7 and 1 days before, and on the day.`],
  }
}
