/** The one thing of Node's that bundlers and edge runtimes provide, too. */
declare const process: { readonly env: { readonly [name: string]: string | undefined } }
