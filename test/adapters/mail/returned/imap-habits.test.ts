import { afterEach, expect, test } from 'vitest'
import { parseImapUrl } from '../../../../adapters/mail/returned/imap-settings.ts'
import { imapMailbox, type MailboxPosition } from '../../../../adapters/mail/returned/mailbox.ts'
import { MailSourceError } from '../../../../adapters/mail/returned/source.ts'
import { slowdown } from '../../../setup/slowdown.ts'
import { waitLimitMs } from '../../../setup/time-limits.ts'
import { goodHabits, type ImapHabits, startScriptedImap } from './scripted-imap.ts'

const closings: (() => void)[] = []

afterEach(() => {
  for (const close of closings.splice(0)) close()
})

async function mailboxOf(habits: ImapHabits, hastyMs = 500) {
  const server = await startScriptedImap(habits)
  closings.push(server.close)
  let kept: MailboxPosition | null = null
  const opened = (timeoutMs: number) =>
    imapMailbox({
      settings: parseImapUrl(`imap://ada:hunter2@127.0.0.1:${server.port}`),
      position: {
        load: () => Promise.resolve(kept),
        save: (_, to) => {
          kept = to
          return Promise.resolve()
        },
      },
      now: () => Date.parse('2026-07-15T00:00:00Z'),
      timeoutMs,
    })
  const patient = opened(waitLimitMs)
  const hasty = opened(Math.ceil(hastyMs * slowdown()))
  return {
    /** What was read, and what it ended with where that is an error. */
    async read(isHasty = false): Promise<string[]> {
      const read: string[] = []
      try {
        await (isHasty ? hasty : patient).read((mail) => {
          read.push(mail === null ? 'not read' : mail.toString().replace(/^Subject: x\s+/, ''))
          return Promise.resolve('done')
        })
      } catch (error) {
        if (!(error instanceof MailSourceError)) throw error
        read.push(error.message.replace(/^\S+ /, ''))
      }
      return read
    },
    position: () => kept,
  }
}

/** imapflow tells of a refused search as of an empty one. */
test.each(['TAG BAD Command Argument Error. 11\r\n', 'TAG NO [UNAVAILABLE] busy\r\n'])(
  'a mailbox whose server refuses a search is read from where it was once the server takes it: %j',
  async (search) => {
    const habits: ImapHabits = { ...goodHabits, search }
    const { read, position } = await mailboxOf(habits)
    expect(await read()).toEqual([expect.stringMatching(/can't be searched/)])
    expect(position()).toBeNull()
    delete habits.search
    expect(await read()).toEqual(['one', 'two', 'three'])
  },
)

test.each([
  ['says NO (jstedfast/MailKit#358)', 'TAG NO [UNAVAILABLE] UID FETCH Server error\r\n'],
  ['says OK and nothing of it (OfflineIMAP/offlineimap#62)', 'TAG OK FETCH completed.\r\n'],
  ['gives nothing in its place (imapsync/imapsync#79)', '* 2 FETCH (UID 2 BODY[] NIL)\r\nTAG OK\r\n'],
])(
  'a mail whose server %s is asked for three times, and then counted and left, for those behind it wait',
  async (_, answer) => {
    const fetch = (uid: number, isOfContent: boolean) => (uid === 2 && isOfContent ? answer : null)
    const { read, position } = await mailboxOf({ ...goodHabits, fetch })
    const refused = expect.stringMatching(/doesn't give out mail 2: those behind it wait/)
    expect(await read()).toEqual(['one', refused])
    expect(await read()).toEqual([refused])
    expect(position()).toEqual({ uidValidity: '7', lastUid: 1 })
    expect(await read()).toEqual(['not read', 'three'])
    expect(await read()).toEqual([])
  },
)

test('no mail is left while its server gives out none, however long', async () => {
  const habits: ImapHabits = { ...goodHabits, fetch: () => 'TAG NO [SERVERBUG] later\r\n' }
  const { read } = await mailboxOf(habits)
  for (let tries = 0; tries < 5; tries += 1)
    expect(await read()).toEqual([expect.stringMatching(/doesn't give out mail 1/)])
  delete habits.fetch
  expect(await read()).toEqual(['one', 'two', 'three'])
})

test('a mail that is deleted while the mailbox is read is passed over at once', async () => {
  const habits: ImapHabits = { ...goodHabits }
  habits.fetch = (uid) => {
    if (uid !== 2) return null
    habits.search = '* SEARCH\r\nTAG OK\r\n'
    return 'TAG OK FETCH completed.\r\n'
  }
  expect(await (await mailboxOf(habits)).read()).toEqual(['one', 'three'])
})

test('a server may leave out what its next mail’s number is, and not what its numbers hold for', async () => {
  const habits = { selected: '* OK [UIDVALIDITY 7]\r\n', search: '* SEARCH\r\nTAG OK\r\n' }
  const empty = await mailboxOf(habits)
  expect(await empty.read()).toEqual([])
  expect(empty.position()).toBeNull()
  const { read } = await mailboxOf({ selected: '* OK [UIDNEXT 4]\r\n' })
  expect(await read()).toEqual([expect.stringMatching(/no lasting numbers \(UIDVALIDITY\)/)])
})

test('where a server takes no passwords, the way around it is told', async () => {
  const { read } = await mailboxOf({ ...goodHabits, login: 'TAG NO AUTHENTICATE failed.\r\n' })
  expect(await read()).toEqual([expect.stringMatching(/as at Exchange Online.*MAIL_BOUNCES_DIR/)])
})

const silent = ['GREETING', 'CAPABILITY', 'AUTHENTICATE', 'EXAMINE', 'UID SEARCH', 'UID FETCH'] as const

test.each(
  silent.flatMap((stallsAt) => [
    [stallsAt, 'nothing', false] as const,
    [stallsAt, 'a byte now and then', true] as const,
  ]),
)(
  'a server that from %s on says only %s is given up, and asked again the next time',
  async (stallsAt, _, trickles) => {
    const habits: ImapHabits = { ...goodHabits, stallsAt, trickles }
    const { read } = await mailboxOf(habits)
    expect(await read(true)).toEqual([expect.stringMatching(/can't be reached|takes too long to answer/)])
    delete habits.stallsAt
    expect(await read()).toEqual(['one', 'two', 'three'])
  },
)

test.each([false, true])(
  'what was read is kept where a server never says goodbye (trickling: %s)',
  async (trickles) => {
    // All that comes before has to be read within the limit, too.
    const { read } = await mailboxOf({ ...goodHabits, stallsAt: 'LOGOUT', trickles }, 2_000)
    expect(await read(true)).toEqual(['one', 'two', 'three'])
    expect(await read(true)).toEqual([])
  },
)
