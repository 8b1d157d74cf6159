import { createServer, type Socket } from 'node:net'

/** What a server says in place of its good answers; `TAG` stands for the command's. */
export interface ImapHabits {
  /** Its answer to SELECT, without the last line. */
  selected: string
  search?: string
  /** To each FETCH of a mail; null for the good answer. */
  fetch?: (uid: number, isOfContent: boolean) => string | null
  /** To the login. */
  login?: string
  /** The command to which it says nothing more, or a byte every few moments; `greeting` for the connection itself. */
  stallsAt?: string
  trickles?: boolean
}

export const goodHabits: ImapHabits = { selected: '* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 4]\r\n' }

/** An IMAP server on loopback whose INBOX has three mails, with the given habits, which a test may change. */
export async function startScriptedImap(habits: ImapHabits) {
  const texts = ['one', 'two', 'three']
  const answer = (tag: string, command: string): string => {
    const ok = `${tag} OK done\r\n`
    if (/^CAPABILITY/i.test(command)) return `* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n${ok}`
    if (/^(?:LOGIN|AUTHENTICATE)/i.test(command)) return habits.login ?? ok
    if (/^(?:SELECT|EXAMINE)/i.test(command))
      return `* FLAGS (\\Seen)\r\n* 3 EXISTS\r\n${habits.selected}${ok}`
    if (/^UID SEARCH/i.test(command)) {
      const [, only] = /UID (\d+)$/i.exec(command) ?? []
      return habits.search ?? `* SEARCH ${only ?? '1 2 3'}\r\n${ok}`
    }
    const uid = Number(/^UID FETCH (\d+)/i.exec(command)?.[1] ?? 0)
    if (uid === 0) return ok
    const isOfContent = command.includes('BODY')
    const mail = `Subject: x\r\n\r\n${texts[uid - 1]}`
    const what = isOfContent ? `BODY[] {${mail.length}}\r\n${mail}` : `RFC822.SIZE ${mail.length}`
    return habits.fetch?.(uid, isOfContent) ?? `* ${uid} FETCH (UID ${uid} ${what})\r\n${ok}`
  }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    const stalls = (command: string): boolean => {
      if (habits.stallsAt === undefined || !command.toUpperCase().startsWith(habits.stallsAt)) return false
      if (habits.trickles === true) {
        const timer = setInterval(() => socket.write('*'), 20)
        socket.once('close', () => clearInterval(timer))
      }
      return true
    }
    if (!stalls('GREETING')) socket.write('* OK ready\r\n')
    let unread = ''
    socket.on('data', (bytes) => {
      const lines = `${unread}${bytes}`.split('\r\n')
      unread = lines.pop() ?? ''
      for (const line of lines) {
        const [tag = '', ...command] = line.split(' ')
        if (!stalls(command.join(' '))) socket.write(answer(tag, command.join(' ')).replaceAll('TAG', tag))
      }
    })
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const address = server.address()
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    close(): void {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
