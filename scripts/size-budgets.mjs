/**
 * What an app pays for what it imports. An import above its `max` (bytes, min + brotli) fails the
 * check. 1 kB = 1000 bytes.
 */
export const budgets = [
  {
    name: 'provider + useSubmit + useRequestStatus',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useSubmit', 'useRequestStatus'],
    max: 7500,
  },
  { name: 'styles.css', from: 'modelrunner-react/styles.css', max: 7000 },
  {
    name: 'useRequest',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useRequest'],
    max: 7600,
  },
  {
    name: 'useUpload',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useUpload'],
    max: 11800,
  },
  {
    name: 'useChat',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useChat'],
    max: 10400,
  },
  {
    name: '<ChatRunner>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'ChatRunner'],
    max: 15800,
  },
  {
    name: '<ErrorNotice>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'ErrorNotice'],
    max: 12300,
  },
  {
    name: '<OutputView>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'OutputView'],
    max: 15000,
  },
  {
    name: '<RequestRunner>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'RequestRunner'],
    max: 11000,
  },
  {
    name: '<FileUploader>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'FileUploader'],
    max: 19000,
  },
  {
    name: '<FileLibrary>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'FileLibrary'],
    max: 18500,
  },
  { name: 'everything', from: 'modelrunner-react', imports: '*', max: 76500 },
  {
    name: 'devtools in production',
    from: 'modelrunner-react/devtools',
    imports: ['ModelRunnerDevtools'],
    // A component that renders nothing.
    max: 60,
  },
  {
    name: 'devtools, asked for',
    from: 'modelrunner-react/devtools/production',
    imports: ['ModelRunnerDevtools'],
    max: 13_000,
  },
  { name: 'proxy', from: 'modelrunner-react/proxy', imports: '*', max: 28000 },
]
