import type { QuietReaders } from '../../queries/deliveries/quiet-hours.ts'
import { quietReadersText } from '../../wording/quiet-hours-text.ts'

/** Whose mails would wait, below the editions of a preview; nothing where nobody's would. */
export function quietReaderLines(quiet: readonly QuietReaders[]): string[] {
  if (quiet.length === 0) return []
  return [
    'sent now, mails to these readers would wait for the end of their quiet hours:',
    ...quiet.map((readers) => `  ${quietReadersText(readers)}`),
  ]
}
