/** Runs a command with its arguments and gives the exit code. */
export type Command = (args: readonly string[]) => Promise<number>

/** How each command is called. */
export const usages = {
  doctor: `Usage: modelrunner-react doctor <proxy-url> [options]

Checks a running proxy from outside, as a browser would call it. Spends nothing.

  --header "name: value"         sent with each call, e.g. the cookie of a signed-in user; repeat for more
  --other-header "name: value"   the same for a second user: shows whether users are isolated
  --queue URL, --rest URL        base URLs, where they are not the platform's
  --origin URL                   origin of your pages, for the storage check (default: the proxy's)
  --timeout MS                   how long an answer may take (default: 10000)
  --skip-storage                 start no upload
  --json                         the findings as JSON

Exit code: 0 where no check fails, 1 where one does.
With MODELRUNNER_KEY set, every answer is searched for the key.
`,
  emulator: `Usage: modelrunner-react emulator [options]

The ModelRunner platform on your machine. Ctrl+C ends it.

  --port N        where it listens (default: 4000; 0 takes a free port)
  --seed TEXT     the same seed and the same calls give the same ids and pictures (default: 1)
  --balance USD   what the account has (default: 100)
`,
  types: `Usage: modelrunner-react types <endpoint…> [options]

Writes the types of models' inputs and outputs, for your editor and compiler.

  -o, --output FILE   where to write them (default: standard output)
  --proxy URL         ask through a running proxy, which holds the key
  --rest URL          base URL of the REST host, where it is not the platform's

The platform itself is asked with the key in MODELRUNNER_KEY.
`,
}

export const usage = `Usage: modelrunner-react <command>

  doctor <proxy-url> [--header "cookie: …"]            checks a running proxy from outside; spends nothing
  emulator [--port 4000] [--seed 1] [--balance 100]   the ModelRunner platform on your machine
  types <endpoint…> [-o file.d.ts] [--proxy URL]       types of models' inputs and outputs, for your editor

  <command> --help   what a command takes
  --version          which version this is
`
