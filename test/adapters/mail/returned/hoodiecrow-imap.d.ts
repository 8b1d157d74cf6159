declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net'

  interface Options {
    readonly storage: Readonly<Record<string, object>>
  }

  interface ImapServer {
    readonly server: Server
    listen(port: number, host: string, done: () => void): void
    close(done: () => void): void
    appendMessage(mailbox: string, flags: readonly string[], internalDate: string, raw: string): void
    getMailbox(path: string): { readonly messages: readonly { readonly flags: readonly string[] }[] }
  }

  export default function hoodiecrow(options: Options): ImapServer
}
