import { lightPalette } from '../../domain/palette.ts'

// Everything that a mail needs to be read stands on its elements: some mail programs drop the head's styles, which only add what
// can be lost (dark mode, narrow screens).
const { hairline, ink, link, paper, quietInk } = lightPalette

export const rule = `1px solid ${hairline}`
export const quiet = `color:${quietInk}`
export const linkStyle = `color:${link};text-decoration:underline`
export const headingStyle = 'margin:0;padding:0 0 8px;font-size:18px;line-height:1.3;font-weight:600'
/** Outlook knows no padding of lists: their numbers would hang out of the column. */
export const listStyle = 'margin:0 0 0 24px;padding:0'
/** The ground of a picture and of the words in its place, in dark mails too. */
export const pictureGround = `color:${ink};background-color:${paper}`
