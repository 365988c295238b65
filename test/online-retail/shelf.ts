/** The stock of one product, kept by hand: three numbers and the rules that move them. */
export class Shelf {
  onHand = 0;
  allocated = 0;

  get available(): number {
    return this.onHand - this.allocated;
  }

  /** Adds to on hand unless that would take it below zero. Available may go below zero: a loss is a fact. */
  adjust(quantity: number): boolean {
    if (this.onHand + quantity < 0) return false;
    this.onHand += quantity;
    return true;
  }
}
