export { plainText } from '../../domain/plain-text.ts'
