/** A text that is no iCalendar, or holds what can't be read. */
export class RotaFormatError extends Error {
  override readonly name = 'RotaFormatError'
}
