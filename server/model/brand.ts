declare const brand: unique symbol;

/** A primitive that cannot be mistaken for another one of the same shape: made only where the value is checked. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
