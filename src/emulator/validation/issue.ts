/** A Zod issue, as the platform's 400 answers carry them. */
export interface Issue {
  code: string
  path: (string | number)[]
  message: string
  [detail: string]: unknown
}
