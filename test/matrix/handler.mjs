import { createProxyHandler } from 'modelrunner-react/proxy'

/** The handler of every server of the matrix. The emulator's address comes from the environment. */
export const handler = createProxyHandler({
  apiKey: 'matrix',
  hosts: {
    queue: `${process.env.MATRIX_PLATFORM}/queue`,
    rest: `${process.env.MATRIX_PLATFORM}/rest`,
    media: `${process.env.MATRIX_PLATFORM}/media`,
  },
})
