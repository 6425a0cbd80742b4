/** A signature ready to stand under a message: the same words twice. `html` is one element, lines end with LF. */
export type Signature = { readonly text: string; readonly html: string };

/** Said by our own signatures, so that one put in by the webmail is known again. */
export const signatureClass = 'vaguemestre-signature';
