/** A nominal type over T: two brands of the same T do not mix. */
export type Brand<T, V extends string> = T & { readonly __brand: V };
