import { ConfigError } from '../../../worker/settings/config-error.ts'
import { InterruptedError } from '../../frame/errors.ts'
import type { Session } from '../../frame/session.ts'

/**
 * A secret from the environment, or typed by a person without being shown. Never an argument: those stand in the
 * shell's history and in every list of processes.
 * @throws ConfigError where it is neither set nor can be asked for
 */
export async function askSecret(session: Session, variable: string, question: string): Promise<string> {
  const given = session.environment[variable]?.trim()
  if (given !== undefined && given !== '') return given
  if (!session.terminal.canAsk) {
    throw new ConfigError(
      `${variable} is not set, and there is no terminal to ask on: set it in the environment of this command`,
    )
  }
  const typed = (await readHidden(`${question}: `)).trim()
  if (typed === '') throw new ConfigError('nothing was typed, so nothing was connected')
  return typed
}

const enters = ['\r', '\n', '\u0004']
const interrupt = '\u0003'
const backspaces = ['\b', '\u007f']

/** Reads a line in raw mode, in which the terminal echoes nothing and Ctrl-C is a character like others. */
function readHidden(prompt: string): Promise<string> {
  const { stdin, stderr } = process
  stderr.write(prompt)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  stdin.resume()
  return new Promise<string>((resolve, reject) => {
    let typed = ''
    const finish = (end: () => void): void => {
      stdin.off('data', take)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
      end()
    }
    const take = (chunk: string): void => {
      for (const character of chunk) {
        if (character === interrupt) {
          finish(() => reject(new InterruptedError()))
          return
        }
        if (enters.includes(character)) {
          finish(() => resolve(typed))
          return
        }
        typed = backspaces.includes(character) ? typed.slice(0, -1) : typed + character
      }
    }
    stdin.on('data', take)
  })
}
