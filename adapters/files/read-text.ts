import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { type FileProblem, FileProblemsError } from '../../domain/yaml/yaml-file.ts'
import { fileError } from './file-error.ts'

/** A plan of a thousand people has less than 1 MB; what is larger is most likely another file. */
const largestBytes = 10_000_000

/**
 * The text of a file that a person wrote, without a byte order mark.
 * @throws PathError, FileAccessError
 * @throws FileProblemsError when it is not UTF-8, or too large to be such a file
 */
export async function readTextFile(path: string): Promise<string> {
  const bytes = await readBytes(path)
  const problem = bytes.length > largestBytes ? tooLarge : encodingProblem(bytes)
  if (problem !== null) throw new FileProblemsError(basename(path), [problem])
  return bytes.toString('utf8').replace(/^\uFEFF/, '')
}

/** At most one byte more than is allowed: a device or pipe may never end. */
async function readBytes(path: string): Promise<Buffer> {
  try {
    await using file = await open(path, 'r')
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of file.createReadStream({ autoClose: false, end: largestBytes })) {
      const bytes: Buffer = Buffer.from(chunk)
      chunks.push(bytes)
      length += bytes.length
      if (length > largestBytes) break
    }
    return Buffer.concat(chunks)
  } catch (error) {
    throw fileError(error, path, 'read')
  }
}

const tooLarge: FileProblem = {
  line: 1,
  column: 1,
  message: `is larger than ${largestBytes / 1_000_000} MB: name a plan or rule file`,
}

function encodingProblem(bytes: Buffer): FileProblem | null {
  const start = bytes.toString('latin1', 0, 2)
  if (start === '\xff\xfe' || start === '\xfe\xff')
    return { line: 1, column: 1, message: 'is in UTF-16: save it as UTF-8' }
  const text = bytes.toString('utf8')
  const nul = text.indexOf('\0')
  if (nul >= 0)
    return { ...placeAfter(text.slice(0, nul)), message: 'holds a NUL character: save it as UTF-8 text' }
  if (isUtf8(bytes)) return null
  const before = validStart(text, bytes)
  const wrong = bytes[Buffer.byteLength(before)] ?? 0
  const letter = new TextDecoder('windows-1252').decode(Uint8Array.of(wrong))
  const byte = `the byte 0x${wrong.toString(16).toUpperCase()} (${letter} in Latin-1)`
  return { ...placeAfter(before), message: `${byte} is not UTF-8: save the file as UTF-8` }
}

/** The text up to the first byte that is not UTF-8, for which decoding puts U+FFFD; the file may hold one itself. */
function validStart(text: string, bytes: Buffer): string {
  let at = text.indexOf('\uFFFD')
  while (at >= 0) {
    const before = text.slice(0, at)
    const place = Buffer.byteLength(before)
    if (bytes.toString('latin1', place, place + 3) !== '\xef\xbf\xbd') return before
    at = text.indexOf('\uFFFD', at + 1)
  }
  return text
}

function placeAfter(text: string): { line: number; column: number } {
  const lines = text.split('\n')
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}
