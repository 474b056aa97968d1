import { formatMoney, parseMoney } from '../money.js'

/** The one account of the emulator: its balance, what is set aside for requests in flight, what was charged. */
export class Account {
  #balance: bigint
  #reserved = 0n
  #charged = 0n
  #count = 0

  constructor(balance: string | number) {
    this.#balance = parseMoney(balance)
  }

  get balance(): string {
    return formatMoney(this.#balance)
  }

  get billed(): { count: number; total: string } {
    return { count: this.#count, total: formatMoney(this.#charged) }
  }

  setBalance(balance: string | number): void {
    this.#balance = parseMoney(balance)
  }

  /** Sets an amount aside; false where the balance does not reach. */
  reserve(amount: bigint): boolean {
    if (this.#balance - this.#reserved < amount) return false
    this.#reserved += amount
    return true
  }

  release(amount: bigint): void {
    this.#reserved -= amount
  }

  charge(amount: bigint): void {
    this.#balance -= amount
    this.#charged += amount
    this.#count += 1
  }
}
