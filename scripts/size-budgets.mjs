/**
 * What an app pays for what it imports. An import above its `max` (bytes, min + brotli) fails the
 * check. 1 kB = 1000 bytes.
 */
export const budgets = [
  {
    name: 'provider + useSubmit + useRequestStatus',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useSubmit', 'useRequestStatus'],
    max: 7600,
  },
  { name: 'styles.css', from: 'modelrunner-react/styles.css', max: 7000 },
  {
    name: 'useRequest',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useRequest'],
    max: 6200,
  },
  {
    name: 'useUpload',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useUpload'],
    max: 10400,
  },
  {
    name: 'useChat',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'useChat'],
    max: 9000,
  },
  {
    name: '<ChatRunner>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'ChatRunner'],
    max: 14300,
  },
  {
    name: '<ErrorNotice>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'ErrorNotice'],
    max: 10900,
  },
  {
    name: '<OutputView>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'OutputView'],
    max: 13500,
  },
  {
    name: '<RequestRunner>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'RequestRunner'],
    max: 9600,
  },
  {
    name: '<FileUploader>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'FileUploader'],
    max: 17600,
  },
  {
    name: '<FileLibrary>',
    from: 'modelrunner-react',
    imports: ['ModelRunnerProvider', 'FileLibrary'],
    max: 18800,
  },
  { name: 'everything', from: 'modelrunner-react', imports: '*', max: 77600 },
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
    max: 14_700,
  },
  { name: 'proxy', from: 'modelrunner-react/proxy', imports: '*', max: 28000 },
]
