import { lightPalette } from '../../domain/palette.ts'

export { bucketColours, faintColours } from '../../domain/palette.ts'

// Pictures are drawn on white: they are mailed, and one file must do for light and dark.
export const { ink, quietInk, paper } = lightPalette
/** Darker than a mail's: axes are thinner. */
export const hairline = '#dde1e6'

export const fontFamily = 'Inter'
